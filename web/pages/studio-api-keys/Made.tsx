import { useActionData } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { MadeKey } from './page.tsx'

/** The key that was just made, which nobody can show again. */
export function Made() {
  const { t } = useSurroundings()
  const result: unknown = useActionData()
  if (typeof result !== 'object' || result === null || !('made' in result)) return null
  const { key, name } = result.made as MadeKey
  return (
    <div role="status" className="studio-happened">
      <Notice tone="ok" title={t.apiKeys.madeTitle(name)}>
        <p>{t.apiKeys.madeText}</p>
        <code className="key-secret">{key}</code>
      </Notice>
    </div>
  )
}
