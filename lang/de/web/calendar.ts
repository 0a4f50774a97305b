import type { calendar as english } from '../../en/web/calendar.ts'
import type { Sentences } from '../../shape.ts'

export const calendar: Sentences<typeof english> = {
  description: (month) => `Was im ${month} los ist, Tag für Tag.`,
  previous: (month) => `Zurück: ${month}`,
  next: (month) => `Weiter: ${month}`,
  thisMonth: 'Dieser Monat',
  asGrid: 'Als Kalenderblatt',
  asList: 'Als Liste',
  view: 'Ansicht',
  months: 'Monate',
  more: (count) => `${count} weitere`,
  empty: ['In diesem Monat ist nichts los', 'Ein anderer Monat oder weniger Filter helfen weiter.'],
}
