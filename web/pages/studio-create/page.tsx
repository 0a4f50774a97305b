import '../studio/studio.css'
import { useState } from 'react'
import { Form, redirect } from 'react-router'
import { CATEGORIES, isCategory } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { ChipChoice } from '../../ui/Chip.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { TimeZoneField, timeZones } from '../../ui/TimeZoneField.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { parseAmount, parseCount, typedAmount } from '../studio/amount.ts'
import { currencies } from '../studio/choices.ts'
import { studioOrganization } from '../studio/load.ts'
import { refuseForm } from '../studio/refusal.ts'

const KINDS = ['in-person', 'online', 'hybrid'] as const
type Kind = (typeof KINDS)[number]

export const loader = load(async (loading) => {
  const { api } = loading
  const organization = await studioOrganization(loading)
  const params = { organizationId: organization.id }
  const [{ timeZone }, upcoming, past] = await Promise.all([
    api['GET /api/organizations/:organizationId']({ params }),
    api['GET /api/organizations/:organizationId/events']({ params, query: { when: 'upcoming' } }),
    api['GET /api/organizations/:organizationId/events']({ params, query: { when: 'past' } }),
  ])
  const earlier = [...upcoming.items, ...past.items].map(({ id, name }) => ({ id, name }))
  return { organization, timeZone, zones: timeZones(timeZone), earlier, currency: upcoming.currency }
})

export const action = act(async (acting) => {
  const { api, form, t } = acting
  const organization = await studioOrganization(acting)
  if (text(form, 'intent') === 'copy') {
    const { id } = await api['POST /api/events/:eventId/copies']({ params: { eventId: text(form, 'eventId') } })
    return redirect(`/studio/${organization.slug}/events/${id}/page`)
  }
  const currency = text(form, 'currency')
  const price = parseAmount(text(form, 'price'), currency)
  const quantity = parseCount(text(form, 'quantity'))
  if (price === undefined)
    return refuseForm(t, form, { price: t.studio.tickets.priceWrong(typedAmount(1250, currency)) })
  if (quantity === undefined) return refuseForm(t, form, { quantity: t.studio.tickets.numberWrong })
  const { id: eventId } = await api['POST /api/organizations/:organizationId/events']({
    params: { organizationId: organization.id },
    body: draftOf(form),
  })
  await api['POST /api/events/:eventId/ticket-types']({
    params: { eventId },
    body: { name: text(form, 'ticketName') || t.studio.create.admission, price, quantity },
  })
  return redirect(`/studio/${organization.slug}/events/${eventId}`)
})

function draftOf(form: FormData) {
  const kind = text(form, 'kind')
  const category = text(form, 'category')
  return {
    name: text(form, 'name'),
    attendance: isKind(kind) ? kind : 'in-person',
    category: isCategory(category) ? category : 'community',
    startsAt: text(form, 'startsAt') || null,
    endsAt: text(form, 'endsAt') || null,
    timeZone: text(form, 'timeZone'),
    venue: text(form, 'venue'),
    city: text(form, 'city'),
    onlineUrl: text(form, 'onlineUrl'),
    currency: text(form, 'currency'),
  } as const
}

const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text)

/** The first step of an event: what kind, when, where, and its first ticket. */
export function Component() {
  const { studio } = useSentences()
  const { organization } = useLoaded<typeof loader>()
  const base = `/studio/${organization.slug}`
  return (
    <Workspace
      title={studio.create.title}
      note={organization.name}
      sections={[{ to: base, label: studio.sections.events, end: true }]}
    >
      <div className="studio-columns">
        <DraftForm />
        <Copy />
      </div>
    </Workspace>
  )
}

function DraftForm() {
  const { t, language } = useSurroundings()
  const { studio, home } = t
  const { timeZone, zones, currency } = useLoaded<typeof loader>()
  const failure = useFailure('create')
  const { values = {}, problem } = failure ?? {}
  const fields = problem?.fields ?? {}
  const [kind, setKind] = useState<string>(values.kind ?? 'in-person')
  const [starts, setStarts] = useState(values.startsAt ?? '')
  const { create } = studio
  return (
    <Form method="post" className="form">
      <FormProblem failure={failure} />
      <fieldset className="studio-kinds">
        <legend>{create.kind}</legend>
        {KINDS.map((value) => (
          <ChipChoice key={value} name="kind" value={value} checked={kind === value} onChange={() => setKind(value)}>
            {studio.attendance[value]}
          </ChipChoice>
        ))}
        <p className="mute small" aria-live="polite">
          {studio.attendanceHints[isKind(kind) ? kind : 'in-person']}
        </p>
      </fieldset>
      <Field label={create.name} name="name" required maxLength={120} defaultValue={values.name} error={fields.name} />
      <SelectField
        label={create.category}
        hint={create.categoryHint}
        name="category"
        choices={CATEGORIES.map((category) => [category, home.categories[category]])}
        defaultValue={values.category ?? 'community'}
        error={fields.category}
      />
      <div className="pair">
        <Field
          label={create.startsAt}
          type="datetime-local"
          name="startsAt"
          value={starts}
          onChange={(change) => setStarts(change.target.value)}
          error={fields.startsAt}
        />
        <Field
          label={create.endsAt}
          type="datetime-local"
          name="endsAt"
          min={starts || undefined}
          defaultValue={values.endsAt}
          error={fields.endsAt}
        />
      </div>
      <TimeZoneField zones={zones} defaultValue={values.timeZone ?? timeZone} error={fields.timeZone} />
      {kind !== 'online' && (
        <div className="pair">
          <Field label={create.venue} name="venue" maxLength={120} defaultValue={values.venue} error={fields.venue} />
          <Field label={create.city} name="city" maxLength={80} defaultValue={values.city} error={fields.city} />
        </div>
      )}
      {kind !== 'in-person' && (
        <Field
          label={create.onlineUrl}
          hint={create.onlineUrlHint}
          type="url"
          name="onlineUrl"
          maxLength={500}
          defaultValue={values.onlineUrl}
          error={fields.onlineUrl}
        />
      )}
      <fieldset className="studio-first">
        <legend>{create.ticket}</legend>
        <Field
          label={create.ticketName}
          name="ticketName"
          required
          maxLength={80}
          defaultValue={values.ticketName ?? create.admission}
        />
        <div className="pair">
          <Field
            label={create.price}
            hint={create.priceHint}
            name="price"
            inputMode="decimal"
            maxLength={16}
            defaultValue={values.price}
            error={fields.price}
          />
          <SelectField
            label={create.currency}
            name="currency"
            choices={currencies(values.currency ?? currency, language)}
            defaultValue={values.currency ?? currency}
            error={fields.currency}
          />
          <Field
            label={create.quantity}
            hint={create.quantityHint}
            name="quantity"
            inputMode="numeric"
            maxLength={7}
            defaultValue={values.quantity}
            error={fields.quantity}
          />
        </div>
      </fieldset>
      <div className="studio-send">
        <Submit big name="intent" value="create">
          {create.submit}
        </Submit>
        <p className="mute small">{create.draftNote}</p>
      </div>
    </Form>
  )
}

function Copy() {
  const { create } = useSentences().studio
  const { earlier } = useLoaded<typeof loader>()
  const failure = useFailure('copy')
  if (earlier.length === 0) return null
  return (
    <section>
      <h2>{create.copyTitle}</h2>
      <Form method="post" className="form studio-below">
        <FormProblem failure={failure} />
        <SelectField
          label={create.copyOf}
          name="eventId"
          required
          choices={earlier.map(({ id, name }) => [id, name])}
        />
        <Submit look="line" name="intent" value="copy">
          {create.copy}
        </Submit>
      </Form>
    </section>
  )
}
