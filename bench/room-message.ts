/** What an event with three kinds of tickets shows of itself, as long as the real thing. */
export const shownOf = (changes: number) => ({
  onSale: true,
  changedAt: '2026-11-22T12:00:00.000Z',
  ticketTypes: [1, 2, 3].map((n) => ({
    id: `01a2b3c4-0000-7000-8000-00000000000${n}`,
    price: 2500,
    each: 2500 + (changes % 10),
    fee: 100,
    saleState: 'on_sale',
    availability: 'few',
    left: 9,
  })),
})
