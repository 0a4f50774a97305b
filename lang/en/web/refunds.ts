/** What an event's refund policy says in words. */
export const refunds = {
  title: 'Refunds',
  none: 'No refunds.',
  contact: 'For a refund, ask the organizer.',
  full: (until: string) => `Full refund until ${until}`,
  part: (share: string, until: string) => `${share} back until ${until}`,
  before: (time: string) => `${time} before the start`,
  start: 'the start',
  sentence: (parts: string) => `${parts}.`,
  feeKept: 'The booking fee is not refunded.',
} as const
