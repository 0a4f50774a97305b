import { Refusal, type RefusalCode, type RefusalData } from '../../../errors.ts'
import { quantityRefusal, saleState, type TicketTypeRow } from '../../ticketing/sale.ts'
import type { CartLine } from './requests.ts'

/**
 * A counted capacity; null is without limit. `blocked` places are kept off sale by the organizer: of the whole event, those of its ticket types
 * among them.
 */
export interface StockCount {
  wholeEvent: boolean
  capacity: number | null
  held: number
  sold: number
  blocked: number
}

/** What a cart is decided by: the types and stocks of its event, and how many places of a type its person has. */
export interface Shelf {
  types: ReadonlyMap<string, TicketTypeRow>
  stocks: ReadonlyMap<string, StockCount>
  placesOwned(ticketTypeId: string): number
}

interface CartEntry extends CartLine {
  /** Path of the first input line it came from. */
  at: string
}

/** One entry for each ticket type: limits are about the cart, however it was written. */
export function merged(lines: readonly CartLine[]): CartEntry[] {
  const entries = new Map<string, CartEntry>()
  for (const [index, line] of lines.entries()) {
    const entry = entries.get(line.ticketTypeId)
    if (entry) entry.quantity += line.quantity
    else entries.set(line.ticketTypeId, { ...line, at: `lines.${index}` })
  }
  return [...entries.values()]
}

/**
 * Why this cart cannot be held, or null when it can: the code, what is left, and the path of the input at fault (`lines.0.quantity`).
 * `invalid`, `cart_stale`, `not_on_sale`, `under_minimum`, `over_limit`, `person_limit`, `sold_out`.
 */
export function cartRefusal(cart: readonly CartEntry[], shelf: Shelf, now: Date): Refusal | null {
  const taken = new Map<string, number>()
  for (const entry of cart) {
    const refusal = lineRefusal(entry, shelf, taken, now)
    if (refusal) return refusal
  }
  return null
}

function lineRefusal(
  { ticketTypeId, quantity, price, at }: CartEntry,
  { types, stocks, placesOwned }: Shelf,
  taken: Map<string, number>,
  now: Date,
): Refusal | null {
  const type = types.get(ticketTypeId)
  if (!type) return new Refusal('invalid', undefined, undefined, [{ path: `${at}.ticketTypeId`, rule: 'choice' }])
  const { name } = type
  if (price !== undefined && price !== type.price) return no('cart_stale', { name }, `${at}.price`)
  if (saleState(type, now) !== 'on_sale') return no('not_on_sale', { name }, `${at}.ticketTypeId`)
  const field = `${at}.quantity`
  const wrong = quantityRefusal(type, quantity)
  if (wrong === 'under_minimum') return no(wrong, { name, minimum: type.minimumPerOrder }, field)
  if (wrong === 'over_limit') return no(wrong, { name, maximum: type.maximumPerOrder }, field)
  const mine = type.maximumPerPerson === null ? null : personLimit(type, quantity, placesOwned(type.id))
  if (mine) return no('person_limit', mine, field)
  const left = takePlaces(type.stockIds, quantity, stocks, taken)
  return left < quantity ? no('sold_out', { name, left }, field) : null
}

/**
 * Counts so many places of all these stocks as `taken`, beside those that are there already. Returns how many there were; fewer than asked
 * for, and none is taken.
 */
export function takePlaces(
  stockIds: readonly string[],
  quantity: number,
  stocks: ReadonlyMap<string, StockCount>,
  taken: Map<string, number>,
): number {
  const left = leftOf(stockIds, stocks, taken)
  if (left >= quantity) for (const id of stockIds) taken.set(id, (taken.get(id) ?? 0) + quantity)
  return left
}

/** Why one person may not have so many more of a type beside those already theirs: how many they may, or null when they may. */
export function personLimit(
  type: Pick<TicketTypeRow, 'name' | 'maximumPerPerson'>,
  quantity: number,
  owned: number,
): { name: string; left: number } | null {
  if (type.maximumPerPerson === null || owned + quantity <= type.maximumPerPerson) return null
  return { name: type.name, left: Math.max(0, type.maximumPerPerson - owned) }
}

/** How many places can still be taken from all of these stocks at once; Infinity without any limit. */
export function leftOf(
  stockIds: readonly string[],
  stocks: ReadonlyMap<string, StockCount>,
  taken: ReadonlyMap<string, number> = new Map(),
): number {
  const rooms = stockIds.map((id) => {
    const { capacity, held, sold, blocked } = stocks.get(id) as StockCount
    return capacity === null ? Number.POSITIVE_INFINITY : capacity - held - sold - blocked - (taken.get(id) ?? 0)
  })
  return Math.max(0, Math.min(...rooms))
}

/** A refusal that is answered rather than thrown: others of its batch go on. */
export const no = <C extends RefusalCode>(
  code: C,
  ...[data, field]: [RefusalData<C>] extends [never]
    ? [data?: undefined, field?: string]
    : [data: RefusalData<C>, field?: string]
) => new Refusal(code, data, field)
