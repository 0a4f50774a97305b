/** Sentences of the page where people have their tickets in their own calendar. */
export const ownCalendar = {
  link: 'My calendar',
  title: 'My calendar',
  text: 'An address that your calendar program follows: it shows what you have tickets for and what you put on, and changes when they do.',
  make: 'Make an address',
  address: 'The address of your calendar',
  since: (when: string) => `Made on ${when}.`,
  secret: [
    'Whoever has it sees your calendar',
    'Give it to nobody you would not show your tickets’ dates and links. If somebody has it who should not, make a new one: the old one shows nothing from then on.',
  ],
  renew: 'Make a new address',
  end: 'End the address',
  done: {
    make: ['Your calendar has an address', 'Subscribe to it with the program you use.'],
    renew: ['This is the new address', 'The old one shows nothing any more. Subscribe again with the new one.'],
    end: ['The address is ended', 'Calendars that follow it show nothing new.'],
  },
} as const
