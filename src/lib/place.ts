import { isSpelling } from './spelling.ts'

/** Where something takes place, as people write it. */
export interface Place {
  attendance: string
  venue: string
  address: string
  city: string
  country: string
}

/**
 * Whether a place is still the one it was: what was written of it is spelled otherwise, or more is said of a venue that was named before. Anything
 * else is taken for another place.
 */
export function isSamePlace(was: Place, became: Place): boolean {
  const isMore = (before: string) => before === '' && was.venue !== ''
  return (
    was.attendance === became.attendance &&
    isSpelling(was.venue, became.venue) &&
    (was.country === became.country || isMore(was.country)) &&
    (['address', 'city'] as const).every((part) => isSpelling(was[part], became[part]) || isMore(was[part]))
  )
}
