/** Minutes at which somebody who cannot see the clock is told. */
const ANNOUNCED_MINUTES = [5, 2, 1] as const

/** The time left until an instant: `07:41` for showing, and the whole seconds. Never below zero. Both in milliseconds since 1970. */
export function remaining(until: number, now: number): { text: string; seconds: number } {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const parts = [...(hours > 0 ? [hours] : []), minutes, seconds % 60]
  return { text: parts.map((part) => String(part).padStart(2, '0')).join(':'), seconds }
}

/** The minutes to announce when the seconds left go from one value to a lower one, or undefined. 0 means the time is up. */
export function announcement(before: number, after: number): number | undefined {
  if (before > 0 && after === 0) return 0
  return ANNOUNCED_MINUTES.findLast((minutes) => before > minutes * 60 && after <= minutes * 60)
}
