import type { Db } from '../../src/db/connect.ts'
import { newId } from '../../src/db/id.ts'
import { organization } from '../people.ts'

/** An event whose two ticket types have places of their own and share those of the event, so that its stocks can run out. */
export async function makeScarceEvent(
  db: Db,
  { perType, inAll }: { perType: number; inAll: number },
): Promise<{ eventId: string; typeIds: string[] }> {
  const [{ id: organizationId }, eventId] = [await organization(db, {}), newId()]
  await db
    .insertInto('event')
    .values({
      id: eventId,
      organization_id: organizationId,
      slug: 'night-ferry',
      name: 'Night Ferry',
      category: 'music',
      starts_at: '2099-11-28T20:00Z',
      ends_at: '2099-11-28T23:30Z',
      time_zone: 'Europe/Lisbon',
      attendance: 'in-person',
      currency: 'EUR',
      state: 'published',
      published_at: new Date(),
      hold_seconds: 3600,
    })
    .execute()
  const types = ['Deck', 'Cabin'].map((name, index) => ({
    id: newId(),
    event_id: eventId,
    name,
    price: 1250 * (index + 1),
  }))
  await db.insertInto('ticket_type').values(types).execute()
  const whole = { id: newId(), event_id: eventId, capacity: inAll, whole_event: true }
  const own = types.map(() => ({ id: newId(), event_id: eventId, capacity: perType, whole_event: false }))
  await db
    .insertInto('stock')
    .values([whole, ...own])
    .execute()
  const links = types.flatMap(({ id }, index) =>
    [whole.id, String(own[index]?.id)].map((stockId) => ({ ticket_type_id: id, stock_id: stockId })),
  )
  await db.insertInto('ticket_type_stock').values(links).execute()
  return { eventId, typeIds: types.map(({ id }) => id) }
}
