/** Sentences of the emails. */
export const mail = {
  footer: (platform: string) => `Sent by ${platform} because of something you did there. You need not answer.`,
  foot: {
    answered: (platform: string, organizer: string) => `Sent by ${platform} for ${organizer}. Answers go to them.`,
    silent: (platform: string, organizer: string) =>
      `Sent by ${platform} for ${organizer}. Nobody reads answers to this address.`,
  },
  unsubscribe: 'Stop mails like this',
  code: (ticket: string) => `QR code of the ticket: ${ticket}`,
  greeting: (name: string) => `Hello ${name},`,
  test: {
    subject: (line: string) => `Test: ${line}`,
    text: 'This is a test order: the tickets are not real and no money moved.',
  },
  confirmEmail: {
    subject: 'Confirm your email address',
    text: (platform: string) => `Welcome to ${platform}. Open this link to confirm that this address is yours.`,
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
    subject: (platform: string) => `Your code for ${platform}`,
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
  wayIn: {
    kinds: {
      'password.changed': [
        'Your password was changed',
        'The password of your account is another one now. Your other devices are signed out.',
      ],
      'password.reset': [
        'Your password was set anew',
        'A new password was set by a link from a mail. All devices are signed out.',
      ],
      'second_factor.turned_on': [
        'Codes at sign-in are on',
        'From now on your account asks for a code after the password.',
      ],
      'second_factor.turned_off': [
        'Codes at sign-in are off',
        'Your account asks for no code after the password any more.',
      ],
      'recovery_codes.renewed': [
        'New recovery codes',
        'New recovery codes were made for your account. The earlier ones are worth nothing now.',
      ],
      'recovery_code.used': [
        'A recovery code was used',
        'One of your recovery codes was used to get into your account. It is worth nothing now.',
      ],
      'passkey.added': ['A passkey was added', 'There is a new passkey that signs in to your account.'],
      'passkey.removed': ['A passkey was removed', 'One of your passkeys does not sign in to your account any more.'],
      'provider.linked': [
        'Another sign-in was linked',
        'Your account can now be entered by an account elsewhere, without its password.',
      ],
      'provider.unlinked': [
        'A linked sign-in was removed',
        'An account elsewhere that was linked to yours does not sign in to it any more.',
      ],
      'api_key.made': [
        'An API key was made',
        'A program can now act for an organization in your name. The key stays good after a new password; whoever looks after the organization’s API keys can revoke it.',
      ],
      'session.new_device': [
        'Signed in on a new device',
        'Somebody signed in to your account with a device that it did not know yet.',
      ],
    },
    ifYou: 'If that was you, there is nothing to do.',
    when: 'When',
    device: 'Device',
    address: 'Internet address',
    action: 'It was not me: set a new password',
    ifNot:
      'A new password signs every device out. After that, look through Security in your account and remove what is not yours.',
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
    action: (platform: string) => `Open ${platform}`,
  },
} as const
