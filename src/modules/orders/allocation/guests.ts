import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import type { OrderEntry } from './books.ts'
import type { Request } from './requests.ts'

/** An invitation that somebody wants places by. */
export interface GuestPlaces {
  id: string
  declined: boolean
  /** Places beside those in live orders by it. */
  left: number
}

/** By the position of a hold, the invitations of whoever asks. */
export async function guestsAsking(
  tx: Tx,
  { id: eventId, testMode }: { id: string; testMode: boolean },
  requests: readonly Request[],
  now: Date,
): Promise<ReadonlyMap<number, readonly GuestPlaces[]>> {
  const askers = requests.flatMap((one, request) => {
    if (one.kind !== 'hold' || !one.visitor) return []
    const { userId, email, secrets } = one.visitor
    return [
      { request, userId, email, hash: null },
      ...secrets.map((secret) => ({ request, userId: null, email: null, hash: hashSecret(secret) })),
    ]
  })
  const { rows } = await sql<GuestPlaces & { request: number }>`
    select p.request, i.id, i.state = 'declined' as declined, ${left(sql`${testMode}`, now)} as left
    from unnest(${askers.map(({ request }) => request)}::int[], ${askers.map(({ userId }) => userId)}::uuid[],
      ${askers.map(({ email }) => email)}::text[], ${askers.map(({ hash }) => hash)}::text[])
      as p (request, user_id, email, hash)
    cross join lateral (
      select * from event_guest where event_id = ${eventId} and user_id = p.user_id
      union select * from event_guest where event_id = ${eventId} and email = p.email
      union select * from event_guest where event_id = ${eventId} and secret_hash = p.hash) i
    where i.state <> 'revoked' order by p.request, i.id`.execute(tx)
  return Map.groupBy(rows, ({ request }) => request)
}

/**
 * Places that the invitations of orders which are paid late have left, by the order: when it lapsed its places were counted no more, and may be in
 * another order by now. None of a declined or revoked one. Asks nothing where no such order is paid.
 */
export async function leftForLate(
  tx: Tx,
  requests: readonly Request[],
  orders: readonly OrderEntry[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const paid = new Set(requests.flatMap((one) => (one.kind === 'pay' ? [one.orderId] : [])))
  const late = orders.filter((order) => paid.has(order.id) && order.guestId !== null && isLate(order, now))
  if (late.length === 0) return new Map()
  const { rows } = await sql<{ id: string; left: number }>`
    select p.id, case when i.state in ('declined', 'revoked') then 0 else ${left(sql`p.test`, now)} end as left
    from "order" p join event_guest i on i.id = p.guest_id where p.id = any(${late.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, left }) => [id, left]))
}

/** Whether an order's places are nobody's any more, so that paying it takes them anew. */
const isLate = ({ state, expiresAt }: OrderEntry, now: Date): boolean =>
  state === 'expired' || (state !== 'paid' && state !== 'cancelled' && expiresAt !== null && expiresAt <= now)

/** Places of the invitation `i` beside those in live orders, test orders or real ones. */
const left = (test: RawBuilder<unknown>, now: Date): RawBuilder<number> => sql`(i.places - coalesce((
  select sum(case when o.state = 'paid' then (select count(*) from ticket t where t.order_id = o.id and t.state = 'valid')
    else (select sum(l.quantity) from order_line l where l.order_id = o.id) end)
  from "order" o where o.guest_id = i.id and o.test = ${test}
    and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))
), 0))::int`
