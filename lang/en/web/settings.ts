/** The settings of an event in the studio, a section each. */
export const settings = {
  saved: ['Saved', 'Your settings are in place.'],
  refunds: {
    title: 'Refunds',
    text: 'What buyers get back when they cannot come. It stands beside the tickets, and an order keeps what was promised when it was made.',
    kind: 'When somebody cannot come',
    kinds: {
      steps: ['They cancel by themselves', 'A share of the price goes back, the less the nearer the start.'],
      contact: ['They ask you', 'You decide, and refund from the order.'],
      none: ['Nothing goes back', 'You can still refund from the order.'],
    },
    steps: 'Steps',
    percent: 'Percent back',
    until: 'Until',
    unit: 'Unit',
    units: { day: 'days before the start', hour: 'hours before the start' },
    addStep: 'Add a step',
    remove: 'Remove',
    removeStep: (position: number) => `Remove step ${position}`,
    after: 'After the last step nothing goes back.',
    fee: 'The booking fee goes back in the same share',
    save: 'Save the refunds',
  },
  transfers: {
    title: 'Passing on and renaming',
    text: 'What people may do with the tickets they have. A ticket that is passed on gets a new code; the old one opens no door any more.',
    transfers: 'Tickets may be passed on to somebody else',
    renames: 'The name on a ticket may be changed',
    close: 'Until so many hours before the start',
    closeHint: 'Left empty, until the event is over. Nobody can once they were let in.',
    save: 'Save what is allowed',
  },
  test: {
    title: 'Test mode',
    text: 'Try the whole way before anybody buys: order, pay, ticket, door. In test mode every order is a test: it takes no places, moves no money and is in no figure. Before the event is live, just your team can place one. Orders made before stay as they are.',
    isOn: ['Test mode is on', 'Every order placed now is a test order.'],
    isLive: 'The event is live: whoever orders while test mode is on gets a test ticket, and the event’s page says so.',
    steps: [
      'Open the event’s page and get a ticket',
      'Pay in the sandbox: no card is needed, and no money moves',
      'Open check-in and scan the ticket, or type its code',
      'Turn test mode off before you sell; test tickets open no door from then on',
    ],
    turnOn: 'Turn test mode on',
    turnOff: 'Turn test mode off',
    turnOffAndDelete: (count: number) =>
      count === 1 ? 'Turn it off and delete the test order' : `Turn it off and delete the ${count} test orders`,
    turnOffAndKeep: (count: number) =>
      count === 1 ? 'Turn it off and keep the test order' : `Turn it off and keep the ${count} test orders`,
    delete: (count: number) => (count === 1 ? 'Delete the test order' : `Delete the ${count} test orders`),
  },
} as const
