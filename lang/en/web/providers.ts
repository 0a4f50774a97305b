/** Sentences of signing in by other providers. */
export const providers = {
  title: 'Sign in by another provider',
  or: 'Or without a password',
  go: (name: string) => `Go on with ${name}`,
  again: 'Try it again, or go another way.',
  otherWays: 'Sign in with email and password',
  toAccount: 'Back to your account',
  email: {
    title: 'Which address is yours?',
    text: (name: string) =>
      `${name} does not vouch for an email address of yours. Give one, and we mail a code there. Tickets will go to it, too.`,
    haveOne: 'Have an account here?',
    haveOneText: (name: string) =>
      `Sign in as you always do, and link ${name} under “Security” of your account. An account is never found by an address that nobody proved.`,
    signIn: 'Sign in',
    ask: 'Send the code',
    sent: 'Look into your mail',
    sentText: (email: string) => `If ${email} has no account yet, a code of eight digits is on its way there.`,
    code: 'Code',
    codeHint: 'Eight digits, good for half an hour.',
    confirm: 'Make my account',
    other: 'Another address, or send it again',
    over: ['Begin again', 'No sign-in waits for an address in this browser.'],
  },
  linked: {
    title: 'Linked sign-ins',
    text: 'With these you sign in without your password.',
    none: 'No other provider is linked.',
    since: (date: string) => `since ${date}`,
    link: (name: string) => `Link ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    done: ['Linked', 'From now on you can sign in with it.'],
    removed: ['Removed', 'It signs you in no more.'],
  },
} as const
