/** The month as a calendar. */
export const calendar = {
  description: (month: string) => `What is on in ${month}, day by day.`,
  previous: (month: string) => `Previous: ${month}`,
  next: (month: string) => `Next: ${month}`,
  thisMonth: 'This month',
  asGrid: 'As a grid',
  asList: 'As a list',
  view: 'View',
  months: 'Months',
  more: (count: number) => `${count} more`,
  empty: ['Nothing on this month', 'Look at another month, or without the filters.'],
} as const
