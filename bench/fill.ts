import { sql } from 'kysely'
import type { Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'
import { transact } from '../src/db/transact.ts'

const hour = 3600 * 1000

/** One organization with fifty published events; the first has one hot ticket type that will not run out. */
export async function fillBench(db: Db): Promise<Record<string, string>> {
  const organizationId = newId()
  await transact(db, async (tx) => {
    await tx.insertInto('organization').values({ id: organizationId, slug: 'bench', name: 'Bench' }).execute()
    await tx.insertInto('organization_slug').values({ slug: 'bench', organization_id: organizationId }).execute()
  })
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

/** How many tickets of an event are sold before anybody comes, by what the bench calls it. */
const sold = { hot: 0, free: 0, gone: 0, thousand: 1_000, million: 1_000_000 }

/** The events of the rush, made from those of `fillBench`, each with its own ticket type: what the bench calls them → where to buy. */
export async function fillRush(db: Db): Promise<string> {
  const { rows } = await sql<{ eventId: string; ticketTypeId: string; stockId: string; organizationId: string }>`
    select e.id as "eventId", e.organization_id as "organizationId", t.id as "ticketTypeId", s.stock_id as "stockId"
    from event e join ticket_type t on t.event_id = e.id join ticket_type_stock s on s.ticket_type_id = t.id
    order by e.id limit ${Object.keys(sold).length}`.execute(db)
  const sales: Record<string, { eventId: string; ticketTypeId: string }> = {}
  for (const [index, [name, count]] of Object.entries(sold).entries()) {
    const sale = rows[index]
    if (!sale) throw new Error('the bench has too few events')
    const { eventId, ticketTypeId, stockId } = sale
    sales[name] = { eventId, ticketTypeId }
    if (name === 'free') await sql`update ticket_type set price = 0 where id = ${ticketTypeId}`.execute(db)
    if (name === 'gone') await sql`update stock set capacity = 0 where id = ${stockId}`.execute(db)
    if (count > 0) await sellBefore(db, sale, count)
  }
  await sql`vacuum analyze`.execute(db)
  // A million tickets not yet on the disk would have every commit of the first rounds wait for them: 250 holds/s in place of 3,600.
  await sql`checkpoint`.execute(db)
  return JSON.stringify(sales)
}

/** Orders of two tickets each, paid long ago. Their references are right by the way they are made; to look each of millions up takes minutes. */
async function sellBefore(
  db: Db,
  {
    eventId,
    ticketTypeId,
    stockId,
    organizationId,
  }: Record<'eventId' | 'ticketTypeId' | 'stockId' | 'organizationId', string>,
  count: number,
): Promise<void> {
  await transact(db, async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`
    with o as (
      insert into "order" (id, event_id, organization_id, code, state, secret_hash, name, email, currency, total, paid_at)
      select gen_random_uuid(), ${eventId}, ${organizationId}, 'B' || ${count}::text || '-' || n, 'paid', md5(${eventId} || n),
        'Buyer ' || n, 'buyer' || n || '@example.org', 'EUR', 2400, now() from generate_series(1, ${count / 2}::int) n
      returning id, code),
    l as (
      insert into order_line (id, order_id, ticket_type_id, quantity, unit_price, total)
      select gen_random_uuid(), id, ${ticketTypeId}, 2, 1200, 2400 from o returning id, order_id)
    insert into ticket (id, order_id, order_line_id, event_id, ticket_type_id, code, short_code, position, attendee_name, attendee_email)
    select gen_random_uuid(), l.order_id, l.id, ${eventId}, ${ticketTypeId}, md5(l.id::text || p) || md5(p || l.id::text),
      md5(p || l.id::text), p, 'Somebody', 'somebody@example.org' from l cross join generate_series(1, 2) p`.execute(tx)
    await sql`update stock set sold = ${count} where id = ${stockId}`.execute(tx)
  })
}

/** How many people are reminded. */
const reminded = 100_000

/** The last event begins in ten hours, and the reminder of the day before is due for all who have a ticket: as many orders of one ticket each. */
export async function fillReminders(db: Db): Promise<void> {
  const startsAt = new Date(Date.now() + 10 * hour)
  await transact(db, async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`
      with e as (
        update event set starts_at = ${startsAt}, ends_at = ${new Date(startsAt.getTime() + 2 * hour)}
        where id = (select max(id::text)::uuid from event) returning id, organization_id),
      o as (
        insert into "order" (id, event_id, organization_id, code, state, secret_hash, name, email, currency, total, paid_at)
        select gen_random_uuid(), e.id, e.organization_id, 'R-' || n, 'paid', md5('reminded' || n),
          'Attendee ' || n, 'attendee' || n || '@example.org', 'EUR', 1200, now() from e, generate_series(1, ${reminded}::int) n
        returning id, event_id, name, email),
      l as (
        insert into order_line (id, order_id, ticket_type_id, quantity, unit_price, total)
        select gen_random_uuid(), o.id, y.id, 1, 1200, 1200 from o join ticket_type y on y.event_id = o.event_id
        returning id, order_id, ticket_type_id)
      insert into ticket (id, order_id, order_line_id, event_id, ticket_type_id, code, short_code, position, attendee_name, attendee_email, created_at)
      select gen_random_uuid(), o.id, l.id, o.event_id, l.ticket_type_id, md5(l.id::text), md5(l.id::text), 1, o.name, o.email,
        now() - interval '3 days' from o join l on l.order_id = o.id`.execute(tx)
  })
  const { rows } = await sql<{ id: string }>`select max(id::text) as id from event`.execute(db)
  const at = new Date(startsAt.getTime() - 24 * hour).toISOString()
  const payload = { eventId: rows[0]?.id, kind: 'reminder_24h', at }
  await sql`select graphile_worker.add_job('notifications.remind', ${JSON.stringify(payload)}::json)`.execute(db)
  await sql`vacuum analyze`.execute(db)
  await sql`checkpoint`.execute(db)
}
