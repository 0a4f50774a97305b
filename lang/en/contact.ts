/** Mails and messages about what people write to organizers and report. */
export const contactMail = {
  written: {
    subject: (event: string) => `A question about ${event}`,
    text: (name: string, event: string) => `${name} writes to you about ${event}:`,
    action: 'Answer in the studio',
    after: 'An answer to this mail does not reach them. They get yours by mail, without your address.',
  },
  answered: {
    subject: (event: string) => `An answer about ${event}`,
    text: (organizer: string, event: string) => `${organizer} answers you about ${event}:`,
    asked: 'You had written:',
    action: 'Write again',
  },
  reported: {
    title: (event: string) => `Reported: ${event}`,
    text: 'Somebody says that this event should not be there. Look at it under Reports.',
  },
} as const

/** Writing to the organizer of an event and reporting it, and where both arrive. */
export const contact = {
  write: {
    title: (event: string) => `Write about ${event}`,
    lead: (organizer: string) =>
      `${organizer} gets your message and your name. Your address is not shown; their answer comes by mail.`,
    message: 'Your message',
    submit: 'Send it',
    done: ['Sent', 'The organizer has your message. Their answer comes by mail.'],
    back: 'Back to the event',
  },
  report: {
    title: (event: string) => `Report ${event}`,
    lead: 'The people who run this platform look at it. The organizer is not told who reported it.',
    reason: 'What is wrong with it?',
    reasons: {
      fraud: 'It is a fraud',
      illegal: 'It is against the law',
      harmful: 'It insults or endangers people',
      misleading: 'It is not what it says',
      other: 'Something else',
    },
    details: 'What should we know?',
    submit: 'Report it',
    done: ['Thank you', 'We look at the event.'],
  },
  messages: {
    title: 'Messages',
    text: 'What people asked about this event. Your answer goes to them by mail, without your address.',
    none: 'No messages',
    noneText: 'What people write to you from the event’s page appears here.',
    answer: 'Your answer',
    answerTo: (name: string) => `Send the answer: ${name}`,
    submit: 'Send the answer',
    answered: (time: string) => `Answered ${time}`,
    done: ['Answered', 'The answer is on its way by mail.'],
  },
  reports: {
    title: 'Reports',
    text: 'Events that people say should not be there.',
    states: { open: 'Open', closed: 'Closed' },
    show: 'Show',
    none: 'No reports',
    noneText: 'What people report appears here.',
    by: (name: string, time: string) => `${name}, ${time}`,
    look: 'Look at the page',
    close: 'Looked into it',
    closeOf: (event: string) => `Looked into it: ${event}`,
    done: ['Closed', 'The report is among those that are closed.'],
  },
} as const
