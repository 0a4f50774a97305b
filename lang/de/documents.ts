import type { Catalogue } from '../shape.ts'

export const documents: Catalogue['documents'] = {
  title: (event) => `Tickets für ${event}`,
  ticket: 'Ticket',
  ticketOf: (type, position, of) => `${type}, ${position} von ${of}`,
  name: 'Name',
  starts: 'Beginn',
  where: 'Ort',
  order: 'Bestellung',
  foot: (organizer) =>
    `Veranstaltet von ${organizer}. Diesen Code am Einlass zeigen, auf Papier oder auf dem Bildschirm.`,
  join: (url) => `Hier bist du dabei: ${url}`,
  tickets: (platform) => `Meine Tickets, ${platform}`,
  yourTickets: (url) => `Die Tickets: ${url}`,
  test: 'Testticket: öffnet keine Tür, es wurde nichts bezahlt',
}
