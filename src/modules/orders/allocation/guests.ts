import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { hashSecret } from '../../../lib/secrets.ts'
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
    select p.request, i.id, i.state = 'declined' as declined, i.places - coalesce((
        select sum(case when o.state = 'paid' then (select count(*) from ticket t where t.order_id = o.id and t.state = 'valid')
          else (select sum(l.quantity) from order_line l where l.order_id = o.id) end)
        from "order" o where o.guest_id = i.id and o.test = ${testMode}
          and (o.state = 'paid' or (o.state in ('held', 'awaiting_payment') and (o.expires_at is null or o.expires_at > ${now})))
      ), 0)::int as left
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
