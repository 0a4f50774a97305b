/** What administrators of the platform see. */
export const admin = {
  title: 'Administration',
  events: 'Events waiting',
  eventsText: 'Look at each page before you let it go live.',
  none: 'Nothing waits',
  noneText: 'Events that organizers hand in appear here.',
  by: (organizer: string) => `by ${organizer}`,
  handedIn: (time: string) => `Handed in ${time}`,
  look: 'Look at the page',
  approve: 'Let it go live',
  reject: 'Hand it back',
  approved: ['It is live', 'Its organizer and everybody else can see it now.'],
  rejected: ['Handed back', 'It is a draft again. Tell its organizer why.'],
  more: 'More',
} as const
