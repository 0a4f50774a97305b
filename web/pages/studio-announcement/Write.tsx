import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { ChipChoice } from '../../ui/Chip.tsx'
import { Field, SelectField, TextField } from '../../ui/Field.tsx'
import { type Announcement, type Audience, audienceOf, CHECKED_IN, draftOf, isChanged } from './form.ts'
import { GoesTo } from './GoesTo.tsx'
import type { loader } from './page.tsx'

interface WriteProps {
  message: Announcement | null
  /** Told whether there is anything that is not saved, whenever that may have changed. */
  onChange(isUnsaved: boolean): void
}

/** The words of a message and whom it is for, with how many people that is while one chooses. */
export function Write({ message, onChange }: WriteProps) {
  const { announcements: words } = useSentences()
  const failure = useFailure('save')
  const [audience, setAudience] = useState<Audience>(message?.audience ?? {})
  const { subject = message?.subject ?? '', text = message?.text ?? '' } = failure?.values ?? {}
  const fields = failure?.problem.fields ?? {}
  const place = useRef<HTMLFormElement>(null)
  const compare = () => {
    if (place.current) onChange(message !== null && isChanged(draftOf(new FormData(place.current)), message))
  }
  const compareFirst = useEffectEvent(compare)
  // What was written before this ran, or refused, is in the form already.
  useEffect(() => compareFirst(), [])
  const count = (change: FormEvent<HTMLFieldSetElement>) => {
    const { form } = change.currentTarget
    if (form) setAudience(audienceOf(new FormData(form)))
  }
  return (
    <Form ref={place} method="post" className="form" onChange={compare}>
      <h2>{words.form.title}</h2>
      <Field
        label={words.form.subject}
        name="subject"
        required
        maxLength={200}
        defaultValue={subject}
        error={fields.subject}
      />
      <TextField
        label={words.form.text}
        hint={words.form.textHint}
        name="text"
        required
        rows={10}
        maxLength={10_000}
        defaultValue={text}
        error={fields.text}
      />
      <fieldset className="announcement-audience" onChange={count}>
        <legend>{words.form.audience}</legend>
        <Types chosen={message?.audience.ticketTypeIds ?? []} />
        <SelectField
          label={words.form.checkedIn}
          name="checkedIn"
          defaultValue={message?.audience.checkedIn ?? ''}
          choices={[['', words.form.anyone], ...CHECKED_IN.map((one) => [one, words.form[one]] as const)]}
        />
        <div className="pair">
          <Field
            label={words.form.from}
            optional
            name="orderedFrom"
            type="date"
            defaultValue={message?.audience.orderedFrom ?? ''}
            error={fields['audience.orderedFrom']}
          />
          <Field
            label={words.form.until}
            optional
            name="orderedUntil"
            type="date"
            defaultValue={message?.audience.orderedUntil ?? ''}
            error={fields['audience.orderedUntil']}
          />
        </div>
        <GoesTo audience={audience} />
      </fieldset>
      <Submit look={message ? 'line' : 'accent'} name="intent" value="save">
        {message?.state === 'scheduled' ? words.form.save : words.form.saveDraft}
      </Submit>
    </Form>
  )
}

function Types({ chosen }: { chosen: readonly string[] }) {
  const { form } = useSentences().announcements
  const { types } = useLoaded<typeof loader>()
  if (types.length < 2) return null
  return (
    <div className="announcement-choice">
      <p id="types">{form.types}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of boxes inside the fieldset, named by the line above. */}
      <div role="group" aria-labelledby="types" className="announcement-types">
        {types.map(({ id, name }) => (
          <ChipChoice key={id} type="checkbox" name="ticketTypeId" value={id} defaultChecked={chosen.includes(id)}>
            {name}
          </ChipChoice>
        ))}
      </div>
      <p className="mute">{form.typesHint}</p>
    </div>
  )
}
