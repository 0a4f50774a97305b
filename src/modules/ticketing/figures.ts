import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { lastDays } from '../../lib/time.ts'
import { mayAsHost, type Who } from '../accounts/cohosts.ts'

const days = 28

interface Totals {
  timeZone: string
  currency: string
  sold: number
  held: number
  blocked: number
  capacity: number | null
  taken: number
}

/**
 * How an event sells: places sold, held and kept off sale, its capacity, the minor units of its paid orders (null to who may not see orders), and places
 * sold on each of the last 28 days of its zone. Refuses not_found.
 */
export async function eventFigures(db: Db, eventId: string, who: Who, now: Date) {
  const { rows } = await sql<Totals>`
    select e.time_zone as "timeZone", e.currency, coalesce(w.sold, 0) as sold, coalesce(w.held, 0) as held,
      coalesce(w.blocked, 0) as blocked,
      least(w.capacity, (select case when bool_and(s.capacity is not null) then sum(s.capacity)::int end
        from stock s where s.event_id = e.id and not s.whole_event)) as capacity,
      (select coalesce(sum(total), 0)::bigint from "order" where event_id = e.id and state = 'paid' and not test) as taken
    from event e
      left join stock w on w.event_id = e.id and w.whole_event
    where e.id = ${eventId}`.execute(db)
  const { timeZone, taken, ...totals } = rows[0] ?? refuse('not_found')
  const [perDay, seesOrders] = await Promise.all([
    soldPerDay(db, eventId, lastDays(days, now, timeZone)),
    mayAsHost(db, eventId, who, 'orders.read'),
  ])
  return {
    ...totals,
    taken: seesOrders ? taken : null,
    perDay,
    soldToday: perDay.at(-1)?.sold ?? 0,
  }
}

/** Places sold and held of an event. */
export async function soldAndHeld(db: Db, eventId: string): Promise<{ sold: number; held: number }> {
  const { rows } = await sql<{ sold: number; held: number }>`
    select sold, held from stock where event_id = ${eventId} and whole_event`.execute(db)
  return rows[0] ?? { sold: 0, held: 0 }
}

async function soldPerDay(db: Db, eventId: string, days: readonly { date: string; start: Date }[]) {
  const { rows } = await sql<{ day: number; sold: number }>`
    select width_bucket(o.paid_at, ${days.map(({ start }) => start)}::timestamptz[]) as day, sum(l.quantity)::int as sold
    from "order" o join order_line l on l.order_id = o.id
    where o.event_id = ${eventId} and o.state = 'paid' and not o.test and o.paid_at >= ${days[0]?.start ?? null}
    group by 1`.execute(db)
  const sold = new Map(rows.map((row) => [row.day, row.sold]))
  return days.map(({ date }, index) => ({ date, sold: sold.get(index + 1) ?? 0 }))
}
