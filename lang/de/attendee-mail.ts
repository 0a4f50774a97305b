import type { Catalogue } from '../shape.ts'

/** Sentences of the emails to those who go to an event: what reminds, thanks and brings an organizer's words. */
export const attendeeMail: Catalogue['attendeeMail'] = {
  guest: 'Gast',
  seePage: 'siehe die Seite der Veranstaltung',
  tickets: 'Deine Tickets',
  reminder: {
    subject: {
      24: (event) => `Zur Erinnerung: ${event}`,
      3: (event) => `Bald geht es los: ${event}`,
    },
    text: (event, date) => `${event} beginnt am ${date}.`,
    atTheDoor: 'Zeig am Einlass den Code deines Tickets, auf dem Bildschirm oder auf Papier.',
    online: 'Der Link zum Mitmachen steht auf deinem Ticket.',
  },
  thanks: {
    subject: (event) => `Danke: ${event}`,
    text: (organizer, event) =>
      `Danke, dass du ein Ticket für ${event} genommen hast. ${organizer} möchte gern wissen, wie es für dich war.`,
    answer: (organizer) => `Antworte einfach auf diese Mail: Was du schreibst, geht an ${organizer}.`,
    write: (organizer) => `Von der Seite der Veranstaltung aus kannst du an ${organizer} schreiben.`,
  },
  organizer: (organizer, event) => `${organizer} schreibt zu ${event}:`,
  paymentFailed: {
    subject: (event) => `Deine Zahlung für ${event} hat nicht geklappt`,
    text: (amount, until) =>
      `Die Zahlung von ${amount} hat nicht geklappt, und es wurde nichts abgebucht. Deine Plätze bleiben bis ${until} reserviert; bis dahin kannst du es noch einmal oder auf anderem Weg versuchen.`,
    action: 'Noch einmal bezahlen',
    after: 'Wenn du inzwischen bezahlt hast, musst du nichts tun.',
  },
  sample: {
    name: 'Marta Quintela',
    event: 'Nachtfähre',
    place: 'Pier 3',
    city: 'Lissabon',
    order: 'K7Q2MX',
    ticket: 'Wochenende',
  },
}
