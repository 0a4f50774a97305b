/** Sentences of the emails about payments by transfer and at the door. */
export const byHandMail = {
  amount: 'Amount',
  holder: 'To',
  number: 'Account',
  bank: 'Bank',
  reference: 'Reference',
  until: 'Until',
  action: 'Show my order',
  transfer: {
    subject: (event: string) => `To be transferred: your order for ${event}`,
    text: (amount: string) =>
      `Your places are kept. Transfer ${amount} and name the reference below; your tickets come by email as soon as the organizer has the money.`,
  },
  door: {
    subject: (event: string) => `To be paid at the door: your order for ${event}`,
    text: (amount: string) =>
      `Your places are kept. You pay ${amount} when you come: give your name or the code of the order at the door, and you are let in at once.`,
  },
  dueSoon: {
    subject: (event: string) => `Your transfer for ${event} is still awaited`,
    text: (amount: string, until: string) =>
      `The organizer does not have your ${amount} yet. Your places are kept until ${until}; after that they go back on sale. If you have transferred it already, do nothing.`,
  },
  lapsed: {
    subject: (event: string) => `Your order for ${event} has lapsed`,
    text: (event: string, organizer: string) =>
      `The payment for ${event} was not confirmed in time, so the places are back on sale. If you have paid after all, tell ${organizer}: as long as there are places, the order can still be confirmed.`,
    action: 'See the event',
  },
} as const
