/** Mails to the guests of an event: their invitation, and the code that shows it is theirs. */
export const guestMail = {
  invited: {
    subject: (event: string) => `You are invited: ${event}`,
    text: (organizer: string, event: string) => `${organizer} invites you to ${event}.`,
    words: (organizer: string) => `${organizer} writes:`,
    places: 'Places for you',
    action: 'Open the invitation',
    after: (email: string) =>
      `The invitation is for you alone. It opens with the account of ${email}, or with a code that we send there, so the link is of no use to others. If you do not want to hear from this organizer again, you can say so there.`,
  },
  code: {
    subject: (event: string) => `Your code for ${event}`,
    text: (event: string) => `Type this code on the page of your invitation to ${event}, to show that it is yours.`,
    label: 'Code',
    after: (minutes: number) =>
      `It works once, within ${minutes} minutes. If you did not ask for it, do nothing, and give the code to nobody.`,
  },
} as const
