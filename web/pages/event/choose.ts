import type { Failure } from '../../host/page.ts'

/** One line of a cart: so many of a ticket type, at the unit price the buyer saw, in minor units. */
export type CartLine = { ticketTypeId: string; quantity: number; price: number }

/** The names of the two inputs of a ticket type in the form. */
export const inputNames = {
  quantity: (ticketTypeId: string) => `quantity.${ticketTypeId}`,
  price: (ticketTypeId: string) => `price.${ticketTypeId}`,
}

/** What was chosen, in the form's order; types with nothing chosen are left out. */
export function cartOf(entries: Iterable<readonly [string, unknown]>): CartLine[] {
  const values = new Map(entries)
  return [...values].flatMap(([name, value]) => {
    const ticketTypeId = /^quantity\.(.+)$/.exec(name)?.[1]
    const quantity = Number(value)
    if (ticketTypeId === undefined || !Number.isSafeInteger(quantity) || quantity <= 0) return []
    return [{ ticketTypeId, quantity, price: Number(values.get(inputNames.price(ticketTypeId)) ?? 0) }]
  })
}

/** What is chosen, all in all: how many, what they cost with taxes and fees, and the fees in it; minor units. */
export function sumOf(
  offers: readonly { id: string; each: number; fee: number }[],
  chosen: Readonly<Record<string, number>>,
): { count: number; total: number; fees: number } {
  const sum = { count: 0, total: 0, fees: 0 }
  for (const { id, each, fee } of offers) {
    const quantity = chosen[id] ?? 0
    sum.count += quantity
    sum.total += quantity * each
    sum.fees += quantity * fee
  }
  return sum
}

/** The refusals of a cart by ticket type. The API names lines by their place, as `lines.0.quantity`. */
export function refusalsOf(failure: Failure | null): Map<string, string> {
  const lines = cartOf(Object.entries(failure?.values ?? {}))
  const refusals = new Map<string, string>()
  for (const [field, sentence] of Object.entries(failure?.problem.fields ?? {})) {
    const line = lines[Number(/^lines\.(\d+)\./.exec(field)?.[1])]
    if (line) refusals.set(line.ticketTypeId, sentence)
  }
  return refusals
}
