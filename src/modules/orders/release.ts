import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce, announceAll } from '../../facts.ts'
import { lockStocks, lockStocksOf, moveStock, placesOf } from './allocation/stock.ts'

/**
 * Drops an order that is not paid and puts its places back on sale. Dropping one that is gone already changes nothing; a paid one is
 * refused with `wrong_order_state`. A payment that arrives later is returned.
 */
export async function dropOrder(db: Db, orderId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const eventId = await lockStocksOf(tx, orderId)
    const dropped = await tx
      .updateTable('order')
      .set({ state: 'cancelled', cancelled_at: now })
      .where('id', '=', orderId)
      .where('state', 'in', ['held', 'awaiting_payment'])
      .returning('id')
      .executeTakeFirst()
    if (!dropped) return refusePaid(tx, orderId)
    await giveBack(tx, [orderId])
    await announce(tx, 'order.cancelled', { orderId, eventId })
  })
}

async function refusePaid(tx: Tx, orderId: string): Promise<void> {
  const { state } = await tx.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()
  if (state === 'paid') refuse('wrong_order_state', { state })
}

/**
 * Expires the holds of an event whose time is over and gives their places back; the event's stocks are locked by the caller. Returns
 * how many orders there were.
 */
export async function expireLapsed(tx: Tx, eventId: string, now: Date): Promise<number> {
  const lapsed = await tx
    .updateTable('order')
    .set({ state: 'expired' })
    .where('event_id', '=', eventId)
    .where('state', 'in', ['held', 'awaiting_payment'])
    .where('expires_at', '<=', now)
    .returning('id')
    .execute()
  if (lapsed.length === 0) return 0
  const orderIds = lapsed.map(({ id }) => id)
  await giveBack(tx, orderIds)
  await announceAll(
    tx,
    'order.lapsed',
    orderIds.map((orderId) => ({ orderId, eventId })),
  )
  return orderIds.length
}

/** Expires every lapsed hold there is, one event at a time. Nothing waits for it: it keeps the counters near the truth. */
export async function sweepLapsed(db: Db, now: Date): Promise<void> {
  const { rows } = await sql<{ eventId: string }>`
    select distinct event_id as "eventId" from "order"
    where state in ('held', 'awaiting_payment') and expires_at <= ${now}`.execute(db)
  for (const { eventId } of rows)
    await transact(db, async (tx) => {
      await lockStocks(tx, eventId)
      await expireLapsed(tx, eventId, now)
    })
}

async function giveBack(tx: Tx, orderIds: readonly string[]): Promise<void> {
  const places = await placesOf(tx, orderIds)
  await moveStock(
    tx,
    places.map(({ stockId, places: held }) => ({ stockId, held: -held, sold: 0 })),
  )
}
