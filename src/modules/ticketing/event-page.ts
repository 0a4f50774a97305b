import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { paletteName } from '../../lib/look/name.ts'
import { plainTextOf, renderMarkdown } from '../../lib/markdown.ts'
import { type Commission, commissionColumn, commissionIn } from '../accounts/commission.ts'
import { type Availability, availabilityOf } from '../events/availability.ts'
import { invitationOf, refuseUninvited, type Visitor } from '../events/guest-access.ts'
import { movedFrom, type Whereabouts } from '../events/moves.ts'
import type { RefundPolicy } from '../events/refund-policy.ts'
import { type CoverImage, coverColumn, type EventRow } from '../events/row.ts'
import { type Fees, priceTicket } from './price.ts'
import { eventOnSale, type SaleState, saleState, type TicketTypeRow, ticketTypesOf } from './sale.ts'

/** What of an event is shown; the words it is found by are long, and stay behind. */
const columns = [
  'id',
  'slug',
  'organization_id',
  'state',
  'visibility',
  'test_mode',
  'name',
  'summary',
  'description',
  'category',
  'tags',
  'language',
  'starts_at',
  'ends_at',
  'time_zone',
  'attendance',
  'venue',
  'address',
  'city',
  'country',
  'currency',
  'refund_policy',
  'cancellation_message',
  'sequence',
  'updated_at',
] as const

const shownColumns = sql.join(columns.map((column) => sql.ref(`e.${column}`)))

type Row = Pick<EventRow, (typeof columns)[number]> & {
  cover: CoverImage | null
  /** Where it was before it was moved last. */
  moved_from: Whereabouts | null
  organizer_name: string
  organizer_slug: string
  organizer_summary: string
  commission: Partial<Commission>
  /** Whether the organization is off sale. */
  suspended: boolean
  /** Whether the caller works for the organization. */
  member: boolean
  /** Whether they work for one that co-hosts it. */
  cohost: boolean
  cohosts: { name: string; slug: string }[]
}

/**
 * An event as anybody sees it, with what is for sale. An earlier address gives `movedTo`. What is not live yet is found just by the
 * organization's members and administrators, and what is for invited people by those it opens to. Refuses not_found, guests_only.
 */
export async function eventPage(db: Db, slug: string, visitor: Visitor, now: Date) {
  const { rows } = await sql<Row>`
    select ${shownColumns}, ${coverColumn} as cover, ${movedFrom} as moved_from, o.name as organizer_name, o.slug as organizer_slug, o.summary as organizer_summary,
      ${commissionColumn} as commission, o.suspended_at is not null as suspended,
      exists (select from membership m where m.organization_id = e.organization_id and m.user_id = ${visitor.userId}::uuid) as member,
      exists (select from event_cohost c join membership m on m.organization_id = c.organization_id
        where c.event_id = e.id and c.state = 'accepted' and m.user_id = ${visitor.userId}::uuid) as cohost,
      coalesce((select json_agg(json_build_object('name', g.name, 'slug', g.slug) order by c.id)
        from event_cohost c join organization g on g.id = c.organization_id
        where c.event_id = e.id and c.state = 'accepted'), '[]') as cohosts
    from event_slug a join event e on e.id = a.event_id join organization o on o.id = e.organization_id
    where a.slug = ${slug}`.execute(db)
  const event = rows[0] ?? refuse('not_found')
  const preview = event.state === 'draft' || event.state === 'waiting'
  const isInside = event.member || event.cohost || visitor.administrator
  if (preview && !isInside) refuse('not_found')
  if (!isInside) await refuseUninvited(db, event, visitor)
  const testMode = event.test_mode
  const isTeam = event.member && event.starts_at !== null
  const onSale = eventOnSale(
    { state: event.state, endsAt: event.ends_at, testMode, suspended: event.suspended },
    now,
    isTeam,
  )
  const fees = commissionIn(event.commission, event.currency)
  const offers = await offersOf(db, event.id, fees, onSale, now)
  return {
    id: event.id,
    slug: event.slug,
    movedTo: event.slug === slug ? null : event.slug,
    preview,
    testMode,
    state: event.state,
    visibility: event.visibility,
    name: event.name,
    summary: event.summary,
    descriptionHtml: renderMarkdown(event.description),
    descriptionText: plainTextOf(event.description, 300),
    category: event.category,
    palette: paletteName(event.id, event.category),
    tags: event.tags,
    language: event.language,
    cover: event.cover,
    startsAt: event.starts_at,
    endsAt: event.ends_at,
    timeZone: event.time_zone,
    attendance: event.attendance,
    venue: event.venue,
    address: event.address,
    city: event.city,
    country: event.country,
    organizer: {
      id: event.organization_id,
      name: event.organizer_name,
      slug: event.organizer_slug,
      summary: event.organizer_summary,
    },
    cohosts: event.cohosts,
    suspended: event.suspended,
    currency: event.currency,
    refundPolicy: event.refund_policy as RefundPolicy,
    cancellationMessage: event.cancellation_message,
    movedFrom: event.moved_from,
    guest: event.visibility === 'invite-only' ? await invitationOf(db, event.id, visitor) : null,
    ...offers,
    onSale: onSale && offers.ticketTypes.some(isBuyable),
    sequence: event.sequence,
    updatedAt: event.updated_at,
  }
}

/** What changes on an event's page while it is looked at, as it is for anybody who is not of its team. */
export type LiveOffers = Awaited<ReturnType<typeof liveOffers>>

/** Looks up what is left of an event's tickets, what each costs, and whether they are on sale; `changedAt` is when its words changed last. Refuses not_found. */
export async function liveOffers(db: Db, eventId: string, now: Date) {
  const { rows } = await sql<
    Pick<Row, 'state' | 'ends_at' | 'test_mode' | 'updated_at' | 'suspended' | 'commission' | 'currency'>
  >`
    select e.state, e.ends_at, e.test_mode, e.updated_at, e.currency, ${commissionColumn} as commission,
      o.suspended_at is not null as suspended
    from event e join organization o on o.id = e.organization_id where e.id = ${eventId}`.execute(db)
  const { state, ends_at: endsAt, test_mode: testMode, suspended, ...event } = rows[0] ?? refuse('not_found')
  const onSale = eventOnSale({ state, endsAt, testMode, suspended }, now)
  const { ticketTypes } = await offersOf(db, eventId, commissionIn(event.commission, event.currency), onSale, now)
  return {
    onSale: onSale && ticketTypes.some(isBuyable),
    changedAt: event.updated_at,
    ticketTypes: ticketTypes.map(({ id, price, each, fee, saleState, availability, left }) => ({
      id,
      price,
      each,
      fee,
      saleState,
      availability,
      left,
    })),
  }
}

/** Ticket types as offers, and how the event stands with all of them. */
async function offersOf(db: Db, eventId: string, fees: Fees, eventIsOnSale: boolean, now: Date) {
  const [types, stocks] = [await ticketTypesOf(db, eventId), await stocksLeft(db, eventId, now)]
  const left = (type: TicketTypeRow) =>
    least(type.stockIds.map((id) => stocks.find((stock) => stock.id === id)?.left ?? null))
  const ticketTypes = types.map((type) => {
    const state = saleState(type, now)
    const open = eventIsOnSale && state === 'on_sale'
    const { total, fee } = priceTicket(type.price, type.tax, fees)
    return {
      ...type,
      each: total + fee,
      fee,
      saleState: state,
      open,
      places: left(type),
      ...availabilityOf({ open, left: left(type) }),
    }
  })
  const open = ticketTypes.filter((type) => type.open)
  const sum = open.some(({ places }) => places === null)
    ? null
    : open.reduce((total, { places }) => total + (places ?? 0), 0)
  const whole = stocks.find((stock) => stock.wholeEvent)?.left ?? null
  const buyable = open.filter(({ places }) => places !== 0)
  return {
    ticketTypes,
    priceFrom: (buyable.length > 0 ? buyable : ticketTypes).reduce<number | null>(
      (lowest, { each }) => (lowest === null || each < lowest ? each : lowest),
      null,
    ),
    ...availabilityOf({ open: open.length > 0, left: least([sum, whole]) }),
  }
}

const isBuyable = ({ saleState, availability }: { saleState: SaleState; availability: Availability }) =>
  saleState === 'on_sale' && availability !== 'sold_out'

/** The least of some numbers of places, where null is without limit. */
const least = (places: readonly (number | null)[]): number | null =>
  places.reduce((lowest, left) => (lowest === null || (left !== null && left < lowest) ? left : lowest), null)

/** What is left of each stock: its capacity less what is sold and what is held by orders that have not lapsed. Null is without limit. */
async function stocksLeft(db: Db, eventId: string, now: Date) {
  const { rows } = await sql<{ id: string; wholeEvent: boolean; left: number | null }>`
    select s.id, s.whole_event as "wholeEvent", s.capacity - s.sold - s.held - s.blocked + coalesce((
        select sum(l.quantity)::int
        from "order" o join order_line l on l.order_id = o.id join ticket_type_stock b on b.ticket_type_id = l.ticket_type_id
        where o.event_id = ${eventId} and not o.test and o.state in ('held', 'awaiting_payment') and o.expires_at <= ${now} and b.stock_id = s.id
      ), 0) as left
    from stock s where s.event_id = ${eventId}`.execute(db)
  return rows
}
