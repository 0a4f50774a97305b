/** Sentences of ticket PDFs and calendar files. */
export const documents = {
  title: (event: string) => `Tickets for ${event}`,
  ticket: 'Ticket',
  ticketOf: (type: string, position: number, of: number) => `${type}, ${position} of ${of}`,
  name: 'Name',
  starts: 'Starts',
  where: 'Where',
  order: 'Order',
  foot: (organizer: string) => `Put on by ${organizer}. Show this code at the door, on paper or on a screen.`,
  join: (url: string) => `Join here: ${url}`,
  tickets: (platform: string) => `My tickets, ${platform}`,
  yourTickets: (url: string) => `Your tickets: ${url}`,
  test: 'Test ticket: opens no door, no money was paid',
} as const
