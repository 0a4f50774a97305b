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
    after:
      'Wer diesen Link hat, kann die Tickets öffnen; also bitte mit Bedacht weitergeben. Am Einlass den Code auf Papier oder auf dem Bildschirm zeigen.',
  },
  link: {
    subject: 'Die Tickets',
    text: 'Die Tickets wurden angefordert. Dieser Link öffnet alle, die mit dieser E-Mail-Adresse gekauft wurden.',
    action: 'Tickets zeigen',
    after: 'Der Link gilt einen Tag. Wer ihn nicht angefordert hat, braucht nichts zu tun.',
  },
  returned: {
    subject: (event) => `Die Zahlung für ${event} geht zurück`,
    text: (event, amount) =>
      `Die Zahlung von ${amount} für ${event} konnte nicht verwendet werden: Die Tickets waren bei ihrem Eingang nicht mehr reserviert oder schon bezahlt. Der ganze Betrag geht auf demselben Weg zurück; dafür ist nichts zu tun.`,
    action: 'Zur Veranstaltung',
  },
}
