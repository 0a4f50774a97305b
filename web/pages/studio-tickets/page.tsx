import { redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { parseCount, typedAmount } from '../studio/amount.ts'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { refuseForm } from '../studio/refusal.ts'
import { CapacityForm } from './CapacityForm.tsx'
import { readTicketForm } from './form.ts'
import { TicketForm } from './TicketForm.tsx'
import { TicketRow } from './TicketRow.tsx'

export type TicketType = Awaited<ReturnType<WebClient['GET /api/events/:eventId/ticket-types']>>['ticketTypes'][number]

/** `edit` names the ticket type whose form is open, or is `new`. */
export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const [{ event, may }, tickets] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/ticket-types']({ params: { eventId: params.eventId ?? '' } }),
  ])
  const edit = query.get('edit')
  // A co-host is not asked about taxes, which are the host's.
  const isHost = may.includes('organization.read')
  const taxRates = edit === null || !isHost ? [] : await taxRatesOf(api, event.organization.id)
  return { event, may, tickets, taxRates, edit }
})

const taxRatesOf = async (api: WebClient, organizationId: string) =>
  (await api['GET /api/organizations/:organizationId/tax-rates']({ params: { organizationId } })).items

export const action = act(async ({ api, form, params, t }) => {
  const eventId = params.eventId ?? ''
  const one = { eventId, ticketTypeId: text(form, 'ticketTypeId') }
  switch (text(form, 'intent')) {
    case 'capacity': {
      const capacity = parseCount(text(form, 'capacity'))
      if (capacity === undefined) return refuseForm(t, form, { capacity: t.studio.tickets.numberWrong })
      await api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity } })
      break
    }
    case 'block': {
      const places = parseCount(text(form, 'places'))
      if (places === undefined) return refuseForm(t, form, { places: t.studio.tickets.numberWrong })
      const body = { places: places ?? 0, reason: text(form, 'reason') }
      if (one.ticketTypeId)
        await api['PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked']({ params: one, body })
      else await api['PUT /api/events/:eventId/blocked']({ params: { eventId }, body })
      break
    }
    case 'on-sale': {
      const body = { onSale: text(form, 'onSale') === 'yes' }
      await api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({ params: one, body })
      break
    }
    case 'move':
      await move(api, eventId, one.ticketTypeId, text(form, 'by') === 'up' ? -1 : 1)
      break
    case 'delete':
      await api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({ params: one })
      break
    default: {
      const currency = text(form, 'currency')
      const { body, wrong } = readTicketForm(form, currency)
      const sentences = {
        price: t.studio.tickets.priceWrong(typedAmount(1250, currency)),
        number: t.studio.tickets.numberWrong,
      }
      if (wrong.length > 0)
        return refuseForm(t, form, Object.fromEntries(wrong.map(({ name, kind }) => [name, sentences[kind]])))
      if (one.ticketTypeId) await api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({ params: one, body })
      else await api['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body })
    }
  }
  return redirect(`/studio/${params.org}/events/${eventId}/tickets`)
})

/** Swaps a ticket type with its neighbour. */
async function move(api: WebClient, eventId: string, ticketTypeId: string, by: 1 | -1) {
  const { ticketTypes } = await api['GET /api/events/:eventId/ticket-types']({ params: { eventId } })
  const order = ticketTypes.map(({ id }) => id)
  const from = order.indexOf(ticketTypeId)
  const other = order[from + by]
  if (from < 0 || other === undefined) return
  order[from + by] = ticketTypeId
  order[from] = other
  for (const [position, id] of order.entries()) {
    if (ticketTypes.find((type) => type.id === id)?.position === position) continue
    const params = { eventId, ticketTypeId: id }
    await api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({ params, body: { position } })
  }
}

/** What is for sale, edited in place. */
export function Component() {
  const { studio } = useSentences()
  const { event, may, tickets, edit } = useLoaded<typeof loader>()
  const mayEdit = may.includes('ticketing.edit') && event.state !== 'cancelled'
  const { ticketTypes } = tickets
  return (
    <EventFrame event={event} may={may}>
      <section className="studio-section" aria-labelledby="types">
        <h2 id="types">{studio.tickets.title}</h2>
        {ticketTypes.length === 0 && edit !== 'new' && (
          <EmptyState
            title={studio.tickets.none}
            action={
              mayEdit && (
                <ButtonLink look="accent" to="?edit=new">
                  {studio.tickets.addFirst}
                </ButtonLink>
              )
            }
          >
            {studio.tickets.noneText}
          </EmptyState>
        )}
        <ol className="studio-tickets rows hard">
          {ticketTypes.map((type, index) => (
            <li key={type.id}>
              {mayEdit && edit === type.id ? (
                <TicketForm type={type} />
              ) : (
                <TicketRow
                  type={type}
                  mayEdit={mayEdit}
                  isFirst={index === 0}
                  isLast={index === ticketTypes.length - 1}
                />
              )}
            </li>
          ))}
          {mayEdit && edit === 'new' && (
            <li>
              <TicketForm />
            </li>
          )}
        </ol>
        {mayEdit && ticketTypes.length > 0 && edit !== 'new' && (
          <p className="studio-below">
            <ButtonLink look={edit === null ? 'accent' : 'line'} to="?edit=new">
              {studio.tickets.add}
            </ButtonLink>
          </p>
        )}
      </section>
      {mayEdit && <CapacityForm />}
    </EventFrame>
  )
}
