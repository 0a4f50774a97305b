import { useState } from 'react'
import { useSentences } from '../../host/hooks.ts'
import { ChipButton } from '../../ui/Chip.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { renderedBy } from './preview.ts'

type Shown = { html: string } | 'asking' | 'failed' | null

/** The description in Markdown, and how it will look. The server renders it, as it does for the page itself. */
export function Description({ value, error }: { value: string; error: string | undefined }) {
  const { page } = useSentences().studio
  const { ui } = useSentences()
  const [written, setWritten] = useState(value)
  const [shown, setShown] = useState<Shown>(null)
  const look = () => {
    setShown('asking')
    renderedBy(written).then(
      (html) => setShown({ html }),
      () => setShown('failed'),
    )
  }
  return (
    <div className="studio-description" id="description">
      <div className="studio-switch">
        <ChipButton on={shown === null} onClick={() => setShown(null)}>
          {page.write}
        </ChipButton>
        <ChipButton on={shown !== null} onClick={look}>
          {page.preview}
        </ChipButton>
      </div>
      <div className={shown === null ? undefined : 'is-hidden'}>
        <TextField
          label={page.description}
          hint={page.descriptionHint}
          optional
          name="description"
          rows={14}
          maxLength={20_000}
          value={written}
          onChange={(change) => setWritten(change.target.value)}
          error={error}
        />
      </div>
      {shown !== null && (
        <div className="studio-preview" aria-live="polite">
          {shown === 'asking' && <p className="mute">{ui.loading}</p>}
          {shown === 'failed' && <p className="error">{page.previewFailed}</p>}
          {typeof shown === 'object' &&
            (shown.html === '' ? <p className="mute">{page.previewEmpty}</p> : <Prose html={shown.html} />)}
        </div>
      )}
    </div>
  )
}
