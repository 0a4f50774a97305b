import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { SelectField } from '../../ui/Field.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'
import { asked, oneOf } from './asked.ts'
import { ListPage } from './ListPage.tsx'

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
  return { ...studio, orders, filter, isLater: cursor !== undefined }
})

/** The orders of an event. */
export function Component() {
  const { t } = useSurroundings()
  const { event, may, orders, filter, isLater } = useLoaded<typeof loader>()
  const { lists } = t
  return (
    <EventFrame event={event} may={may}>
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
        <OrderTable />
      </ListPage>
    </EventFrame>
  )
}

const TONES = { paid: 'ok', awaiting_payment: 'low', cancelled: 'out' } as const

const toneOf = (state: (typeof STATES)[number]) => (state in TONES ? { tone: TONES[state as keyof typeof TONES] } : {})

function OrderTable() {
  const { t, language } = useSurroundings()
  const { event, orders } = useLoaded<typeof loader>()
  const { lists } = t
  const now = new Date()
  return (
    <table className="list-table">
      <thead>
        <tr>
          <th scope="col">{lists.order}</th>
          <th scope="col">{lists.buyer}</th>
          <th scope="col">{lists.tickets}</th>
          <th scope="col">{lists.state}</th>
          <th scope="col">{lists.ordered}</th>
          <th scope="col" className="end">
            {lists.total}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.items.map((order) => (
          <tr key={order.id}>
            <td className="num">{order.code}</td>
            <th scope="row" className="who">
              {order.name ?? lists.nameless}
              <small>{order.email}</small>
            </th>
            <td>{order.lines.map((line) => lists.line(count(line.quantity, language), line.name)).join(', ')}</td>
            <td>
              <Tag {...toneOf(order.state)}>{lists.states[order.state]}</Tag>
            </td>
            <td className="num far">{dayAndTime(order.createdAt, event.timeZone, language, now)}</td>
            <td className="end far">
              <b>
                <Money amount={order.total} currency={order.currency} free />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
