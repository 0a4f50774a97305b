import { Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { count, dayAndTime, dayKey, time } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { eventPath, type StudioEvent } from '../studio/load.ts'
import { toneOf } from '../studio-order/tone.ts'

export type Orders = Awaited<ReturnType<WebClient['GET /api/events/:eventId/orders']>>['items']

type OrderTableProps = {
  event: StudioEvent
  orders: Orders
  /** Without addresses, and the day left out of today's. */
  brief?: boolean
  /** With a box to tick, of the name `payment`, at those whose payment by hand is waited for. */
  choosable?: boolean
}

/** Orders of an event: whose they are, what is in them, and how they stand. */
export function OrderTable({ event, orders, brief = false, choosable = false }: OrderTableProps) {
  const { t, language } = useSurroundings()
  const { lists } = t
  const { timeZone } = event
  const now = new Date()
  const isToday = (instant: string) => dayKey(instant, timeZone) === dayKey(now.toISOString(), timeZone)
  return (
    <Table
      rows={orders}
      keyOf={({ id }) => id}
      columns={[
        {
          label: lists.order,
          look: 'num',
          cell: ({ id, test, code, promised }) => (
            <>
              {choosable && promised && (
                <input
                  type="checkbox"
                  className="list-choose"
                  name="payment"
                  value={promised.paymentId}
                  aria-label={t.byHand.receipt.choose(code)}
                />
              )}
              <Link className="reach" to={`${eventPath(event)}/orders/${id}`}>
                {code}
              </Link>{' '}
              {test && <Tag tone="low">{t.ui.test.tag}</Tag>}
            </>
          ),
        },
        {
          label: lists.buyer,
          names: true,
          look: 'who',
          cell: ({ name, email }) => (
            <>
              {name ?? lists.nameless}
              {!brief && <small>{email}</small>}
            </>
          ),
        },
        {
          label: lists.tickets,
          cell: ({ lines }) =>
            lines.map(({ quantity, name }) => lists.line(count(quantity, language), name)).join(', '),
        },
        {
          label: lists.state,
          cell: ({ state, promised }) => (
            <>
              <Tag {...toneOf(state)}>{lists.states[state]}</Tag>{' '}
              {promised && !brief && <span className="mute">{t.checkout.providers[promised.way][0]}</span>}
            </>
          ),
        },
        {
          label: lists.ordered,
          look: 'num far',
          cell: ({ createdAt }) =>
            brief && isToday(createdAt)
              ? time(createdAt, timeZone, language)
              : dayAndTime(createdAt, timeZone, language, now),
        },
        {
          label: lists.total,
          look: 'end far',
          cell: ({ total, currency }) => (
            <b>
              <Money amount={total} currency={currency} free />
            </b>
          ),
        },
      ]}
    />
  )
}
