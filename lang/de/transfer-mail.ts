import type { Catalogue } from '../shape.ts'

export const transferMail: Catalogue['transferMail'] = {
  ticketType: 'Ticket',
  until: 'Anzunehmen bis',
  offered: {
    subject: (event) => `Ein Ticket für ${event}`,
    text: (name, event) =>
      `${name} möchte ein Ticket für ${event} weitergeben, und zwar hierher. Es kostet nichts und braucht kein Konto: den Link öffnen und annehmen.`,
    message: (name, message) => `${name} schreibt: „${message}“`,
    action: 'Ticket ansehen',
    after: 'Wer nicht weiß, worum es geht, braucht nichts zu tun: Das Angebot endet von selbst.',
  },
  accepted: {
    subject: (event) => `Das Ticket für ${event} wurde angenommen`,
    text: (name, event) =>
      `${name} hat das angebotene Ticket für ${event} angenommen und jetzt einen eigenen Code. Der bisherige öffnet keine Tür mehr.`,
    action: 'Meine Tickets',
  },
  declined: {
    subject: (event) => `Das Ticket für ${event} wurde nicht angenommen`,
    text: (email, event) =>
      `${email} wollte das angebotene Ticket für ${event} nicht. Es gilt wie zuvor und kann jemand anderem angeboten werden.`,
    action: 'Meine Tickets',
  },
  withdrawn: {
    subject: (event) => `Das Ticket für ${event} wird nicht mehr angeboten`,
    text: (name, event) =>
      `${name} hat das Angebot eines Tickets für ${event} zurückgenommen. Der Link in unserer früheren Mail öffnet nichts mehr.`,
    action: 'Zur Veranstaltung',
  },
  voided: {
    subject: (event) => `Das Ticket für ${event} gilt nicht mehr`,
    text: (organizer, event) =>
      `${organizer} hat das weitergegebene Ticket für ${event} zurückgenommen. Sein Code öffnet keine Tür mehr. Wer den Grund nicht kennt, fragt am besten beim Veranstalter nach.`,
    action: 'Zur Veranstaltung',
  },
  ticket: {
    subject: (event) => `Ticket für ${event}`,
    text: 'Hier ist das Ticket, als Datei an dieser Mail. Am Einlass den Code auf Papier oder auf dem Bildschirm zeigen.',
    textWithLink:
      'Hier ist das Ticket. Es liegt dieser Mail als Datei bei und öffnet sich über diesen Link auf jedem Gerät. Am Einlass den Code auf Papier oder auf dem Bildschirm zeigen.',
    show: 'Ticket zeigen',
    event: 'Zur Veranstaltung',
    after: 'Wer diesen Link hat, kann das Ticket öffnen; also bitte mit Bedacht weitergeben.',
  },
}
