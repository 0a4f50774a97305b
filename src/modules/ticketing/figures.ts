import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { lastDays } from '../../lib/time.ts'
import { mayDo } from '../accounts/permissions.ts'

const days = 28

interface Totals {
  timeZone: string
  currency: string
  role: Parameters<typeof mayDo>[0] | null
  sold: number
  held: number
  blocked: number
  capacity: number | null
  taken: number
}

/**
 * How an event sells: places sold, held and kept off sale, its capacity, the minor units of its paid orders (null to a member who may not see orders), and places
 * sold on each of the last 28 days of its zone. Refuses not_found.
 */
export async function eventFigures(db: Db, eventId: string, userId: string, now: Date) {
  const { rows } = await sql<Totals>`
    select e.time_zone as "timeZone", e.currency, m.role, coalesce(w.sold, 0) as sold, coalesce(w.held, 0) as held,
      (select coalesce(sum(blocked), 0)::int from stock where event_id = e.id) as blocked,
      least(w.capacity, (select case when bool_and(s.capacity is not null) then sum(s.capacity)::int end
        from stock s where s.event_id = e.id and not s.whole_event)) as capacity,
      (select coalesce(sum(total), 0)::bigint from "order" where event_id = e.id and state = 'paid' and not test) as taken
    from event e
      left join stock w on w.event_id = e.id and w.whole_event
      left join membership m on m.organization_id = e.organization_id and m.user_id = ${userId}
    where e.id = ${eventId}`.execute(db)
  const { timeZone, role, taken, ...totals } = rows[0] ?? refuse('not_found')
  const perDay = await soldPerDay(db, eventId, lastDays(days, now, timeZone))
  return {
    ...totals,
    taken: role !== null && mayDo(role, 'orders.read') ? taken : null,
    perDay,
    soldToday: perDay.at(-1)?.sold ?? 0,
  }
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
