/** A whole: rates and percentages are parts of it, so that 19 % is 19,000. */
export const whole = 100_000

/** A tax on tickets. `rate` in parts per 100,000 of the price without it. */
export interface Tax {
  name: string
  rate: number
  /** Whether prices contain it; otherwise it is added to them. */
  inclusive: boolean
}

/** What the platform takes for each ticket that is not free. */
export interface Fees {
  /** Parts per 100,000 of the ticket's price. */
  percent: number
  /** Minor units. */
  fixed: number
  /** The buyer pays it on top of the price; the organizer pays it out of the price. */
  paidBy: 'buyer' | 'organizer'
}

/** What one ticket costs; minor units. */
export interface TicketPrice {
  /** The price with its tax, contained or added. */
  total: number
  /** The part of `total` that is tax. */
  tax: number
  /** What the buyer pays beside `total`. */
  fee: number
  /** What the platform earns: the fee, or what the organizer leaves to it. */
  commission: number
}

/**
 * What one ticket costs its buyer, and who gets what of it. Everything is rounded here, for one ticket, half up, so that any number of
 * tickets costs exactly that many times what was shown, and giving one back leaves no odd cent:
 * 1. tax: `price × rate` when it is added, `price × rate ÷ (1 + rate)` when it is contained;
 * 2. commission: `price × percent`, and the fixed amount on top; an organizer pays at most what is left of the price without its tax.
 * A free ticket has neither tax nor commission.
 */
export function priceTicket(price: number, tax: Tax | null, { percent, fixed, paidBy }: Fees): TicketPrice {
  if (price === 0) return { total: 0, tax: 0, fee: 0, commission: 0 }
  const taxed = tax === null ? 0 : shareOf(price, tax.rate, tax.inclusive ? whole + tax.rate : whole)
  const total = tax?.inclusive === false ? price + taxed : price
  const commission = shareOf(price, percent, whole) + fixed
  if (paidBy === 'buyer') return { total, tax: taxed, fee: commission, commission }
  return { total, tax: taxed, fee: 0, commission: Math.min(commission, total - taxed) }
}

/**
 * `amount × part ÷ of`, rounded half up. Whole multiples are taken out first: the product of a high price and a rate is no safe integer
 * any more, that of a remainder is.
 */
function shareOf(amount: number, part: number, of: number): number {
  const rest = amount % of
  return ((amount - rest) / of) * part + Math.floor((2 * rest * part + of) / (2 * of))
}
