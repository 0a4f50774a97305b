import { type Fees, priceTicket, type Tax } from '../ticketing/price.ts'

/**
 * One part of how an amount came about; minor units, of the whole line. `base` is the price times the quantity; `tax` is contained in it or
 * comes on top; `fee` is what the buyer pays beside the line.
 */
export type PriceStep =
  | { step: 'base'; unitPrice: number; quantity: number; amount: number }
  | ({ step: 'tax'; amount: number } & Tax)
  | { step: 'fee'; amount: number }

/** What is asked for of one ticket type: its unit price in minor units, and its tax. */
export interface LineToPrice {
  unitPrice: number
  quantity: number
  tax: Tax | null
}

/** A line with its price. `total` has its tax in it, contained or added; `tax` is that part of it. */
export interface PricedLine {
  total: number
  tax: number
  explanation: PriceStep[]
}

/** What a cart costs. `total` is what the buyer pays: the lines and the fee. `commission` is what the platform earns of it. */
export interface PricedOrder {
  lines: PricedLine[]
  tax: number
  fee: number
  commission: number
  total: number
}

/**
 * What a cart costs, in minor units of the event's currency, and why. `priceTicket` says how one ticket is priced and rounded; a line is its
 * quantity times that, and nothing is rounded here. The bounds on prices and quantities keep every sum a safe integer.
 */
export function priceOrder(lines: readonly LineToPrice[], fees: Fees): PricedOrder {
  const order: PricedOrder = { lines: [], tax: 0, fee: 0, commission: 0, total: 0 }
  for (const { unitPrice, quantity, tax } of lines) {
    const each = priceTicket(unitPrice, tax, fees)
    const line = { total: each.total * quantity, tax: each.tax * quantity }
    const fee = each.fee * quantity
    const explanation: PriceStep[] = [{ step: 'base', unitPrice, quantity, amount: unitPrice * quantity }]
    if (tax !== null && unitPrice > 0) explanation.push({ step: 'tax', amount: line.tax, ...tax })
    if (fee > 0) explanation.push({ step: 'fee', amount: fee })
    order.lines.push({ ...line, explanation })
    order.tax += line.tax
    order.fee += fee
    order.commission += each.commission * quantity
    order.total += line.total + fee
  }
  return order
}
