/** The development mailbox. */
export const mailbox = {
  title: 'Mailbox',
  text: 'Every mail of this installation lands here instead of going out.',
  empty: ['No mail yet', 'Sign up, reset a password or buy a ticket, and the mail is here.'],
  from: (recipient: string) => `To ${recipient}`,
  choose: ['Choose a mail', 'Its text, its source and its attachments are shown here.'],
  views: { html: 'As sent', text: 'Plain text', headers: 'Headers' },
  view: 'Show',
  frame: (subject: string) => `Mail: ${subject}`,
  attachments: 'Attachments',
  attachment: (name: string, size: string) => `${name}, ${size}`,
} as const

/** The SMS of a development installation. */
export const messages = {
  title: 'Messages',
  text: 'Every SMS of this installation lands here instead of going out.',
  empty: ['No SMS yet', 'Have a code sent to a phone in your account, and it is here.'],
  segments: (count: number) => (count === 1 ? '1 segment' : `${count} segments`),
} as const
