/** Sentences of the emails about orders. */
export const orderMail = {
  fee: 'Booking fee',
  total: 'Total',
  tickets: {
    subject: (event: string) => `Your tickets for ${event}`,
    text: (count: number) =>
      count === 1
        ? 'Here is your ticket. It is in the file with this mail, and behind this link on any device.'
        : `Here are your ${count} tickets. They are in the file with this mail, and behind this link on any device.`,
    action: 'Show my tickets',
    invoice: 'Show the invoice',
    after:
      'Whoever has this link can open the tickets, so pass it on with care. At the door, show the code on paper or on a screen.',
  },
  link: {
    subject: 'Your tickets',
    text: 'You asked for your tickets. This link opens all that were bought with this email address.',
    action: 'Show my tickets',
    after: 'The link is good for a day. If you did not ask for it, do nothing.',
  },
  refund: {
    subject: (event: string) => `Your refund for ${event}`,
    subjectOfNothing: (event: string) => `Your tickets for ${event} are cancelled`,
    text: (amount: string) =>
      `${amount} goes back to you the way you paid. It may take up to ten days until your bank shows it; you need not do anything.`,
    byHand: (amount: string) =>
      `The organizer gives ${amount} back to you. They took your payment, so it comes from them.`,
    nothing: () => 'These tickets are given up and open no door any more.',
    ticket: (type: string, position: number) => `${type}, ticket ${position}`,
    givenUp: 'given up',
    reason: 'Reason',
    action: 'Show the order',
    note: 'The credit note is in the file with this mail.',
  },
  bounced: {
    subject: (event: string) => `A refund for ${event} came back`,
    text: (amount: string, code: string) =>
      `${amount} of order ${code} went to the buyer and came back: their bank did not take it. It is still owed to them. Try again, or pay it another way and say so at the order.`,
    action: 'Open the order',
  },
  ended: {
    subject: (event: string) => `Your order for ${event} was cancelled`,
    text: (organizer: string, event: string) =>
      `${organizer} has cancelled your order for ${event}. It was not paid, and its places are back on sale.`,
    money: {
      online: (_amount: string, _organizer: string) =>
        'If a payment of yours is still on its way, all of it goes back by itself the way it came.',
      transfer: (amount: string, organizer: string) =>
        `Do not transfer the ${amount} any more. If you have done so already, ${organizer} has the money and gives it back to you; write to them from the page of the event.`,
      door: (amount: string, _organizer: string) => `You do not have to pay the ${amount} at the door any more.`,
    },
    action: 'See the event',
  },
  returned: {
    subject: (event: string) => `Your payment for ${event} goes back`,
    text: (event: string, amount: string) =>
      `Your payment of ${amount} for ${event} could not be used: the tickets were no longer yours when it came, or were paid already. All of it goes back the way it came; you need not do anything.`,
    action: 'See the event',
  },
} as const
