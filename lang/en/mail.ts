/** Sentences of the emails. */
export const mail = {
  footer: 'Sent by Conflux because of something you did there. You need not answer.',
  greeting: (name: string) => `Hello ${name},`,
  test: {
    subject: (line: string) => `Test: ${line}`,
    text: 'This is a test order: the tickets are not real and no money moved.',
  },
  confirmEmail: {
    subject: 'Confirm your email address',
    text: 'Welcome to Conflux. Open this link to confirm that this address is yours.',
    action: 'Confirm my address',
    after: 'The link is good for a day. If you did not sign up, do not open it: the address then stays unconfirmed.',
  },
  alreadyRegistered: {
    subject: 'You already have an account',
    text: 'Somebody, probably you, tried to sign up with this address. You already have an account, so nothing was changed.',
    action: 'Sign in',
    after: 'If you forgot your password, you can set a new one from the sign-in page. If this was not you, do nothing.',
  },
  signInCode: {
    subject: 'Your code for Conflux',
    text: 'Type this code on the page where you began to sign in, to show that this address is yours.',
    label: 'Code',
    after: 'It is good for half an hour. If you did not ask for it, do nothing, and give the code to nobody.',
  },
  resetPassword: {
    subject: 'Set a new password',
    text: 'You asked for a new password. Open this link to choose one.',
    action: 'Choose a new password',
    after: 'The link works once, within an hour. If you did not ask for it, do nothing: your password stays as it is.',
  },
  eventReturned: {
    subject: (event: string) => `Handed back: ${event}`,
    text: (event: string) => `${event} cannot go live yet. Somebody of the platform has looked at it and writes:`,
    after: 'Change what is named there, answer if you like, and hand it in again.',
    action: 'Open the event',
  },
  eventApproved: {
    subject: (event: string) => `Live: ${event}`,
    text: (event: string) => `${event} is approved and live. Everybody can see it now.`,
    action: 'Open the event',
  },
  message: {
    action: 'Open Conflux',
  },
} as const
