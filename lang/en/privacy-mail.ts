/** Sentences of the emails about one's own data. */
export const privacyMail = {
  erasureAsked: {
    subject: 'Your account will be erased',
    byAdministrator: 'An administrator asked for this in your place, as you wished.',
    text: (when: string) =>
      `On ${when} your account and what we know of you are erased. Until then everything stays as it is, and you can keep your account with one click.`,
    action: 'Keep my account',
    after:
      'If this was not you, keep your account and set a new password. After that day there is no way back, and no other mail.',
  },
  erasureStopped: {
    subject: 'Your account was not erased',
    text: 'An organization of yours has events ahead or money, and nobody else owns it. So nothing was erased. See which one it is and what to do, and ask again.',
    action: 'See what is in the way',
    after: 'If you have changed your mind, do nothing.',
  },
  exportReady: {
    subject: 'Your data is ready',
    text: (until: string) =>
      `What we know of you is ready as a file. You can fetch it until ${until}; then it is deleted.`,
    action: 'Fetch my data',
    after: 'Sign in to fetch it: the link opens it to you alone. If you did not ask for it, set a new password.',
  },
  guestErasure: {
    subject: 'Erase your data?',
    text: 'Somebody, probably you, asked to have your name and address erased from orders and tickets of this address. Open this link to do it.',
    textWithAccount:
      'Somebody, probably you, asked to have the data of this address erased. This address has an account: sign in and erase it there.',
    action: 'See what would be erased',
    actionWithAccount: 'Go to my data',
    after: 'The link is good for a day. If you did not ask for it, do nothing: nothing is erased.',
  },
  merged: {
    subject: 'Two accounts have become one',
    textEnded:
      'An administrator has put two accounts of yours together. The one with this address has ended: what it had is in your other one. Sign in there.',
    textKept:
      'An administrator has put two accounts of yours together. This one stays, and has what the other one had.',
    action: 'Open Conflux',
    after: 'If you did not ask for this, tell the operators of this site at once.',
  },
} as const
