import type { Catalogue } from '../../shape.ts'

/** What an event's refund policy says in words. */
export const refunds: Catalogue['web']['refunds'] = {
  title: 'Erstattung',
  none: 'Keine Erstattung.',
  contact: 'Für eine Erstattung bitte den Veranstalter fragen.',
  full: (until) => `Volle Erstattung bis ${until}`,
  part: (share, until) => `${share} zurück bis ${until}`,
  before: (time) => `${time} vor Beginn`,
  start: 'zum Beginn',
  sentence: (parts) => `${parts}.`,
  feeKept: 'Die Buchungsgebühr wird nicht erstattet.',
}
