import type { Catalogue } from '../shape.ts'

export const guestMail: Catalogue['guestMail'] = {
  invited: {
    subject: (event) => `Du bist eingeladen: ${event}`,
    text: (organizer, event) => `${organizer} lädt dich zu ${event} ein.`,
    words: (organizer) => `${organizer} schreibt dazu:`,
    places: 'Plätze für dich',
    action: 'Einladung öffnen',
    after: (email) =>
      `Die Einladung gilt nur für dich. Sie öffnet sich mit dem Konto von ${email} oder mit einem Code, den wir dorthin schicken; anderen nützt der Link also nichts. Wenn du von diesem Veranstalter nichts mehr hören möchtest, kannst du das dort sagen.`,
  },
  code: {
    subject: (event) => `Dein Code für ${event}`,
    text: (event) =>
      `Gib diesen Code auf der Seite deiner Einladung zu ${event} ein, um zu zeigen, dass sie für dich ist.`,
    label: 'Code',
    after: (minutes) =>
      `Er gilt einmal, innerhalb von ${minutes} Minuten. Wenn du ihn nicht angefordert hast, tu nichts, und gib den Code niemandem.`,
  },
}
