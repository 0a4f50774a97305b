import { isSamePlace } from '../../../src/lib/place.ts'
import { text } from '../../host/page.ts'
import { parseCount } from '../studio/amount.ts'
import type { StudioEvent } from '../studio/load.ts'

/** The parts of the form that say when and where, with what is saved of each. */
const whereabouts = (event: StudioEvent): Record<string, string> => ({
  startsAt: event.startsAtLocal ?? '',
  endsAt: event.endsAtLocal ?? '',
  timeZone: event.timeZone,
  attendance: event.attendance,
  venue: event.venue,
  address: event.address,
  city: event.city,
  country: event.country,
})

/** How what is typed differs: by another time, by another place, or by what seems to be the same place in other words. */
export type Movement = 'time' | 'place' | 'spelling'

/** How what is typed would move a live event that is not over: those who have tickets are told then. Null where it does not. */
export function movementOf(typed: (name: string) => string, event: StudioEvent): Movement | null {
  const isOver = event.endsAt !== null && Date.parse(event.endsAt) <= Date.now()
  if (event.state !== 'published' || (isOver && typed('endsAt') === event.endsAtLocal)) return null
  const differs = Object.entries(whereabouts(event)).flatMap(([name, saved]) => (typed(name) === saved ? [] : [name]))
  if (differs.length === 0) return null
  if (['startsAt', 'endsAt', 'timeZone'].some((name) => differs.includes(name))) return 'time'
  return isSamePlace(event, placeOf(typed)) ? 'spelling' : 'place'
}

const placeOf = (typed: (name: string) => string) => ({
  attendance: typed('attendance'),
  venue: typed('venue'),
  address: typed('address'),
  city: typed('city'),
  country: typed('country'),
})

/** The refund window that a form offers, if it does; its percentage is undefined where that is no number. */
export function readWindow(form: FormData) {
  if (!form.has('window')) return null
  const percent = parseCount(text(form, 'windowPercent')) ?? undefined
  return { closesAt: text(form, 'windowClosesAt'), percent, fee: form.has('windowFee') }
}
