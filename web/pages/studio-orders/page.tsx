import { redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { SelectField } from '../../ui/Field.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'
import { asked, oneOf } from './asked.ts'
import { DeleteTests } from './DeleteTests.tsx'
import { ListPage } from './ListPage.tsx'
import { OrderTable } from './OrderTable.tsx'
import { Receipts, Received, receiveChosen } from './Receipts.tsx'

const STATES = ['paid', 'awaiting_payment', 'cancelled', 'held', 'expired'] as const

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const { q, cursor } = asked(query, ['q', 'cursor'])
  const state = oneOf(asked(query, ['state']).state, STATES)
  const filter = { ...(q ? { q } : {}), ...(state ? { state } : {}) }
  const [studio, orders] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/orders']({
      params: { eventId: params.eventId ?? '' },
      query: { ...filter, ...(cursor ? { cursor } : {}) },
    }),
  ])
  const outcome = { received: Number(query.get('received')) || 0, refused: Number(query.get('refused')) || 0 }
  return { ...studio, orders, filter, isLater: cursor !== undefined, outcome }
})

/** Says that chosen payments are there, or deletes the test orders. */
export const action = act(async (acting) => {
  const { api, form, params } = acting
  if (text(form, 'intent') === 'receive') {
    const went = await receiveChosen(acting)
    return typeof went === 'string' ? redirect(`/studio/${params.org}/events/${params.eventId}/orders${went}`) : went
  }
  await api['DELETE /api/events/:eventId/test-orders']({ params: { eventId: params.eventId ?? '' } })
  return redirect(`/studio/${params.org}/events/${params.eventId}/orders`)
})

/** The orders of an event. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, orders, filter, isLater, outcome } = useLoaded<typeof loader>()
  const { lists } = t
  const isChoosing =
    filter.state === 'awaiting_payment' && may.includes('orders.edit') && orders.items.some(({ promised }) => promised)
  return (
    <EventFrame event={event} may={may}>
      {outcome.received + outcome.refused > 0 && <Received {...outcome} />}
      <ListPage
        title={t.studio.sections.orders}
        path={`${eventPath(event)}/orders`}
        file={`/api/events/${event.id}/orders.csv`}
        filter={filter}
        fields={
          <SelectField
            label={lists.state}
            name="state"
            defaultValue={filter.state ?? ''}
            choices={[['', lists.usualStates], ...STATES.map((state) => [state, lists.states[state]] as const)]}
          />
        }
        next={orders.next}
        isLater={isLater}
        moreLabel={lists.older}
        isEmpty={orders.items.length === 0}
        empty={[lists.noOrders, lists.noOrdersText]}
      >
        {isChoosing ? (
          <Receipts q={filter.q}>
            <OrderTable event={event} orders={orders.items} choosable />
          </Receipts>
        ) : (
          <OrderTable event={event} orders={orders.items} />
        )}
      </ListPage>
      {event.testOrders > 0 && may.includes('event.edit') && <DeleteTests count={event.testOrders} />}
    </EventFrame>
  )
}
