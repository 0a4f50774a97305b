/** Sentences of the emails to everybody who has a ticket of an event. */
export const eventMail = {
  tickets: 'Show my tickets',
  seeEvent: 'See the event',
  was: (what: string) => `${what}, before`,
  is: (what: string) => `${what}, now`,
  starts: 'Starts',
  ends: 'Ends',
  where: 'Where',
  online: 'Online',
  name: 'Name',
  link: 'Link to take part',
  linkOnTicket: 'is another one, and on your ticket',
  moved: {
    subject: {
      time: (event: string) => `New time: ${event}`,
      place: (event: string) => `New place: ${event}`,
      both: (event: string) => `New time and place: ${event}`,
      name: (event: string) => `Now called ${event}`,
      link: (event: string) => `New link: ${event}`,
    },
    text: 'The event you have a ticket for has moved. Your ticket stays good, with the same code.',
    changed: 'Something about the event you have a ticket for has changed. Your ticket stays good, with the same code.',
    calendar: 'The file with this mail puts it right in your calendar.',
    window: (share: string, until: string) =>
      `If you cannot come then, cancel your tickets before ${until}: ${share} of the price goes back.`,
    windowWithFee: (share: string, until: string) =>
      `If you cannot come then, cancel your tickets before ${until}: ${share} of the price goes back, and of the booking fee.`,
  },
  stopped: {
    subject: (event: string) => `Sale stopped: ${event}`,
    text: (event: string, organizer: string) =>
      `We have stopped the sale of tickets for ${event} while we look into something about its organizer, ${organizer}.`,
    ticket: 'Your ticket stays good for now. If the event does not take place, we tell you, and your money goes back.',
    unpaid: 'You had not paid yet. Do not pay until you see it on sale again.',
  },
  cancelled: {
    subject: (event: string) => `Cancelled: ${event}`,
    text: (event: string, organizer: string) => `${organizer} has cancelled ${event}. It does not take place.`,
    message: (words: string) => `The organizer writes: ${words}`,
    back: (amount: string) =>
      `${amount} goes back the way you paid. You need not do anything; it can take some days until it is in your account.`,
    byHand: (amount: string) => `You paid ${amount} to the organizer directly, who gives it back to you.`,
    unpaid: 'You had not paid yet. Do not pay any more.',
  },
} as const
