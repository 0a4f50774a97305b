import type { Catalogue } from '../../shape.ts'

export const refundPage: Catalogue['workspace']['refundPage'] = {
  title: 'Tickets stornieren',
  titleOf: (event) => `Tickets stornieren, ${event}`,
  choose: 'Welche Tickets gibst du zurück?',
  goOn: 'Zeigen, was zurückkommt',
  noMoney: 'Kein Geld',
  obstacles: {
    ticket_not_valid: 'Nicht mehr gültig',
    ticket_checked_in: 'Schon eingelassen',
    refund_closed: 'Jetzt kommt nichts zurück',
    refund_by_organizer: 'Frag beim Veranstalter',
  },
  total: 'Kommt zu dir zurück',
  ofPrice: (price) => `Bezahlt hast du dafür ${price}.`,
  when: 'Es geht auf dem Weg zurück, auf dem du bezahlt hast. Bis deine Bank es zeigt, kann es bis zu zehn Tage dauern.',
  whenByHand: 'Der Veranstalter hat deine Zahlung bekommen und gibt sie dir zurück.',
  cannotBeUndone: (count) =>
    count === 1
      ? 'Das Ticket öffnet keine Tür mehr und geht wieder in den Verkauf. Das lässt sich nicht rückgängig machen.'
      : 'Die Tickets öffnen keine Tür mehr und gehen wieder in den Verkauf. Das lässt sich nicht rückgängig machen.',
  submit: (count, amount) =>
    count === 1 ? `Ticket für ${amount} stornieren` : `${count} Tickets für ${amount} stornieren`,
  submitFree: (count) => (count === 1 ? 'Ticket stornieren' : `${count} Tickets stornieren`),
  others: 'Andere Tickets wählen',
  keep: 'Tickets behalten',
  back: 'Zurück zur Bestellung',
  done: {
    money: [(amount) => `${amount} sind auf dem Rückweg`, 'Du bekommst dazu eine Mail mit der Gutschrift.'],
    byHand: [
      (amount) => `Der Veranstalter gibt dir ${amount} zurück`,
      'Du bekommst dazu eine Mail mit der Gutschrift.',
    ],
    nothing: [() => 'Storniert', 'Danke: Den Platz kann jetzt jemand anderes haben.'],
  },
  ask: [
    'Frag beim Veranstalter',
    'Über Erstattungen dieser Bestellung entscheidet der Veranstalter. Wer das ist, steht auf der Seite des Events.',
  ],
  toOrganizer: 'Zur Seite des Events',
  closed: [
    'Gerade nichts zu stornieren',
    'Nach den Regeln dieser Bestellung kommt für deine Tickets jetzt nichts zurück.',
  ],
  history: 'Was zurückkam',
  ticket: (type, position) => `${type}, Ticket ${position}`,
  states: {
    requested: 'Unterwegs',
    pending: 'Unterwegs',
    sent: 'Zurückgeschickt',
    failed: 'Verzögert; der Veranstalter kümmert sich darum',
    by_hand: 'Der Veranstalter gibt es zurück',
  },
  note: (number) => `Gutschrift ${number}`,
}
