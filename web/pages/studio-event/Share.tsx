import { useState } from 'react'
import { useSentences } from '../../host/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'

type CopyState = 'ready' | 'copied' | 'failed'

/** A button that opens the ways to pass the page on: its link to copy, and what the device itself offers. */
export function Share({ name, path }: { name: string; path: string }) {
  const { studio, ui } = useSentences()
  const { share } = studio
  const [isOpen, setOpen] = useState(false)
  const [state, setState] = useState<CopyState>('ready')
  const url = typeof location === 'undefined' ? path : `${location.origin}${path}`
  const canSend = typeof navigator !== 'undefined' && typeof navigator.share === 'function'
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  return (
    <>
      <Button onClick={() => setOpen(true)}>{share.title}</Button>
      <Dialog open={isOpen} title={share.title} onClose={() => setOpen(false)}>
        <Field label={share.link} readOnly value={url} onFocus={(focus) => focus.target.select()} />
        <p role="status">{state === 'failed' && share.copyFailed}</p>
        <div className="dialog-acts">
          <Button look="accent" onClick={() => void copy()}>
            {state === 'copied' ? share.copied : share.copy}
          </Button>
          {canSend && (
            <Button look="line" onClick={() => void navigator.share({ title: name, url }).catch(() => undefined)}>
              {share.send}
            </Button>
          )}
          <Button look="line" onClick={() => setOpen(false)}>
            {ui.close}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
