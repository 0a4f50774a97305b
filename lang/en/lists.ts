/** Column heads of the files that organizers download. */
export const lists = {
  orders: {
    code: 'Order',
    state: 'State',
    name: 'Name',
    email: 'Email',
    tickets: 'Tickets',
    total: 'Total',
    currency: 'Currency',
    created: 'Ordered at',
    paid: 'Paid at',
  },
  attendees: {
    name: 'Name',
    email: 'Email',
    ticketType: 'Ticket type',
    orderCode: 'Order',
    shortCode: 'Ticket code',
    checkedIn: 'Checked in at',
    door: 'Door',
  },
  states: {
    held: 'Not finished',
    awaiting_payment: 'Payment due',
    paid: 'Paid',
    cancelled: 'Cancelled',
    expired: 'Expired',
  },
  test: 'Test',
} as const
