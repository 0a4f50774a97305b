import { type FormEvent, useState } from 'react'
import { useSentences } from '../../host/hooks.ts'
import { text } from '../../host/page.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { decodeList } from './lines.ts'

/** What an organizer has written so far. */
export interface Draft {
  lines: string
  places: string
  message: string
}

/** Where the list is pasted or chosen, and what goes with it. Nothing is sent from here. */
export function Write({ draft, onCheck }: { draft: Draft; onCheck: (draft: Draft) => void }) {
  const { invite } = useSentences().guests
  const [lines, setLines] = useState(draft.lines)
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onCheck({ lines, places: text(form, 'places'), message: text(form, 'message') })
  }
  return (
    <form className="form" onSubmit={check}>
      <TextField
        label={invite.lines}
        hint={invite.linesHint}
        name="lines"
        rows={8}
        required
        spellCheck={false}
        value={lines}
        onChange={({ target }) => setLines(target.value)}
      />
      <Field
        label={invite.file}
        optional
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={async ({ target }) => {
          const file = target.files?.[0]
          if (file) setLines(decodeList(new Uint8Array(await file.arrayBuffer())))
        }}
      />
      <Field
        label={invite.places}
        hint={invite.placesHint}
        name="places"
        type="number"
        min={1}
        max={20}
        required
        defaultValue={draft.places}
      />
      <TextField
        label={invite.message}
        optional
        name="message"
        rows={4}
        maxLength={1000}
        defaultValue={draft.message}
      />
      <Button type="submit" look="accent">
        {invite.check}
      </Button>
    </form>
  )
}
