/** A place of an order, as its refunds see it; minor units. */
export interface Place {
  /** The ticket that holds the place now. */
  ticketId: string
  /** What it cost with its tax, the part that is tax, and what the buyer paid beside it. */
  price: number
  tax: number
  fee: number
  /** What the platform earned by it, whoever paid that. */
  commission: number
  /** What went back of all these before. */
  back: Parts
}

/** What goes back for a place: `amount` of its price, the `tax` in that, and of the fee and the commission. */
export interface Parts {
  amount: number
  tax: number
  fee: number
  commission: number
}

/**
 * How much goes back: up to a percentage of the price, what went back before counted in, as policies promise it; so many percent more, as far
 * as there is something left; or an amount more in minor units.
 */
export type Give = { upTo: number } | { percent: number } | { amount: number }

/** What of a place's price has not gone back. */
export const leftOf = ({ price, back }: Place): number => price - back.amount

/**
 * What goes back for one place, never more than is left of it. Everything follows from the amount: tax, fee and commission are those of all
 * that has then gone back, half up, less what went back of them before, so that it does not matter in how many parts a place is given
 * back. With `fee` the fee goes back in the same share, to the buyer who paid it, and the platform gives up its commission: what the
 * buyer paid of it, or what the organizer did. Refunds of different places do not change each other.
 */
export function partsOf(place: Place, give: Give, fee: boolean): Parts {
  const { price, back } = place
  const amount = amountOf(place, give)
  const share = (whole: number) => (price === 0 ? 0 : shareOf(whole, back.amount + amount, price))
  const more = (whole: number, before: number) => (fee ? Math.max(0, share(whole) - before) : 0)
  return {
    amount,
    tax: share(place.tax) - back.tax,
    fee: more(place.fee, back.fee),
    commission: more(place.commission, back.commission),
  }
}

function amountOf(place: Place, give: Give): number {
  if ('upTo' in give) return Math.max(0, shareOf(place.price, give.upTo, 100) - place.back.amount)
  const wanted = 'percent' in give ? shareOf(place.price, give.percent, 100) : give.amount
  return Math.min(wanted, leftOf(place))
}

/** What goes back for several places. `total` is what the buyer gets: `amount` and `fee`. */
export type Sum = Parts & { total: number }

/** The sum of what goes back for places. */
export function sumOf(parts: readonly Parts[]): Sum {
  const sum = { amount: 0, tax: 0, fee: 0, commission: 0, total: 0 }
  for (const { amount, tax, fee, commission } of parts) {
    sum.amount += amount
    sum.tax += tax
    sum.fee += fee
    sum.commission += commission
    sum.total += amount + fee
  }
  return sum
}

/**
 * Divides the commission of an order whose organizer paid it among its places, by their prices: each gets what all up to it have, rounded down,
 * less what those before it have, so that they sum to the commission.
 */
export function commissionsOf(commission: number, prices: readonly number[]): number[] {
  const total = prices.reduce((sum, price) => sum + price, 0)
  let [sum, given] = [0, 0]
  return prices.map((price) => {
    sum += price
    const upToHere = total === 0 ? 0 : Number((BigInt(commission) * BigInt(sum)) / BigInt(total))
    const own = upToHere - given
    given = upToHere
    return own
  })
}

/** `whole × part ÷ of`, rounded half up. The product of two prices is no safe integer. */
const shareOf = (whole: number, part: number, of: number): number =>
  Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)))
