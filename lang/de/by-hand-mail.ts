import type { Catalogue } from '../shape.ts'

export const byHandMail: Catalogue['byHandMail'] = {
  amount: 'Betrag',
  holder: 'An',
  number: 'Konto',
  bank: 'Bank',
  reference: 'Verwendungszweck',
  until: 'Bis',
  action: 'Bestellung zeigen',
  transfer: {
    subject: (event) => `Noch zu überweisen: Bestellung für ${event}`,
    text: (amount) =>
      `Die Plätze sind reserviert. Bitte ${amount} mit dem Verwendungszweck unten überweisen; die Tickets kommen per E-Mail, sobald das Geld beim Veranstalter ist.`,
  },
  door: {
    subject: (event) => `Zu bezahlen am Einlass: Bestellung für ${event}`,
    text: (amount) =>
      `Die Plätze sind reserviert. Die ${amount} werden beim Kommen bezahlt: am Einlass den Namen oder den Code der Bestellung nennen, dann geht es gleich hinein.`,
  },
  dueSoon: {
    subject: (event) => `Die Überweisung für ${event} fehlt noch`,
    text: (amount, until) =>
      `Die ${amount} sind noch nicht beim Veranstalter. Die Plätze bleiben bis ${until} reserviert; danach gehen sie zurück in den Verkauf. Wer schon überwiesen hat, braucht nichts zu tun.`,
  },
  lapsed: {
    subject: (event) => `Die Bestellung für ${event} ist abgelaufen`,
    text: (event, organizer) =>
      `Die Zahlung für ${event} wurde nicht rechtzeitig bestätigt, darum sind die Plätze wieder im Verkauf. Wer doch bezahlt hat, gibt am besten ${organizer} Bescheid: Solange es Plätze gibt, lässt sich die Bestellung noch bestätigen.`,
    action: 'Zur Veranstaltung',
  },
}
