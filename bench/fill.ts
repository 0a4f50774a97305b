import type { Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'

const hour = 3600 * 1000

/** One organization with fifty published events; the first has one hot ticket type that will not run out. */
export async function fillBench(db: Db): Promise<Record<string, string>> {
  const organizationId = newId()
  await db.insertInto('organization').values({ id: organizationId, slug: 'bench', name: 'Bench' }).execute()
  const starts = Date.now() + 30 * 24 * hour
  const events = Array.from({ length: 50 }, (_unused, index) => ({
    id: newId(),
    organization_id: organizationId,
    slug: `event-${index}`,
    name: `An Evening with Ratio Number ${index}`,
    summary: 'Measured, not guessed.',
    description: 'A paragraph of the usual length, that says who comes and what they bring.\n\n'.repeat(3),
    category: 'tech' as const,
    starts_at: new Date(starts + index * hour),
    ends_at: new Date(starts + (index + 2) * hour),
    time_zone: 'Europe/Lisbon',
    attendance: 'in-person' as const,
    venue: 'The Hall',
    city: 'Lisbon',
    country: 'PT',
    currency: 'EUR',
    state: 'published' as const,
    published_at: new Date(),
  }))
  await db.insertInto('event').values(events).execute()
  await db
    .insertInto('event_slug')
    .values(events.map(({ id, slug }) => ({ event_id: id, slug })))
    .execute()
  const types = events.map(({ id }) => ({ id: newId(), event_id: id, name: 'Admission', price: 1200 }))
  await db.insertInto('ticket_type').values(types).execute()
  const stocks = types.map(({ event_id }) => ({ id: newId(), event_id, capacity: 10_000_000 }))
  await db.insertInto('stock').values(stocks).execute()
  const links = types.map(({ id }, index) => ({ ticket_type_id: id, stock_id: String(stocks[index]?.id) }))
  await db.insertInto('ticket_type_stock').values(links).execute()
  return { eventId: String(events[0]?.id), slug: String(events[0]?.slug), ticketTypeId: String(types[0]?.id) }
}
