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

/** Whether what is typed would move a live event that is not over: those who have tickets are told then. */
export function movesEvent(typed: (name: string) => string, event: StudioEvent): boolean {
  const isOver = event.endsAt !== null && Date.parse(event.endsAt) <= Date.now()
  if (event.state !== 'published' || (isOver && typed('endsAt') === event.endsAtLocal)) return false
  return Object.entries(whereabouts(event)).some(([name, saved]) => typed(name) !== saved)
}

/** The refund window that a form offers, if it does; its percentage is undefined where that is no number. */
export function readWindow(form: FormData) {
  if (!form.has('window')) return null
  const percent = parseCount(text(form, 'windowPercent')) ?? undefined
  return { closesAt: text(form, 'windowClosesAt'), percent, fee: form.has('windowFee') }
}
