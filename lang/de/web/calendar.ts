import type { calendar as english } from '../../en/web/calendar.ts'
import type { Sentences } from '../../shape.ts'

export const calendar: Sentences<typeof english> = {
  description: (month) => `Was im ${month} los ist, Tag für Tag.`,
  previous: (month) => `Zurück: ${month}`,
  next: (month) => `Weiter: ${month}`,
  thisMonth: 'Dieser Monat',
  add: 'In den Kalender',
  subscribe: 'Abonnieren',
  app: 'Kalender-App',
  file: 'Datei (.ics), Apple und andere',
  follow: ['In deinem Kalender mitlesen', 'Neues und Änderungen kommen von allein hinein.'],
  localTimes: 'Die Zeiten gelten am Ort, online am Ort des Veranstalters.',
  thisWeek: 'Diese Woche',
  weeks: 'Wochen',
  allDay: 'läuft weiter',
  none: (day) => `${day}: nichts`,
  emptyWeek: ['In dieser Woche ist nichts los', 'Eine andere Woche oder weniger Filter helfen weiter.'],
  views: { month: 'Monat', week: 'Woche', list: 'Liste' },
  view: 'Ansicht',
  months: 'Monate',
  more: (count) => `${count} weitere`,
  empty: ['In diesem Monat ist nichts los', 'Ein anderer Monat oder weniger Filter helfen weiter.'],
}
