import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Event } from '../../db/schema.ts'
import type { Tax } from './price.ts'

/** A ticket type as it is sold. Amounts are minor units of the event's currency. */
export interface TicketTypeRow {
  id: string
  eventId: string
  name: string
  description: string
  price: number
  tax: Tax | null
  taxRateId: string | null
  position: number
  /** Null is as soon as the event is published. */
  saleStartsAt: Date | null
  /** Null is until the event ends. */
  saleEndsAt: Date | null
  minimumPerOrder: number
  maximumPerOrder: number
  /** Over all orders of one person; null is without limit. */
  maximumPerPerson: number | null
  /** False when taken off sale by hand. */
  onSale: boolean
  /** The stocks a place of this type is taken from, all of them at once: its own and the whole event's. Sorted. */
  stockIds: string[]
}

export type SaleState = 'on_sale' | 'not_yet' | 'ended' | 'paused'

/**
 * Whether anything of an event may be ordered now: it is published and not over, and its organization is not suspended. Before it is live its team may
 * try it in test mode.
 */
export const eventOnSale = (
  event: { state: Selectable<Event>['state']; endsAt: Date | null; testMode: boolean; suspended: boolean },
  now: Date,
  isTeam = false,
): boolean =>
  !event.suspended &&
  event.endsAt !== null &&
  now < event.endsAt &&
  (event.state === 'published' || (event.state !== 'cancelled' && event.testMode && isTeam))

/** Where a ticket type is in its sale: from its start, inclusive, to its end, exclusive, unless taken off by hand. */
export function saleState(type: Pick<TicketTypeRow, 'onSale' | 'saleStartsAt' | 'saleEndsAt'>, now: Date): SaleState {
  if (!type.onSale) return 'paused'
  if (type.saleEndsAt && now >= type.saleEndsAt) return 'ended'
  return type.saleStartsAt && now < type.saleStartsAt ? 'not_yet' : 'on_sale'
}

/** Why so many of a type may not be in one order, or null when they may. */
export function quantityRefusal(
  type: Pick<TicketTypeRow, 'minimumPerOrder' | 'maximumPerOrder'>,
  quantity: number,
): 'under_minimum' | 'over_limit' | null {
  if (quantity < type.minimumPerOrder) return 'under_minimum'
  return quantity > type.maximumPerOrder ? 'over_limit' : null
}

/** Ticket types of an event in their order. */
export const ticketTypesOf = async (db: Db, eventId: string): Promise<TicketTypeRow[]> =>
  (await selectTicketTypes(eventId).execute(db)).rows

/** The same as a query. */
export const selectTicketTypes = (eventId: string): RawBuilder<TicketTypeRow> => sql<TicketTypeRow>`
    select t.id, t.event_id as "eventId", t.name, t.description, t.price, t.position,
      case when r.id is not null then json_build_object('name', r.name, 'rate', r.rate, 'inclusive', r.inclusive) end as tax, t.tax_rate_id as "taxRateId",
      t.sale_starts_at as "saleStartsAt", t.sale_ends_at as "saleEndsAt",
      t.minimum_per_order as "minimumPerOrder", t.maximum_per_order as "maximumPerOrder",
      t.maximum_per_person as "maximumPerPerson", t.on_sale as "onSale",
      array(select s.stock_id::text from ticket_type_stock s where s.ticket_type_id = t.id order by s.stock_id) as "stockIds"
    from ticket_type t left join tax_rate r on r.id = t.tax_rate_id
    where t.event_id = ${eventId} order by t.position, t.created_at, t.id`
