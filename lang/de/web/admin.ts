import type { Catalogue } from '../../shape.ts'

/** What administrators of the platform see. */
export const admin: Catalogue['workspace']['admin'] = {
  title: 'Verwaltung',
  events: 'Wartende Veranstaltungen',
  eventsText: 'Bitte jede Seite ansehen, bevor sie öffentlich wird.',
  none: 'Nichts wartet',
  noneText: 'Hier erscheint, was Veranstalter einreichen.',
  by: (organizer) => `von ${organizer}`,
  handedIn: (time) => `Eingereicht ${time}`,
  look: 'Seite ansehen',
  approve: 'Freigeben',
  reject: 'Zurückgeben',
  approved: ['Freigegeben', 'Der Veranstalter und alle anderen sehen sie ab jetzt.'],
  rejected: ['Zurückgegeben', 'Sie ist wieder ein Entwurf. Bitte dem Veranstalter sagen, warum.'],
  more: 'Mehr',
}
