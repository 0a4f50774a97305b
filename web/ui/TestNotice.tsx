import { useSentences } from '../host/hooks.ts'
import { Notice } from './Notice.tsx'

/** Says that what is ordered here is a test, wherever somebody might take it for real. */
export function TestNotice() {
  const { test } = useSentences().ui
  return (
    <Notice tone="hold" title={test.title}>
      {test.text}
    </Notice>
  )
}
