/** One's own data: taking it away, and having it erased, as a person, a guest or an administrator. */
export const privacy = {
  link: 'My data',
  title: 'My data',
  text: 'Take what we know of you with you, or have it erased.',
  back: 'Your account',
  export: {
    title: 'Take it with you',
    text: 'A file with everything we know of you: your account, orders, tickets, payments, messages and more, as JSON and tables, and your tickets and invoices as PDF. Making it takes a few minutes; we mail you when it is ready.',
    ask: 'Gather my data',
    again: 'Gather it anew',
    making: (written: number, files: number | null) =>
      files === null ? 'Being gathered.' : `Being gathered: ${written} of ${files} files.`,
    makingText: 'You may leave this page. We mail you when it is ready.',
    ready: (size: string, until: string) => `Ready: ${size}. You can fetch it until ${until}; then it is deleted.`,
    fetch: 'Fetch my data',
    failed: ['Not gathered', 'Your data could not be gathered. Please try again; if it fails again, write to us.'],
  },
  erase: {
    title: 'Erase my account',
    goes: 'What goes, seven days after you ask: your name, address and profile, the ways you sign in by, your messages, and your name and address on orders and tickets. Organizers see “Erased person” in their lists.',
    stays:
      'What stays, without your name: that an order was made and paid, because the law asks for books. Invoices that were issued keep your name and address for as long as businesses must keep them, and lose them then. What you did for organizations stays as the work of a number.',
    never: 'Nobody can bring an erased account back. You may make a new one with the same address.',
    takeFirst: 'Take your data with you first.',
    administrator: [
      'First stop being an administrator',
      'Another administrator can take the administration from you. Then you can erase your account.',
    ],
    needed: [
      'An organization cannot do without you',
      'Nobody else owns these organizations. Hand each over to another owner, or end its events and have its money paid out.',
    ],
    neededFor: (events: number) => (events === 0 ? '' : events === 1 ? 'one event ahead' : `${events} events ahead`),
    team: 'Go to its team',
    tickets: (count: number) =>
      count === 1
        ? 'I have a ticket for an event that is still to come. It stays good for whoever shows it, and I save it first: nobody can send it to me again, or tell me if the event moves or is cancelled. Money that goes back goes the way it came.'
        : `I have ${count} tickets for events that are still to come. They stay good for whoever shows them, and I save them first: nobody can send them to me again, or tell me if an event moves or is cancelled. Money that goes back goes the way it came.`,
    email: 'Type your email address',
    emailHint: (email: string) => `To be sure that you mean it: ${email}`,
    submit: 'Erase my account in seven days',
    asked: (when: string) => `Your account will be erased on ${when}`,
    askedText: 'Until then everything works as before. Changed your mind? Keep your account.',
    askedByAdministrator: 'An administrator asked for this in your place.',
    keep: 'Keep my account',
    kept: ['Kept', 'Your account stays. Nothing was erased.'],
  },
  person: {
    title: 'Erase',
    text: 'For somebody who asked you to erase them: what is known of them goes in seven days. They get a mail, and may change their mind until then.',
    reason: 'How they asked',
    reasonHint: 'For administrators: for example that they wrote a letter, and when.',
    submit: 'Erase in seven days',
    asked: (when: string) => `To be erased on ${when}.`,
    askedBy: (reason: string) => `Asked for by an administrator: ${reason}`,
    keep: 'Keep the account',
    merge: 'Put two accounts together',
    mergeText: 'Has this person another account as well? What is in it can move to this one.',
    ended: (when: string) => `Ended on ${when} in another account.`,
    erased: (when: string) => `Erased on ${when}. Nothing is known of this person any more.`,
  },
  merge: {
    title: 'Put two accounts together',
    text: 'For somebody who made two accounts. Be sure that both are of the same person: ask them to write to you from both addresses.',
    which: 'Which account ends?',
    search: 'Name, email or id',
    find: 'Find',
    none: 'Nobody found.',
    what: 'What would happen',
    ends: (name: string, email: string) => `This account ends: ${name}, ${email}.`,
    stays: (name: string, email: string) => `This one stays and takes over what the other had: ${name}, ${email}.`,
    orders: (orders: string, tickets: string) => `Orders: ${orders}. Valid tickets: ${tickets}.`,
    role: (role: string, before: string | null) => (before === null ? role : `${role}; is ${before} there already`),
    rest: 'Messages, reports, invitations, sign-ins by other providers and passkeys move as well. Password, codes, sessions, saved ways to pay and the profile of the account that ends go. Both addresses get a mail.',
    never: 'Nobody can take them apart again.',
    submit: 'Put them together',
    cannot: 'These two cannot become one',
    refusals: {
      not_yourself: 'It is one and the same account.',
      wrong_person_state: 'One of them is an administrator, banned, or to be erased.',
      merge_unproven: 'Nobody has confirmed the address of the account that would stay.',
      merge_loses_factor:
        'The account that would end asks for a code at sign-in, the one that would stay does not. Let the other one stay.',
    },
  },
  guest: {
    title: 'Erase my data',
    text: 'You bought without an account, or somebody gave you a ticket? Enter your email address. We send you a link that erases your name and address from those orders and tickets.',
    email: 'Email',
    submit: 'Send me the link',
    sent: [
      'Check your email',
      'If we know anything of this address, a mail with a link is on its way. The link is good for a day.',
    ],
    confirmTitle: 'Erase your data now?',
    confirmText:
      'Your name and address go from all orders and tickets of this address, for good. What an order cost and that it was paid stays, because the law asks for books; invoices keep your name for as long as businesses must keep them.',
    confirmTickets:
      'Tickets for events that are still to come stay good for whoever shows them. Save them first: nobody can send them to you again, or tell you if an event moves or is cancelled.',
    confirm: 'Erase my data',
    done: ['Being erased', 'In a few minutes your name and address are gone from these orders and tickets.'],
  },
} as const
