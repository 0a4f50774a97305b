import type { Catalogue } from '../shape.ts'

export const lists: Catalogue['lists'] = {
  orders: {
    code: 'ऑर्डर',
    state: 'स्थिति',
    name: 'नाम',
    email: 'ईमेल',
    tickets: 'टिकट',
    total: 'कुल',
    currency: 'मुद्रा',
    created: 'ऑर्डर का समय',
    paid: 'भुगतान का समय',
  },
  attendees: {
    name: 'नाम',
    email: 'ईमेल',
    ticketType: 'टिकट का प्रकार',
    orderCode: 'ऑर्डर',
    shortCode: 'टिकट कोड',
    checkedIn: 'प्रवेश का समय',
    door: 'द्वार',
  },
  states: {
    held: 'अधूरा',
    awaiting_payment: 'भुगतान बाकी',
    paid: 'भुगतान हो गया',
    cancelled: 'रद्द',
    expired: 'समय समाप्त',
  },
  test: 'परीक्षण',
}
