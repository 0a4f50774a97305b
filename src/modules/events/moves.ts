import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal, refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { isSamePlace } from '../../lib/place.ts'
import { isSpelling } from '../../lib/spelling.ts'
import { instantOf } from '../../lib/time.ts'
import { openRefundWindow } from './refund-windows.ts'
import type { EventRow } from './row.ts'

/** When and where an event takes place, and as what. Instants in ISO 8601, UTC. Moves of long ago have neither name nor link. */
export interface Whereabouts {
  name?: string
  onlineUrl?: string
  startsAt: string
  endsAt: string
  timeZone: string
  attendance: EventRow['attendance']
  venue: string
  address: string
  city: string
  country: string
}

/** What an organizer offers to those who cannot come to the new date. `closesAt` is local in the event's zone. */
export interface OfferedWindow {
  closesAt: string
  percent: number
  fee: boolean
}

type Placed = Pick<
  EventRow,
  | 'name'
  | 'starts_at'
  | 'ends_at'
  | 'time_zone'
  | 'attendance'
  | 'venue'
  | 'address'
  | 'city'
  | 'country'
  | 'online_url'
>

/** When and where an event is, or null while it has no dates. */
export function whereaboutsOf(row: Placed): Whereabouts | null {
  const { name, starts_at, ends_at, time_zone: timeZone, attendance, venue, address, city, country } = row
  if (!starts_at || !ends_at) return null
  const times = { startsAt: starts_at.toISOString(), endsAt: ends_at.toISOString(), timeZone }
  return { name, ...times, attendance, venue, address, city, country, onlineUrl: row.online_url }
}

/** What differs between two whereabouts. */
export interface Difference {
  /** The time as one reads it there. */
  time: boolean
  place: boolean
  /** More than its spelling. */
  name: boolean
  /** Where those who are not there take part. */
  link: boolean
}

/** What differs between two whereabouts; names and links where both are known. */
export const differenceOf = (was: Whereabouts, became: Whereabouts): Difference => ({
  time: (['startsAt', 'endsAt', 'timeZone'] as const).some((part) => was[part] !== became[part]),
  place: (['attendance', 'venue', 'address', 'city', 'country'] as const).some((part) => was[part] !== became[part]),
  name: was.name !== undefined && became.name !== undefined && !isSpelling(was.name, became.name),
  link: became.attendance !== 'in-person' && Boolean(was.onlineUrl) && was.onlineUrl !== became.onlineUrl,
})

/**
 * Records that a live event was moved, if it was, for everybody who has a ticket to be told, and opens the refund window that is offered
 * with it. A new time always moves it. A new place does unless `moved` says that just what was written of it is corrected; where that says nothing, it is
 * decided by how much differs. Another name or link moves nothing and opens no window, and is told all the same, unless it is said to be corrected.
 * Answers whether it was moved, with undefined where neither time nor place differ. Of one that is over nobody is told. Refuses a window that would be
 * closed at once.
 */
export async function recordMove(
  tx: Tx,
  row: EventRow,
  after: Placed,
  { now, window, moved }: { now: Date; window: OfferedWindow | undefined; moved: boolean | undefined },
): Promise<boolean | undefined> {
  const [was, became] = [whereaboutsOf(row), whereaboutsOf(after)]
  if (row.state !== 'published' || !was || !became || Date.parse(became.endsAt) <= now.getTime()) return undefined
  const { time, place, name, link } = differenceOf(was, became)
  const isElsewhere = time || (place && (moved ?? !isSamePlace(was, became)))
  const answer = time || place ? isElsewhere : undefined
  if (!isElsewhere && !((name || link) && moved !== false)) return answer
  const [id, eventId] = [newId(now.getTime()), row.id]
  // What is just corrected is not told as another place.
  const told = isElsewhere ? was : { ...became, ...(name ? { name: row.name } : {}), onlineUrl: row.online_url }
  await tx
    .insertInto('event_move')
    .values({ id, event_id: eventId, moved_at: now, was: JSON.stringify(told), became: JSON.stringify(became) })
    .execute()
  if (window && isElsewhere)
    await openRefundWindow(tx, eventId, {
      ...window,
      opensAt: now,
      closesAt: closingOf(window.closesAt, after.time_zone, now),
    })
  await announce(tx, 'event.moved', { eventId, moveId: id })
  return answer
}

function closingOf(local: string, timeZone: string, now: Date): Date {
  const closesAt = instantOf(local, timeZone)
  const rule = closesAt === undefined ? 'format' : 'past'
  if (closesAt === undefined || closesAt <= now)
    throw new Refusal('invalid', undefined, undefined, [{ path: 'refundWindow.closesAt', rule }])
  return closesAt
}

/** When and where event `e` was to be before it was moved last, as a JSON column, or null. */
export const movedFrom = sql<Whereabouts | null>`(
  select m.was from event_move m where m.event_id = e.id and m.was - 'name' - 'onlineUrl' <> m.became - 'name' - 'onlineUrl'
  order by m.id desc limit 1)`

/** A move as it is told: what changed, and the refund window that was opened with it. Refuses not_found. */
export async function readMove(db: Db, moveId: string) {
  const { rows } = await sql<{
    was: Whereabouts
    became: Whereabouts
    window: { closesAt: string; percent: number; fee: boolean } | null
  }>`
    select m.was, m.became,
      (select json_build_object('closesAt', w.closes_at, 'percent', w.percent, 'fee', w.fee) from refund_window w
        where w.event_id = m.event_id and w.opens_at = m.moved_at) as window
    from event_move m where m.id = ${moveId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}
