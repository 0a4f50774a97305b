import { useState } from 'react'
import { Form } from 'react-router'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, SelectField, TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { TimeZoneField } from '../../ui/TimeZoneField.tsx'
import { countries, currencies } from '../studio/choices.ts'
import { Description } from './Description.tsx'
import { Moving } from './Moving.tsx'
import { movementOf } from './moving.ts'
import type { loader } from './page.tsx'

/** What the form shows: what was typed and refused, else what is saved. */
function useDraft() {
  const { event } = useLoaded<typeof loader>()
  const failure = useFailure('save')
  const saved: Record<string, unknown> = {
    ...event,
    startsAt: event.startsAtLocal ?? '',
    endsAt: event.endsAtLocal ?? '',
    tags: event.tags.join(', '),
    holdMinutes: String(event.holdSeconds / 60),
  }
  const fields: Record<string, string> = failure?.problem.fields ?? {}
  const tagError = Object.entries(fields).find(([path]) => path.startsWith('tags'))?.[1]
  const value = (name: string) => failure?.values[name] ?? String(saved[name] ?? '')
  return { failure, value, error: (name: string) => (name === 'tags' ? tagError : fields[name]) }
}

/** Everything an event's page says, in one form. */
export function PageForm() {
  const { t } = useSurroundings()
  const { page } = t.studio
  const { event } = useLoaded<typeof loader>()
  const draft = useDraft()
  const [movement, setMovement] = useState(() => movementOf(draft.value, event))
  return (
    <Form
      method="post"
      className="form studio-form"
      onChange={({ currentTarget }) => {
        const form = new FormData(currentTarget)
        setMovement(movementOf((name) => text(form, name), event))
      }}
    >
      <FormProblem failure={draft.failure} />
      <What draft={draft} />
      <WhenPart draft={draft} />
      <Where draft={draft} />
      <Audience draft={draft} />
      {movement && <Moving key={movement} movement={movement} />}
      <div className="studio-send">
        <Submit big name="intent" value="save">
          {page.save}
        </Submit>
      </div>
    </Form>
  )
}

type Part = { draft: ReturnType<typeof useDraft> }

function What({ draft: { value, error } }: Part) {
  const { t } = useSurroundings()
  const { page } = t.studio
  const languages: Record<string, string> = page.languages
  const language = value('language')
  return (
    <fieldset className="studio-part">
      <legend>{page.what}</legend>
      <Field
        id="name"
        label={page.name}
        name="name"
        required
        maxLength={120}
        defaultValue={value('name')}
        error={error('name')}
      />
      <TextField
        label={page.summary}
        hint={page.summaryHint}
        optional
        name="summary"
        rows={2}
        maxLength={300}
        className="studio-short"
        defaultValue={value('summary')}
        error={error('summary')}
      />
      <Description value={value('description')} error={error('description')} />
      <div className="pair">
        <SelectField
          label={page.category}
          name="category"
          choices={CATEGORIES.map((category) => [category, t.home.categories[category]])}
          defaultValue={value('category')}
          error={error('category')}
        />
        <SelectField
          label={page.language}
          name="language"
          choices={[
            ...Object.entries(languages),
            ...(language in languages ? [] : [[language, page.otherLanguage(language)] as const]),
          ]}
          defaultValue={language}
          error={error('language')}
        />
      </div>
      <Field
        label={page.tags}
        hint={page.tagsHint}
        optional
        name="tags"
        defaultValue={value('tags')}
        error={error('tags')}
      />
    </fieldset>
  )
}

function WhenPart({ draft: { value, error } }: Part) {
  const { t } = useSurroundings()
  const { zones } = useLoaded<typeof loader>()
  const { page, create } = t.studio
  return (
    <fieldset className="studio-part" id="date">
      <legend>{page.when}</legend>
      <div className="pair">
        <Field
          label={create.startsAt}
          type="datetime-local"
          name="startsAt"
          defaultValue={value('startsAt')}
          error={error('startsAt')}
        />
        <Field
          label={create.endsAt}
          type="datetime-local"
          name="endsAt"
          defaultValue={value('endsAt')}
          error={error('endsAt')}
        />
      </div>
      <TimeZoneField zones={zones} hint={page.zoneHint} defaultValue={value('timeZone')} error={error('timeZone')} />
    </fieldset>
  )
}

function Where({ draft: { value, error } }: Part) {
  const { t, language } = useSurroundings()
  const { page, create, attendance, attendanceHints } = t.studio
  const [kind, setKind] = useState(value('attendance'))
  const places: readonly (keyof typeof attendance)[] = ['in-person', 'online', 'hybrid']
  return (
    <fieldset className="studio-part" id="place">
      <legend>{page.where}</legend>
      <SelectField
        label={create.kind}
        hint={attendanceHints[kind as keyof typeof attendance]}
        name="attendance"
        choices={places.map((place) => [place, attendance[place]])}
        value={kind}
        onChange={(change) => setKind(change.target.value)}
        error={error('attendance')}
      />
      <div className={kind === 'online' ? 'studio-part is-hidden' : 'studio-part'}>
        <Field label={create.venue} name="venue" maxLength={120} defaultValue={value('venue')} error={error('venue')} />
        <Field
          label={page.address}
          optional
          name="address"
          maxLength={200}
          defaultValue={value('address')}
          error={error('address')}
        />
        <div className="pair">
          <Field label={create.city} name="city" maxLength={80} defaultValue={value('city')} error={error('city')} />
          <SelectField
            label={page.country}
            name="country"
            choices={[['', page.noCountry], ...countries(language)]}
            defaultValue={value('country')}
            error={error('country')}
          />
        </div>
      </div>
      <div className={kind === 'in-person' ? 'studio-part is-hidden' : 'studio-part'}>
        <Field
          label={create.onlineUrl}
          hint={create.onlineUrlHint}
          type="url"
          name="onlineUrl"
          maxLength={500}
          defaultValue={value('onlineUrl')}
          error={error('onlineUrl')}
        />
      </div>
    </fieldset>
  )
}

function Audience({ draft: { value, error } }: Part) {
  const { t, language } = useSurroundings()
  const { page } = t.studio
  return (
    <fieldset className="studio-part">
      <legend>{page.audience}</legend>
      <SelectField
        label={page.visibility}
        name="visibility"
        choices={[
          ['public', page.visibilities.public],
          ['unlisted', page.visibilities.unlisted],
          ['invite-only', page.visibilities['invite-only']],
        ]}
        defaultValue={value('visibility')}
        error={error('visibility')}
      />
      <Field
        label={page.slug}
        hint={page.slugHint}
        name="slug"
        required
        minLength={2}
        maxLength={80}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={value('slug')}
        error={error('slug')}
      />
      <div className="pair">
        <SelectField
          label={page.currency}
          hint={page.currencyHint}
          name="currency"
          choices={currencies(value('currency'), language)}
          defaultValue={value('currency')}
          error={error('currency')}
        />
        <Field
          label={page.hold}
          hint={page.holdHint}
          name="holdMinutes"
          type="number"
          min={5}
          max={60}
          required
          defaultValue={value('holdMinutes')}
          error={error('holdSeconds')}
        />
      </div>
    </fieldset>
  )
}
