import { type RawBuilder, sql } from 'kysely'
import type { StockMove } from './books.ts'
import type { StockCount } from './cart.ts'

/**
 * Locks all stocks of an event until the transaction ends, and reads them. Whatever takes or returns stock does this first, before it
 * touches an order: all lock in the same order, the stock's id, so that none can wait for each other in a circle.
 */
export const lockingStocks = (eventId: string): RawBuilder<StockCount & { id: string }> => sql`
  select id, whole_event as "wholeEvent", capacity, held, sold, blocked from stock where event_id = ${eventId} order by id for no key update`

/** What was read, by id. */
export const stocksFrom = (rows: readonly (StockCount & { id: string })[]): Map<string, StockCount> =>
  new Map(rows.map(({ id, ...count }) => [id, count]))

/**
 * Changes counters. The condition repeats what was decided under the lock, and the table's CHECK stands behind it: where either
 * refuses, fewer rows change than there are moves.
 */
export const movingStocks = (moves: readonly (readonly [stockId: string, StockMove])[]): RawBuilder<unknown> => {
  const by = (counter: keyof StockMove) => moves.map(([, move]) => move[counter])
  return sql`
    update stock s set held = s.held + m.held, sold = s.sold + m.sold, blocked = s.blocked + m.blocked
    from unnest(${moves.map(([id]) => id)}::uuid[], ${by('held')}::int[], ${by('sold')}::int[], ${by('blocked')}::int[])
      as m (id, held, sold, blocked)
    where s.id = m.id and (m.held + m.sold + m.blocked <= 0 or s.capacity is null
      or s.held + s.sold + s.blocked + m.held + m.sold + m.blocked <= s.capacity)`
}
