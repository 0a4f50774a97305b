import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'
import type { Event, Order } from '../src/db/schema.ts'

/** A published event with one ticket type, as if it had been edited and put on sale. */
export interface SoldEvent {
  id: string
  organizationId: string
  ticketTypeId: string
}

export interface SoldOrder {
  id: string
  code: string
  tickets: { id: string; code: string; shortCode: string }[]
}

/** Writes an event straight into the tables: for lists and doors, which do not ask how it came about. */
export async function soldEvent(
  db: Db,
  organizationId: string,
  given: {
    name?: string
    ticketType?: string
    startsAt?: Date
    state?: Selectable<Event>['state']
    timeZone?: string
  } = {},
): Promise<SoldEvent> {
  const id = newId()
  const startsAt = given.startsAt ?? new Date(Date.now() + 3600_000)
  await db
    .insertInto('event')
    .values({
      id,
      organization_id: organizationId,
      slug: `event-${id}`,
      name: given.name ?? 'Loose Wires',
      category: 'music',
      starts_at: startsAt,
      ends_at: new Date(startsAt.getTime() + 5 * 3600_000),
      time_zone: given.timeZone ?? 'Europe/Lisbon',
      attendance: 'in-person',
      currency: 'EUR',
      state: given.state ?? 'published',
    })
    .execute()
  return { id, organizationId, ticketTypeId: await ticketType(db, id, given.ticketType ?? 'Weekend') }
}

/** One more ticket type of an event. */
export async function ticketType(db: Db, eventId: string, name: string): Promise<string> {
  const id = newId()
  await db.insertInto('ticket_type').values({ id, event_id: eventId, name, price: 5800 }).execute()
  return id
}

/** An order of an event, with a ticket for each attendee when it is paid. */
export async function order(
  db: Db,
  event: SoldEvent,
  given: {
    name?: string
    email?: string
    state?: Order['state']
    expiresAt?: Date
    createdAt?: Date
    attendees?: readonly string[]
    ticketTypeId?: string
  } = {},
): Promise<SoldOrder> {
  const attendees = given.attendees ?? ['Marta Quintela']
  const { state = 'paid', name = attendees[0] ?? 'Marta Quintela', email = 'marta@example.org' } = given
  const [id, lineId, code] = [newId(), newId(), randomCode(8)]
  const ticketTypeId = given.ticketTypeId ?? event.ticketTypeId
  const total = 5800 * attendees.length
  await db
    .insertInto('order')
    .values({
      id,
      event_id: event.id,
      organization_id: event.organizationId,
      code,
      state,
      secret_hash: randomCode(32),
      name: state === 'held' ? null : name,
      email: state === 'held' ? null : email,
      currency: 'EUR',
      total,
      expires_at: given.expiresAt ?? null,
      paid_at: state === 'paid' ? new Date() : null,
      ...(given.createdAt ? { created_at: given.createdAt } : {}),
    })
    .execute()
  await db
    .insertInto('order_line')
    .values({
      id: lineId,
      order_id: id,
      ticket_type_id: ticketTypeId,
      quantity: attendees.length,
      unit_price: 5800,
      total,
    })
    .execute()
  if (state !== 'paid') return { id, code, tickets: [] }
  const tickets = attendees.map((attendee, index) => ({
    id: newId(),
    code: randomCode(130),
    attendee,
    position: index + 1,
  }))
  await db
    .insertInto('ticket')
    .values(
      tickets.map((ticket) => ({
        id: ticket.id,
        order_id: id,
        order_line_id: lineId,
        event_id: event.id,
        ticket_type_id: ticketTypeId,
        code: ticket.code,
        short_code: ticket.code.slice(0, 12),
        position: ticket.position,
        attendee_name: ticket.attendee,
        attendee_email: email,
      })),
    )
    .execute()
  return {
    id,
    code,
    tickets: tickets.map((ticket) => ({ id: ticket.id, code: ticket.code, shortCode: ticket.code.slice(0, 12) })),
  }
}

/** Letters and digits of Crockford's Base 32, as codes are made of. */
const randomCode = (length: number) =>
  [...randomBytes(length)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('')
