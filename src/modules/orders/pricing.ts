/** One part of how an amount came about; minor units. */
export type PriceStep = { step: 'base'; unitPrice: number; quantity: number; amount: number }

export interface PricedLine {
  total: number
  explanation: PriceStep[]
}

/**
 * What a cart costs, in minor units of the event's currency, and why. Integers times integers: nothing is rounded. The bounds on
 * prices and quantities keep the sum a safe integer.
 */
export function priceLines(lines: readonly { unitPrice: number; quantity: number }[]): {
  lines: PricedLine[]
  total: number
} {
  const priced = lines.map(({ unitPrice, quantity }): PricedLine => {
    const amount = unitPrice * quantity
    return { total: amount, explanation: [{ step: 'base', unitPrice, quantity, amount }] }
  })
  return { lines: priced, total: priced.reduce((sum, line) => sum + line.total, 0) }
}
