import { Temporal } from 'temporal-polyfill'
import type { DemoDay } from './data.ts'

const weekday = { fri: 5, sat: 6, sun: 7 } as const

/**
 * When a demo event is, as local times of its zone (`2026-11-28T14:00`). Weekend 0 is the one that is on or comes next; a day of it that
 * has passed, or whose event would have begun already, moves to the next weekend, so that nothing in the demo is ever over.
 */
export function demoTimes(
  event: { on: DemoDay; at: string; hours: number; timeZone: string },
  now: Date,
): { startsAt: string; endsAt: string } {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(event.timeZone)
    .toPlainDateTime()
  let starts = dayOf(event.on, here.toPlainDate()).toPlainDateTime(Temporal.PlainTime.from(event.at))
  while (Temporal.PlainDateTime.compare(starts, here) <= 0) starts = starts.add({ weeks: 1 })
  const ends = starts.add({ minutes: Math.round(event.hours * 60) })
  return { startsAt: starts.toString({ smallestUnit: 'minute' }), endsAt: ends.toString({ smallestUnit: 'minute' }) }
}

function dayOf(on: DemoDay, today: Temporal.PlainDate): Temporal.PlainDate {
  if ('inDays' in on) return today.add({ days: on.inDays })
  const friday = today.add({ days: weekday.fri - today.dayOfWeek })
  return friday.add({ weeks: on.weekend, days: weekday[on.day] - weekday.fri })
}
