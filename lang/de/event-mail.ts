import type { Catalogue } from '../shape.ts'

/** Sentences of the emails to everybody who has a ticket of an event. */
export const eventMail: Catalogue['eventMail'] = {
  tickets: 'Meine Tickets zeigen',
  seeEvent: 'Zur Veranstaltung',
  was: (what) => `${what}, bisher`,
  is: (what) => `${what}, jetzt`,
  starts: 'Beginn',
  ends: 'Ende',
  where: 'Ort',
  online: 'Online',
  name: 'Name',
  link: 'Link zum Mitmachen',
  linkOnTicket: 'ist ein anderer und steht auf deinem Ticket',
  moved: {
    subject: {
      time: (event) => `Neue Zeit: ${event}`,
      place: (event) => `Neuer Ort: ${event}`,
      both: (event) => `Neue Zeit und neuer Ort: ${event}`,
      name: (event) => `Heißt jetzt ${event}`,
      link: (event) => `Neuer Link: ${event}`,
    },
    text: 'Die Veranstaltung, für die du ein Ticket hast, ist verlegt. Dein Ticket gilt weiter, mit demselben Code.',
    changed:
      'An der Veranstaltung, für die du ein Ticket hast, hat sich etwas geändert. Dein Ticket gilt weiter, mit demselben Code.',
    calendar: 'Die Datei an dieser Mail berichtigt deinen Kalender.',
    window: (share, until) =>
      `Wenn du dann nicht kommen kannst, storniere deine Tickets vor ${until}: ${share} des Preises gehen zurück.`,
    windowWithFee: (share, until) =>
      `Wenn du dann nicht kommen kannst, storniere deine Tickets vor ${until}: ${share} des Preises und der Buchungsgebühr gehen zurück.`,
  },
  stopped: {
    subject: (event: string) => `Verkauf gestoppt: ${event}`,
    text: (event: string, organizer: string) =>
      `Wir haben den Verkauf von Tickets für ${event} gestoppt, während wir etwas prüfen, das ${organizer} betrifft, von wem die Veranstaltung kommt.`,
    ticket:
      'Das Ticket bleibt vorerst gültig. Falls die Veranstaltung nicht stattfindet, sagen wir Bescheid, und das Geld geht zurück.',
    unpaid: 'Bezahlt ist noch nichts. Bitte erst bezahlen, wenn es die Tickets wieder zu kaufen gibt.',
  },
  cancelled: {
    subject: (event) => `Abgesagt: ${event}`,
    text: (event, organizer) => `${organizer} hat ${event} abgesagt. Die Veranstaltung findet nicht statt.`,
    message: (words) => `Der Veranstalter schreibt: ${words}`,
    back: (amount) =>
      `${amount} gehen auf dem Weg zurück, auf dem du bezahlt hast. Du musst nichts tun; bis das Geld auf dem Konto ist, kann es einige Tage dauern.`,
    byHand: (amount) => `Du hast ${amount} direkt an den Veranstalter bezahlt und bekommst das Geld von ihm zurück.`,
    unpaid: 'Du hattest noch nicht bezahlt. Bitte bezahle nicht mehr.',
  },
}
