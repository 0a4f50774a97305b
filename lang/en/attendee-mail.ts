/** Sentences of the emails to those who go to an event: what reminds, thanks and brings an organizer's words. */
export const attendeeMail = {
  guest: 'guest',
  seePage: 'see the page of the event',
  tickets: 'Your tickets',
  reminder: {
    subject: {
      24: (event: string) => `Reminder: ${event}`,
      3: (event: string) => `Starting soon: ${event}`,
    },
    text: (event: string, date: string) => `${event} begins on ${date}.`,
    atTheDoor: 'At the door, show the code of your ticket on a screen or on paper.',
    online: 'The link to take part is on your ticket.',
  },
  thanks: {
    subject: (event: string) => `Thank you: ${event}`,
    text: (organizer: string, event: string) =>
      `Thank you for taking a ticket for ${event}. ${organizer} would like to know how it was for you.`,
    answer: (organizer: string) => `Just answer this mail: what you write goes to ${organizer}.`,
    write: (organizer: string) => `You can write to ${organizer} from the page of the event.`,
  },
  organizer: (organizer: string, event: string) => `${organizer} writes about ${event}:`,
  paymentFailed: {
    subject: (event: string) => `Your payment for ${event} did not go through`,
    text: (amount: string, until: string) =>
      `The payment of ${amount} did not go through, and nothing was taken. Your places are kept until ${until}; until then you can pay again, or another way.`,
    action: 'Pay again',
    after: 'If you have paid meanwhile, there is nothing to do.',
  },
  sample: {
    name: 'Marta Quintela',
    event: 'Night Ferry',
    place: 'Pier 3',
    city: 'Lisbon',
    order: 'K7Q2MX',
    ticket: 'Weekend',
  },
} as const
