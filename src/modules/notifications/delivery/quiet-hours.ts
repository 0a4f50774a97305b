import { addDays, instantOf, localTimeOf } from '../../../lib/time.ts'

/** Hours of every day, `22:00` to `07:00`, in which what can wait does. Where the first is later, they go over midnight. */
export interface QuietHours {
  starts: string
  ends: string
}

/**
 * When quiet hours that are on at `now` end, by the clock of `timeZone`; null when they are not on. An end that a change of clocks skips comes
 * as much later as the clocks jump; one that comes twice is over at the first.
 */
export function quietUntil({ starts, ends }: QuietHours, timeZone: string, now: Date): Date | null {
  const [date = '', time = ''] = localTimeOf(now, timeZone).split('T')
  const overMidnight = starts > ends
  const isQuiet = overMidnight ? time >= starts || time < ends : time >= starts && time < ends
  if (!isQuiet) return null
  const lastDay = overMidnight && time >= starts ? addDays(date, 1) : date
  const end = instantOf(`${lastDay}T${ends}`, timeZone)
  return end && end > now ? end : null
}
