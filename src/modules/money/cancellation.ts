import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { once, type Repeat } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import { announce, announceAll } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import { leftToRefund } from '../orders/left-to-refund.ts'
import { dropOrder } from '../orders/release.ts'
import { before } from './payments/rounds.ts'
import { type Refunding, refundOrder } from './refunds.ts'
import { askAgain } from './refunds-send.ts'
import { pageById } from './statements/statements.ts'

/** Orders given to the desk at once, which decides them together. */
const batch = 100

/**
 * Ends all orders of a cancelled event: those that are not paid are dropped, and of every paid one all that is left goes back. It may be done again and
 * by many at once: it goes on where it stopped, and each order is refunded once. What fails does not stop the others; failures are thrown at
 * the end, for the job to be tried again. Test orders stay as they are.
 */
export async function refundCancelledEvent(refunding: Refunding, eventId: string): Promise<void> {
  const { db, desk } = refunding
  const event = await db.selectFrom('event').select('state').where('id', '=', eventId).executeTakeFirst()
  if (event?.state !== 'cancelled') return
  const failures = [
    ...(await forEachOrder(db, eventId, ['held', 'awaiting_payment'], (orderId) => dropOrder(db, desk, orderId))),
    ...(await forEachOrder(db, eventId, ['paid'], (orderId) =>
      refundOrder(refunding, { orderId, kind: 'event_cancelled' }),
    )),
  ]
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} orders are still to be refunded`)
}

/** After that long, what its own job left of a cancellation is gone on with; in seconds. */
const patience = 3600

/**
 * Has every event that was cancelled an hour ago and still has orders gone through from its beginning: people are told first, for without
 * their orders nobody would know them.
 */
export async function finishCancellations({ db, now }: Pick<Refunding, 'db' | 'now'>): Promise<void> {
  const events = await db
    .selectFrom('event')
    .innerJoin('order', 'order.event_id', 'event.id')
    .select('event.id as eventId')
    .distinct()
    .where('event.state', '=', 'cancelled')
    .where('event.cancelled_at', '<', before(now(), patience))
    .where('order.state', 'in', ['held', 'awaiting_payment', 'paid'])
    .where('order.test', '=', false)
    .execute()
  await announceAll(db, 'event.cancelled', events)
}

type State = 'held' | 'awaiting_payment' | 'paid'

/** Does something with every order in these states, a batch at a time, and returns what was thrown. */
async function forEachOrder(
  db: Db,
  eventId: string,
  states: readonly State[],
  work: (orderId: string) => Promise<unknown>,
): Promise<unknown[]> {
  const failures: unknown[] = []
  for (let after: string | undefined; ; ) {
    const orders = await db
      .selectFrom('order')
      .select('id')
      .where('event_id', '=', eventId)
      .where('state', 'in', states)
      .where('test', '=', false)
      .$if(after !== undefined, (query) => query.where('id', '>', String(after)))
      .orderBy('id')
      .limit(batch)
      .execute()
    if (orders.length === 0) return failures
    const results = await Promise.allSettled(orders.map(({ id }) => work(id)))
    failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
    after = orders.at(-1)?.id
  }
}

/** What cancelling an event gives back, or gave back so far. Amounts in minor units of its currency. */
export interface Cancellation {
  cancelledAt: Date | null
  message: string
  currency: string
  /** Paid orders. */
  orders: number
  /** Orders whose money is back, that could not be sent, and that the organizer gives back. */
  refunded: number
  failed: number
  byHand: number
  amount: number
  refundedAmount: number
  /** Orders that are not paid and will be dropped. */
  unpaid: number
}

/** What cancelling would give back, or how far it is. Refuses not_found. */
export async function readCancellation(db: Db, eventId: string, now: Date): Promise<Cancellation> {
  const { rows } = await sql<Cancellation>`
    select e.cancelled_at as "cancelledAt", e.cancellation_message as message, e.currency, s.*,
      (select count(*)::int from "order" o where o.event_id = e.id and o.state in ('held', 'awaiting_payment') and not o.test
        and (o.expires_at is null or o.expires_at > ${now})) as unpaid
    from event e cross join lateral (
      select count(*)::int as orders,
        (count(*) filter (where r.state = 'sent'))::int as refunded,
        (count(*) filter (where r.state = 'failed'))::int as failed,
        (count(*) filter (where r.state = 'by_hand'))::int as "byHand",
        coalesce(sum(coalesce(r.amount, ${leftToRefund})), 0)::bigint as amount,
        coalesce(sum(r.amount) filter (where r.state = 'sent'), 0)::bigint as "refundedAmount"
      from "order" o
      left join refund r on r.order_id = o.id and r.kind = 'event_cancelled'
      where o.event_id = e.id and not o.test and (o.state = 'paid' or r.id is not null)) s
    where e.id = ${eventId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}

/** A refund of a cancelled event that somebody has to look at. */
export interface OpenRefund {
  id: string
  orderId: string
  orderCode: string
  name: string | null
  state: 'failed' | 'by_hand'
  amount: number
  currency: string
  failure: string | null
}

const pageSize = 50

/** Refunds of a cancelled event that failed, or that the organizer has to give back, newest first. */
export async function listOpenRefunds(
  db: Db,
  eventId: string,
  { cursor }: { cursor?: string },
): Promise<PageOf<OpenRefund>> {
  const { rows } = await sql<OpenRefund>`
    select r.id, r.order_id as "orderId", o.code as "orderCode", o.name, r.state, r.amount, r.currency, r.failure
    from refund r join "order" o on o.id = r.order_id
    where r.event_id = ${eventId} and r.kind = 'event_cancelled' and r.state in ('failed', 'by_hand')
      and ${cursor === undefined ? sql`true` : sql`r.id < ${cursor}`}
    order by r.id desc limit ${pageSize + 1}`.execute(db)
  return pageById(rows, pageSize)
}

/**
 * Tries everything again that failed: refunds that could not be sent, people who were not told, and orders that were not reached. Says how many
 * refunds; of an event that is not cancelled there are none.
 */
export async function retryCancellation(db: Db, eventId: string, now: Date, repeat: Repeat): Promise<number> {
  return once(db, { ...repeat, content: ['retry cancellation', eventId] }, async (tx) => {
    const event = await tx.selectFrom('event').select('state').where('id', '=', eventId).executeTakeFirst()
    if (event?.state !== 'cancelled') return 0
    const failed = await tx
      .selectFrom('refund')
      .select(['id', 'order_id'])
      .where('event_id', '=', eventId)
      .where('kind', '=', 'event_cancelled')
      .where('state', '=', 'failed')
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const { id: refundId, order_id: orderId } of failed) await askAgain(tx, { eventId, orderId, refundId }, now)
    await announce(tx, 'event.cancelled', { eventId })
    await recordAct(tx, 'event.cancellation_retried', { eventId, after: { refunds: failed.length } })
    return failed.length
  })
}
