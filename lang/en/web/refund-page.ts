/** Giving tickets up, as their buyer does it. */
export const refundPage = {
  title: 'Cancel tickets',
  titleOf: (event: string) => `Cancel tickets for ${event}`,
  choose: 'Which tickets do you give up?',
  goOn: 'Show what comes back',
  noMoney: 'No money',
  obstacles: {
    ticket_not_valid: 'Not valid any more',
    ticket_checked_in: 'Already let in',
    refund_closed: 'Nothing comes back now',
    refund_by_organizer: 'Ask the organizer',
  },
  total: 'Comes back to you',
  ofPrice: (price: string) => `You paid ${price} for it.`,
  when: 'It goes back the way you paid. It may take up to ten days until your bank shows it.',
  whenByHand: 'The organizer took your payment and gives it back to you.',
  cannotBeUndone: (count: number) =>
    count === 1
      ? 'The ticket opens no door any more and goes back on sale. This cannot be undone.'
      : 'The tickets open no door any more and go back on sale. This cannot be undone.',
  submit: (count: number, amount: string) =>
    count === 1 ? `Cancel the ticket for ${amount}` : `Cancel ${count} tickets for ${amount}`,
  submitFree: (count: number) => (count === 1 ? 'Cancel the ticket' : `Cancel ${count} tickets`),
  others: 'Choose other tickets',
  keep: 'Keep my tickets',
  back: 'Back to the order',
  done: {
    money: [(amount: string) => `${amount} is on its way back`, 'You get a mail about it with the credit note.'],
    byHand: [
      (amount: string) => `The organizer gives ${amount} back to you`,
      'You get a mail about it with the credit note.',
    ],
    nothing: [() => 'Cancelled', 'Thank you: somebody else may have the place now.'],
  },
  ask: [
    'Ask the organizer',
    'Refunds of this order are for the organizer to decide. The event’s page says who that is.',
  ],
  toOrganizer: 'To the event’s page',
  closed: ['Nothing to cancel now', 'By the rules of this order nothing comes back for your tickets now.'],
  history: 'What came back',
  ticket: (type: string, position: number) => `${type}, ticket ${position}`,
  states: {
    requested: 'On its way',
    pending: 'On its way',
    sent: 'Sent back',
    failed: 'Delayed; the organizer looks after it',
    by_hand: 'The organizer gives it back',
  },
  note: (number: string) => `Credit note ${number}`,
} as const
