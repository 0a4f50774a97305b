/** Where somebody can be reached beside mail: their phone, and devices that show messages. */
export const reach = {
  phone: {
    title: 'SMS',
    text: 'SMS go to a phone that you have shown to be yours. A code is sent there first.',
    notOffered: 'This platform sends no SMS.',
    number: 'Phone',
    ask: 'Send me a code',
    sent: (phone: string) => `A code is on its way to ${phone}. It is good for ten minutes.`,
    messages: 'Open the SMS of this installation',
    code: 'Code',
    codeHint: 'Six digits.',
    start: (sender: string | null) =>
      `If STOP was ever sent to us from this phone, also by whoever had its number before, no code arrives: send START to ${sender ?? 'the number our SMS come from'} first.`,
    confirm: 'This is my phone',
    again: 'Nothing came, or it is another number',
    confirmed: 'Confirmed',
    confirmedText: 'What you choose by SMS on this page goes there. Answer STOP to any of them to end them all.',
    stopped: 'Stopped',
    stoppedText:
      'STOP was sent from this phone, so it gets nothing from us. Send START to the same number to have SMS again.',
    other: 'Use another number',
    remove: 'Remove the phone',
    done: {
      'phone-confirmed': ['Phone confirmed', 'Now choose on this page what you want by SMS.'],
      'phone-removed': ['Phone removed', 'No SMS go there any more.'],
    },
  },
  push: {
    title: 'On this device',
    text: 'Messages appear on the device even while this site is closed, until you sign out there.',
    turnOn: 'Notify me on this device',
    turnOff: 'Turn off',
    turnOffOf: (device: string) => `Turn off ${device}`,
    since: (day: string) => `On since ${day}`,
    needsScript: 'Turning this device on needs JavaScript.',
    unsupported:
      'This browser cannot show messages of sites. On an iPhone or iPad, add this site to the home screen and open it from there.',
    denied: [
      'Your browser does not allow it',
      'Notifications of this site are blocked. Allow them in the settings of your browser, beside the address, then come back.',
    ],
    failed: [
      'Not turned on',
      'Your browser could not reach the service that brings it messages. Check the connection, then try again.',
    ],
    done: {
      'push-on': ['Turned on', 'Messages appear on this device from now on.'],
      'push-off': ['Turned off', 'Nothing more appears on that device.'],
    },
  },
} as const
