import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Order } from '../../db/schema.ts'
import type { Caller } from '../../http/request.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { stateAt, type TicketRow, ticketColumns, ticketsOf } from './read.ts'

/** The most orders that are listed for one person. */
const mostOrders = 200

/** Whoever asks for their tickets: an account, its confirmed email, and the secrets of a browser. */
interface Asker {
  userId: string | null
  email: string | null
  hashes: readonly string[]
}

/**
 * Paid and unfinished orders of whoever asks, by event date, the next first: those of the account, those of its confirmed email, and
 * those whose secrets this browser has; of orders of others just the tickets that were passed on to whoever asks.
 */
export async function myOrders(db: Db, caller: Caller | null, secrets: readonly string[], now: Date) {
  const asker = {
    userId: caller?.userId ?? null,
    email: caller?.emailVerified ? caller.email : null,
    hashes: secrets.map(hashSecret),
  }
  const received = await receivedBy(db, asker)
  const { rows } = await sql<{
    id: string
    isOwn: boolean
    test: boolean
    code: string
    state: Order['state']
    expiresAt: Date | null
    event: EventCardJson
  }>`
    select o.id, o.test, o.code, ${stateAt(now)} as state, o.expires_at as "expiresAt", ${eventCard} as event,
      coalesce(${isOwn(asker)}, false) as "isOwn"
    from "order" o join event e on e.id = o.event_id join organization g on g.id = e.organization_id
    where (${isOwn(asker)} or o.id = any(${received.map(({ orderId }) => orderId)}::uuid[]))
      and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))
    order by e.ends_at < ${now}, abs(extract(epoch from e.starts_at - ${now}::timestamptz)), o.created_at desc
    limit ${mostOrders}`.execute(db)
  const own = rows.filter((order) => order.isOwn).map((order) => order.id)
  const tickets = [...(await ticketsOf(db, own)), ...received]
  const items = rows.map((order) => ({
    ...order,
    event: cardOf(order.event),
    tickets: tickets.filter((ticket) => ticket.orderId === order.id),
  }))
  return { items }
}

const isOwn = ({ userId, email, hashes }: Asker) => sql<boolean>`
  (o.user_id = ${userId} or o.email = ${email} or o.secret_hash = any(${hashes}))`

/** The tickets that somebody accepted from others, the latest first. */
async function receivedBy(db: Db, { userId, email, hashes }: Asker): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${ticketColumns}
    from ticket_transfer x join ticket t on t.id = x.new_ticket_id join ticket_type y on y.id = t.ticket_type_id
    where x.accepted_by = ${userId} or x.to_email = ${email} or x.secret_hash = any(${hashes})
    order by x.answered_at desc limit ${mostOrders}`.execute(db)
  return rows
}
