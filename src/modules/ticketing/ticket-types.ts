import { sql } from 'kysely'
import type { Static } from 'typebox'
import { recordAct, recordChange } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal, refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { instantOf, localTimeOf } from '../../lib/time.ts'
import { type EventRow, lockEvent, lockStocks } from '../events/row.ts'
import type { TicketTypeChanges, TicketTypeDraft } from './api.ts'
import { saleState, ticketTypesOf } from './sale.ts'
import { eventStock, setCapacity } from './stock.ts'
import { hasTaxRate } from './tax-rates.ts'

/** Ticket types of an event as its organizers see them, with the capacity of the whole event. Refuses not_found. */
export async function readTicketTypes(db: Db, eventId: string, now: Date) {
  const event = await db
    .selectFrom('event')
    .select(['currency', 'time_zone'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (!event) refuse('not_found')
  const stocks = await db
    .selectFrom('stock as s')
    .leftJoin('ticket_type_stock as t', (join) => join.onRef('t.stock_id', '=', 's.id').on('s.whole_event', '=', false))
    .select(['s.whole_event', 's.capacity', 's.held', 's.sold', 's.blocked', 's.block_reason', 't.ticket_type_id'])
    .where('s.event_id', '=', eventId)
    .execute()
  const whole = stocks.find((stock) => stock.whole_event)
  const local = (instant: Date | null) => instant && localTimeOf(instant, event.time_zone)
  return {
    currency: event.currency,
    capacity: whole?.capacity ?? null,
    taken: whole ? whole.held + whole.sold + whole.blocked : 0,
    blocked: stocks.reduce(
      (rest, { whole_event, blocked }) => (whole_event ? rest : rest - blocked),
      whole?.blocked ?? 0,
    ),
    blockReason: whole?.block_reason ?? '',
    ticketTypes: (await ticketTypesOf(db, eventId)).map((type) => {
      const own = stocks.find((stock) => stock.ticket_type_id === type.id)
      return {
        ...type,
        quantity: own?.capacity ?? null,
        held: own?.held ?? 0,
        sold: own?.sold ?? 0,
        blocked: own?.blocked ?? 0,
        blockReason: own?.block_reason ?? '',
        saleStartsAtLocal: local(type.saleStartsAt),
        saleEndsAtLocal: local(type.saleEndsAt),
        saleState: saleState(type, now),
      }
    }),
  }
}

/** One of them. Refuses not_found. */
export async function readTicketType(db: Db, eventId: string, ticketTypeId: string, now: Date) {
  const { ticketTypes } = await readTicketTypes(db, eventId, now)
  return ticketTypes.find(({ id }) => id === ticketTypeId) ?? refuse('not_found')
}

/** Adds a ticket type, last in order, and returns its id. Refuses minimum_over_maximum, sale_window_reversed, wrong_event_state (cancelled). */
export async function addTicketType(db: Db, eventId: string, draft: Static<typeof TicketTypeDraft>): Promise<string> {
  return transact(db, async (tx) => {
    const event = await openEvent(tx, eventId)
    const columns = await columnsOf(tx, event, draft)
    refuseContradictions({ ...defaults, ...columns })
    const [id, stock_id] = [newId(), newId()]
    const position =
      draft.position ??
      sql<number>`(select coalesce(max(position) + 1, 0) from ticket_type where event_id = ${eventId})`
    await tx
      .insertInto('ticket_type')
      .values({ ...columns, id, event_id: eventId, name: draft.name, price: draft.price, position })
      .execute()
    const whole = await eventStock(tx, eventId)
    await tx
      .insertInto('stock')
      .values({ id: stock_id, event_id: eventId, capacity: draft.quantity ?? null })
      .execute()
    await tx
      .insertInto('ticket_type_stock')
      .values([stock_id, whole].map((stock) => ({ ticket_type_id: id, stock_id: stock })))
      .execute()
    await announce(tx, 'event.changed', { eventId })
    const { name, price, quantity = null } = draft
    await recordAct(tx, 'ticket_type.added', { eventId, subjectId: id, after: { name, price, quantity } })
    return id
  })
}

/**
 * Changes what is named of a ticket type. Prices of orders that are held or paid stay. Refuses not_found, capacity_below_sold,
 * minimum_over_maximum, sale_window_reversed, wrong_event_state (cancelled).
 */
export async function editTicketType(
  db: Db,
  eventId: string,
  ticketTypeId: string,
  changes: Static<typeof TicketTypeChanges>,
): Promise<void> {
  await transact(db, async (tx) => {
    if (changes.quantity !== undefined) await lockStocks(tx, eventId)
    const event = await openEvent(tx, eventId)
    const row = await tx
      .selectFrom('ticket_type')
      .selectAll()
      .where('id', '=', ticketTypeId)
      .where('event_id', '=', eventId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) refuse('not_found')
    const columns = await columnsOf(tx, event, changes)
    refuseContradictions({ ...row, ...columns })
    const after = await tx
      .updateTable('ticket_type')
      .set({ ...columns, updated_at: sql`now()` })
      .where('id', '=', ticketTypeId)
      .returningAll()
      .executeTakeFirstOrThrow()
    const stock = await ownStock(tx, ticketTypeId)
    const { quantity = stock.capacity } = changes
    if (changes.quantity !== undefined) await setCapacity(tx, stock.id, changes.quantity, 'quantity')
    await announce(tx, 'event.changed', { eventId })
    const of = { eventId, subjectId: ticketTypeId }
    await recordChange(tx, 'ticket_type.edited', of, { ...row, quantity: stock.capacity }, { ...after, quantity })
  })
}

/** Deletes a ticket type that no order ever named. Refuses not_found, ticket_type_in_use, wrong_event_state (cancelled). */
export async function deleteTicketType(db: Db, eventId: string, ticketTypeId: string): Promise<void> {
  await transact(db, async (tx) => {
    await lockStocks(tx, eventId)
    await openEvent(tx, eventId)
    const type = await tx
      .selectFrom('ticket_type')
      .select(['name', 'price'])
      .where('id', '=', ticketTypeId)
      .where('event_id', '=', eventId)
      .forUpdate()
      .executeTakeFirst()
    if (!type) refuse('not_found')
    const line = await tx
      .selectFrom('order_line')
      .select('id')
      .where('ticket_type_id', '=', ticketTypeId)
      .limit(1)
      .executeTakeFirst()
    if (line) refuse('ticket_type_in_use')
    const stock = await ownStock(tx, ticketTypeId)
    await tx.deleteFrom('stock').where('id', '=', stock.id).execute()
    await tx.deleteFrom('ticket_type').where('id', '=', ticketTypeId).execute()
    await announce(tx, 'event.changed', { eventId })
    await recordAct(tx, 'ticket_type.deleted', { eventId, subjectId: ticketTypeId, before: type })
  })
}

/** Gives one event the ticket types of another, and its capacity; sale windows, which are of their time, stay behind. */
export async function copyTicketTypes(tx: Tx, fromId: string, toId: string): Promise<void> {
  const { capacity, ticketTypes } = await readTicketTypes(tx, fromId, new Date(0))
  for (const type of ticketTypes) {
    const { name, description, price, taxRateId, quantity, minimumPerOrder, maximumPerOrder, maximumPerPerson } = type
    const { onSale, position } = type
    await addTicketType(tx, toId, {
      name,
      description,
      price,
      taxRateId,
      quantity,
      minimumPerOrder,
      maximumPerOrder,
      maximumPerPerson,
      onSale,
      position,
    })
  }
  if (capacity !== null) await setCapacity(tx, await eventStock(tx, toId), capacity, 'capacity')
}

async function openEvent(tx: Tx, eventId: string): Promise<EventRow> {
  const event = await lockEvent(tx, eventId)
  if (event.state === 'cancelled') refuse('wrong_event_state', { state: event.state })
  return event
}

const ownStock = (tx: Tx, ticketTypeId: string): Promise<{ id: string; capacity: number | null }> =>
  tx
    .selectFrom('stock')
    .innerJoin('ticket_type_stock', 'ticket_type_stock.stock_id', 'stock.id')
    .select(['stock.id', 'stock.capacity'])
    .where('ticket_type_id', '=', ticketTypeId)
    .where('whole_event', '=', false)
    .executeTakeFirstOrThrow()

async function columnsOf(tx: Tx, event: EventRow, changes: Static<typeof TicketTypeChanges>) {
  const { name, description, price, position, minimumPerOrder, maximumPerOrder, maximumPerPerson, onSale } = changes
  const instant = (field: 'saleStartsAt' | 'saleEndsAt') => {
    const local = changes[field]
    return typeof local === 'string' ? (instantOf(local, event.time_zone) ?? refuseForm(field, 'format')) : local
  }
  const { taxRateId } = changes
  if (taxRateId && !(await hasTaxRate(tx, event.organization_id, taxRateId))) refuseForm('taxRateId', 'choice')
  return present({
    name,
    description,
    price,
    tax_rate_id: taxRateId,
    position,
    sale_starts_at: instant('saleStartsAt'),
    sale_ends_at: instant('saleEndsAt'),
    minimum_per_order: minimumPerOrder,
    maximum_per_order: maximumPerOrder,
    maximum_per_person: maximumPerPerson,
    on_sale: onSale,
  })
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const present = <T extends object>(columns: T): Present<T> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Present<T>

function refuseForm(path: string, rule: 'format' | 'choice'): never {
  throw new Refusal('invalid', undefined, undefined, [{ path, rule }])
}

/** As the columns have them. */
const defaults = { minimum_per_order: 1, maximum_per_order: 10, sale_starts_at: null, sale_ends_at: null }

function refuseContradictions(type: {
  minimum_per_order: number
  maximum_per_order: number
  sale_starts_at: Date | null
  sale_ends_at: Date | null
}) {
  if (type.minimum_per_order > type.maximum_per_order) refuse('minimum_over_maximum', undefined, 'minimumPerOrder')
  if (type.sale_starts_at && type.sale_ends_at && type.sale_ends_at <= type.sale_starts_at)
    refuse('sale_window_reversed', undefined, 'saleEndsAt')
}
