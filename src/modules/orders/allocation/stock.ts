import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import type { StockCount } from './decide.ts'

/** How the counters of one stock change. */
export interface StockMove {
  stockId: string
  held: number
  sold: number
}

/**
 * Locks all stocks of an event until the transaction ends, and reads them. Whatever takes or returns stock does this first, before it
 * touches an order: all lock in the same order, the stock's id, so that none can wait for each other in a circle.
 */
export async function lockStocks(tx: Tx, eventId: string): Promise<Map<string, StockCount>> {
  const { rows } = await sql<StockCount & { id: string }>`
    select id, capacity, held, sold from stock where event_id = ${eventId} order by id for no key update`.execute(tx)
  return new Map(rows.map(({ id, ...count }) => [id, count]))
}

/** Locks the stocks of an order's event before the order itself is touched, and returns the event's id. */
export async function lockStocksOf(tx: Tx, orderId: string): Promise<string> {
  const { event_id: eventId } = await tx
    .selectFrom('order')
    .select('event_id')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  await lockStocks(tx, eventId)
  return eventId
}

/**
 * Changes counters. The condition repeats what was decided under the lock, and the table's CHECK stands behind it; a change that
 * either refuses is a bug, and nothing of the transaction stays.
 */
export async function moveStock(tx: Tx, moves: readonly StockMove[]): Promise<void> {
  if (moves.length === 0) return
  const { numAffectedRows } = await sql`
    update stock s set held = s.held + m.held, sold = s.sold + m.sold
    from unnest(${moves.map((move) => move.stockId)}::uuid[], ${moves.map((move) => move.held)}::int[],
      ${moves.map((move) => move.sold)}::int[]) as m (id, held, sold)
    where s.id = m.id
      and (m.held + m.sold <= 0 or s.capacity is null or s.held + s.sold + m.held + m.sold <= s.capacity)`.execute(tx)
  if (Number(numAffectedRows) !== moves.length) throw new Error('stock changed while it was locked')
}

/** How many places of each stock these orders take, all together. */
export async function placesOf(tx: Tx, orderIds: readonly string[]): Promise<{ stockId: string; places: number }[]> {
  const { rows } = await sql<{ stockId: string; places: number }>`
    select s.stock_id as "stockId", sum(l.quantity)::int as places
    from order_line l join ticket_type_stock s on s.ticket_type_id = l.ticket_type_id
    where l.order_id = any(${orderIds}::uuid[]) group by s.stock_id`.execute(tx)
  return rows
}
