import type { Catalogue } from '../shape.ts'

export const lists: Catalogue['lists'] = {
  orders: {
    code: 'Bestellung',
    state: 'Status',
    name: 'Name',
    email: 'E-Mail',
    tickets: 'Tickets',
    total: 'Summe',
    currency: 'Währung',
    created: 'Bestellt am',
    paid: 'Bezahlt am',
  },
  attendees: {
    name: 'Name',
    email: 'E-Mail',
    ticketType: 'Ticketart',
    orderCode: 'Bestellung',
    shortCode: 'Ticketcode',
    checkedIn: 'Eingelassen am',
    door: 'Eingang',
  },
  states: {
    held: 'Nicht abgeschlossen',
    awaiting_payment: 'Zahlung offen',
    paid: 'Bezahlt',
    cancelled: 'Storniert',
    expired: 'Abgelaufen',
  },
  test: 'Test',
}
