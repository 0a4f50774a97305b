import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { announceAll } from '../../facts.ts'
import { waysByHand } from '../events/by-hand.ts'

/** What is promised and not there yet. */
const isWaitedFor = sql`p.state = 'pending' and p.provider = any(${[...waysByHand]}::text[])`

/**
 * Follows what buyers have promised to pay by hand: ends what nobody waits for any more, because its order lapsed, was dropped or is paid
 * otherwise, and says what lapsed; says once of each transfer that it should come soon.
 */
export async function followPromises(db: Db, now: Date): Promise<void> {
  await endPromises(db, now)
  await remind(db, now)
}

async function endPromises(db: Db, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql<{ paymentId: string; orderId: string; state: string; isOver: boolean | null }>`
      update payment p set state = 'cancelled', settled_at = ${now} from "order" o
      where o.id = p.order_id and o.state not in ('held', 'awaiting_payment') and ${isWaitedFor}
      returning p.id as "paymentId", o.id as "orderId", o.state,
        (select e.ends_at <= ${now} from event e where e.id = o.event_id) as "isOver"`.execute(tx)
    // Of an event that is over there is nothing that could still be done.
    const lapsed = rows.filter(({ state, isOver }) => state === 'expired' && !isOver)
    await announceAll(
      tx,
      'payment.lapsed',
      lapsed.map(({ paymentId, orderId }) => ({ paymentId, orderId })),
    )
  })
}

/** Two days before the end, or half-way there where that is later. */
async function remind(db: Db, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql<{ paymentId: string; orderId: string }>`
      update payment p set reminded_at = ${now} from "order" o join event e on e.id = o.event_id
      cross join lateral (select coalesce(o.expires_at, e.ends_at) as at) until
      where o.id = p.order_id and o.state = 'awaiting_payment' and ${isWaitedFor} and p.provider = 'transfer' and p.reminded_at is null
        and until.at > ${now} and until.at - least(interval '2 days', (until.at - p.created_at) / 2) <= ${now}
      returning p.id as "paymentId", o.id as "orderId"`.execute(tx)
    await announceAll(tx, 'payment.due_soon', rows)
  })
}
