/** Where an event is, in the parts that events have. */
export interface EventPlace {
  venue: string
  address: string
  city: string
}

const longestVenue = 120
const longestCity = 80

/**
 * The parts of a place told in one line, such that `placeText` tells the same line: "Town Hall, 1 Main Street, Lisbon" has all three.
 * What cannot be told apart is the address.
 */
export function placeOf(text: string): EventPlace {
  const parts = text.split(', ')
  const [venue = '', ...rest] = parts
  const last = rest.length > 0 && rest.length <= 2 ? (rest.at(-1) ?? '') : ''
  const city = /^[^\d]+$/.test(last) && last.length <= longestCity ? last : ''
  const address = rest.slice(0, city === '' ? undefined : -1).join(', ')
  const place = { venue, address, city }
  if (parts.length === 1 && text.length <= longestVenue) return { venue: text, address: text, city: '' }
  return venue.length <= longestVenue && placeText(place) === text ? place : { venue: '', address: text, city: '' }
}

/** The place in one line; a part that repeats another is told once. */
export const placeText = ({ venue, address, city }: EventPlace): string =>
  [...new Set([venue, address, city])].filter((part) => part !== '').join(', ')
