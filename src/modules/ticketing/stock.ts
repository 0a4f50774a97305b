import { sql } from 'kysely'
import { recordChange } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { lockEvent, lockStocks } from '../events/row.ts'

/** The capacity of a stock and what is taken of it, sold or held. */
export interface Taken {
  capacity: number | null
  taken: number
}

/**
 * Sets how many places a whole event has; null is without limit. Refuses not_found, wrong_event_state (cancelled), and capacity_below_sold with
 * the number that is sold or held, also while sales go on: the update meets the same row as they do.
 */
export async function setEventCapacity(db: Db, eventId: string, capacity: number | null): Promise<Taken> {
  return transact(db, async (tx) => {
    await lockStocks(tx, eventId)
    const { state } = await lockEvent(tx, eventId)
    if (state === 'cancelled') refuse('wrong_event_state', { state })
    const stockId = await eventStock(tx, eventId)
    const before = await tx.selectFrom('stock').select('capacity').where('id', '=', stockId).executeTakeFirstOrThrow()
    const taken = await setCapacity(tx, stockId, capacity, 'capacity')
    await announce(tx, 'event.changed', { eventId })
    await recordChange(tx, 'event.capacity_set', { eventId }, before, { capacity })
    return { capacity, taken }
  })
}

/**
 * The id of the stock that the whole event draws on, made when it is not there; the event is locked by the caller. Looked for first: an insert
 * that conflicts waits for whoever is selling from that stock, and they may be waiting for the event.
 */
export async function eventStock(tx: Tx, eventId: string): Promise<string> {
  const stock = await tx
    .selectFrom('stock')
    .select('id')
    .where('event_id', '=', eventId)
    .where('whole_event', '=', true)
    .executeTakeFirst()
  if (stock) return stock.id
  const id = newId()
  await tx.insertInto('stock').values({ id, event_id: eventId, whole_event: true, capacity: null }).execute()
  return id
}

/** Sets the capacity of a stock and returns what is taken of it. Refuses capacity_below_sold about `field`. */
export async function setCapacity(tx: Tx, stockId: string, capacity: number | null, field: string): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    update stock set capacity = ${capacity} where id = ${stockId} and (${capacity}::int is null or held + sold + blocked <= ${capacity}::int)
    returning held + sold + blocked as taken`.execute(tx)
  if (rows[0]) return rows[0].taken
  const { held, sold, blocked } = await tx
    .selectFrom('stock')
    .select(['held', 'sold', 'blocked'])
    .where('id', '=', stockId)
    .executeTakeFirstOrThrow()
  return refuse('capacity_below_sold', { taken: held + sold + blocked }, field)
}
