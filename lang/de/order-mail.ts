import type { Catalogue } from '../shape.ts'

export const orderMail: Catalogue['orderMail'] = {
  fee: 'Buchungsgebühr',
  total: 'Summe',
  tickets: {
    subject: (event) => `Tickets für ${event}`,
    text: (count) =>
      count === 1
        ? 'Hier ist das Ticket. Es liegt dieser Mail als Datei bei und öffnet sich über diesen Link auf jedem Gerät.'
        : `Hier sind die ${count} Tickets. Sie liegen dieser Mail als Datei bei und öffnen sich über diesen Link auf jedem Gerät.`,
    action: 'Tickets zeigen',
    invoice: 'Rechnung zeigen',
    after:
      'Wer diesen Link hat, kann die Tickets öffnen; also bitte mit Bedacht weitergeben. Am Einlass den Code auf Papier oder auf dem Bildschirm zeigen.',
  },
  link: {
    subject: 'Die Tickets',
    text: 'Die Tickets wurden angefordert. Dieser Link öffnet alle, die mit dieser E-Mail-Adresse gekauft wurden.',
    action: 'Tickets zeigen',
    after: 'Der Link gilt einen Tag. Wer ihn nicht angefordert hat, braucht nichts zu tun.',
  },
  refund: {
    subject: (event) => `Deine Erstattung für ${event}`,
    subjectOfNothing: (event) => `Deine Tickets für ${event} sind storniert`,
    text: (amount) =>
      `${amount} gehen auf dem Weg zurück, auf dem du bezahlt hast. Bis deine Bank es zeigt, kann es bis zu zehn Tage dauern; du musst nichts tun.`,
    byHand: (amount) =>
      `Der Veranstalter gibt dir ${amount} zurück. Er hat deine Zahlung bekommen, deshalb kommt das Geld von ihm.`,
    nothing: () => 'Diese Tickets sind zurückgegeben und öffnen keine Tür mehr.',
    ticket: (type, position) => `${type}, Ticket ${position}`,
    givenUp: 'zurückgegeben',
    reason: 'Grund',
    action: 'Bestellung zeigen',
    note: 'Die Gutschrift ist in der Datei an dieser Mail.',
  },
  bounced: {
    subject: (event) => `Eine Erstattung für ${event} kam zurück`,
    text: (amount, code) =>
      `${amount} der Bestellung ${code} gingen an die Käuferin oder den Käufer und kamen zurück: Die Bank hat sie nicht angenommen. Geschuldet sind sie weiterhin. Versuche es noch einmal, oder zahle auf anderem Weg und vermerke es bei der Bestellung.`,
    action: 'Bestellung öffnen',
  },
  ended: {
    subject: (event) => `Deine Bestellung für ${event} wurde storniert`,
    text: (organizer, event) =>
      `${organizer} hat deine Bestellung für ${event} storniert. Sie war nicht bezahlt, und ihre Plätze sind wieder im Verkauf.`,
    money: {
      online: () =>
        'Falls noch eine Zahlung von dir unterwegs ist, geht sie von selbst ganz auf dem Weg zurück, auf dem sie kam.',
      transfer: (amount, organizer) =>
        `Bitte überweise die ${amount} nicht mehr. Wenn du das schon getan hast, ist das Geld bei ${organizer} und kommt von dort zurück; schreib dazu über die Seite der Veranstaltung.`,
      door: (amount) => `Die ${amount} am Einlass sind nicht mehr zu bezahlen.`,
    },
    action: 'Zur Veranstaltung',
  },
  returned: {
    subject: (event) => `Die Zahlung für ${event} geht zurück`,
    text: (event, amount) =>
      `Die Zahlung von ${amount} für ${event} konnte nicht verwendet werden: Die Tickets waren bei ihrem Eingang nicht mehr reserviert oder schon bezahlt. Der ganze Betrag geht auf demselben Weg zurück; dafür ist nichts zu tun.`,
    action: 'Zur Veranstaltung',
  },
}
