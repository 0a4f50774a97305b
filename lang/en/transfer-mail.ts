/** Sentences of the emails about tickets that are passed on, and of those that bring one ticket. */
export const transferMail = {
  ticketType: 'Ticket',
  until: 'Yours if you take it until',
  offered: {
    subject: (event: string) => `A ticket for ${event}, for you`,
    text: (name: string, event: string) =>
      `${name} would like to give you a ticket for ${event}. It costs you nothing and needs no account: open the link and take it.`,
    message: (name: string, message: string) => `${name} writes: “${message}”`,
    action: 'See the ticket',
    after: 'If you do not know what this is about, do nothing: the offer ends by itself.',
  },
  accepted: {
    subject: (event: string) => `Your ticket for ${event} has been taken`,
    text: (name: string, event: string) =>
      `${name} took the ticket for ${event} that you offered. They have a code of their own now, and yours for it opens no door any more.`,
    action: 'My tickets',
  },
  declined: {
    subject: (event: string) => `Your ticket for ${event} was not wanted`,
    text: (email: string, event: string) =>
      `${email} did not want the ticket for ${event} that you offered. It is yours as before; you can offer it to somebody else.`,
    action: 'My tickets',
  },
  withdrawn: {
    subject: (event: string) => `The ticket for ${event} is no longer offered`,
    text: (name: string, event: string) =>
      `${name} took back the offer of a ticket for ${event}. The link in our earlier mail opens nothing any more.`,
    action: 'See the event',
  },
  voided: {
    subject: (event: string) => `Your ticket for ${event} is no longer valid`,
    text: (organizer: string, event: string) =>
      `${organizer} took back the ticket for ${event} that was passed on to you. Its code opens no door any more. If you do not know why, ask the organizer.`,
    action: 'See the event',
  },
  ticket: {
    subject: (event: string) => `Your ticket for ${event}`,
    text: 'Here is your ticket, in the file with this mail. At the door, show the code on paper or on a screen.',
    textWithLink:
      'Here is your ticket. It is in the file with this mail, and behind this link on any device. At the door, show the code on paper or on a screen.',
    show: 'Show my ticket',
    event: 'See the event',
    after: 'Whoever has this link can open the ticket, so pass it on with care.',
  },
} as const
