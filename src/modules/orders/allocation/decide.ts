import { Refusal, type RefusalCode, type RefusalData } from '../../../errors.ts'
import { eventOnSale, quantityRefusal, saleState, type TicketTypeRow } from '../../ticketing/sale.ts'

/** What a buyer asks of one ticket type. `price` is the unit price the buyer saw, in minor units. */
export interface CartLine {
  ticketTypeId: string
  quantity: number
  price?: number
}

/** A counted capacity; null is without limit. */
export interface StockCount {
  capacity: number | null
  held: number
  sold: number
}

/** Everything a decision depends on, read while the event's stocks are locked. */
export interface Snapshot {
  event: Parameters<typeof eventOnSale>[0]
  types: ReadonlyMap<string, TicketTypeRow>
  stocks: ReadonlyMap<string, StockCount>
  /** Person → ticket type → places in that person's live orders of this event. People who are missing have none. */
  owned: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Person → unlapsed holds. */
  openHolds: ReadonlyMap<string, number>
}

/** A cart somebody wants to hold, all of it or nothing. `person` is a key of the snapshot's maps. */
export interface Request {
  person: string
  lines: readonly CartLine[]
}

export interface GrantedLine {
  ticketTypeId: string
  quantity: number
  /** Minor units each. */
  unitPrice: number
}

export type Decision = { kind: 'granted'; lines: GrantedLine[] } | { kind: 'refused'; refusal: Refusal }

/** The most unfinished orders of one person or browser at a time. */
export const mostOpenHolds = 3

/**
 * Decides carts in the order they came, each seeing what those before it took. Refuses with the code, what is left, and the path of the
 * input at fault (`lines.0.quantity`): `event_not_on_sale`, `too_many_holds`, `invalid`, `cart_stale`, `not_on_sale`, `under_minimum`,
 * `over_limit`, `person_limit`, `sold_out`.
 */
export function decide(snapshot: Snapshot, requests: readonly Request[], now: Date): Decision[] {
  const stocks = new Map([...snapshot.stocks].map(([id, stock]) => [id, { ...stock }]))
  const owned = new Map([...snapshot.owned].map(([person, places]) => [person, new Map(places)]))
  const openHolds = new Map(snapshot.openHolds)

  return requests.map((request): Decision => {
    const places = owned.get(request.person) ?? new Map<string, number>()
    const holds = openHolds.get(request.person) ?? 0
    const cart = merged(request.lines)
    const refusal = holds >= mostOpenHolds ? no('too_many_holds', { maximum: mostOpenHolds }) : refusalOf(cart, places)
    if (refusal) return { kind: 'refused', refusal }
    openHolds.set(request.person, holds + 1)
    owned.set(request.person, places)
    const lines = cart.map(({ ticketTypeId, quantity }) => {
      places.set(ticketTypeId, (places.get(ticketTypeId) ?? 0) + quantity)
      const type = snapshot.types.get(ticketTypeId) as TicketTypeRow
      for (const id of type.stockIds) (stocks.get(id) as StockCount).held += quantity
      return { ticketTypeId, quantity, unitPrice: type.price }
    })
    return { kind: 'granted', lines }
  })

  function refusalOf(cart: readonly CartEntry[], places: ReadonlyMap<string, number>): Refusal | null {
    if (!eventOnSale(snapshot.event, now)) return no('event_not_on_sale', undefined)
    const taken = new Map<string, number>()
    for (const entry of cart) {
      const refusal = lineRefusal(snapshot.types.get(entry.ticketTypeId), entry, places, taken)
      if (refusal) return refusal
    }
    return null
  }

  function lineRefusal(
    type: TicketTypeRow | undefined,
    { quantity, price, at }: CartEntry,
    places: ReadonlyMap<string, number>,
    taken: Map<string, number>,
  ): Refusal | null {
    if (!type) return new Refusal('invalid', undefined, undefined, [{ path: `${at}.ticketTypeId`, rule: 'choice' }])
    const { name } = type
    if (price !== undefined && price !== type.price) return no('cart_stale', { name }, `${at}.price`)
    if (saleState(type, now) !== 'on_sale') return no('not_on_sale', { name }, `${at}.ticketTypeId`)
    const field = `${at}.quantity`
    const wrong = quantityRefusal(type, quantity)
    if (wrong === 'under_minimum') return no(wrong, { name, minimum: type.minimumPerOrder }, field)
    if (wrong === 'over_limit') return no(wrong, { name, maximum: type.maximumPerOrder }, field)
    const mine = personLimit(type, quantity, places.get(type.id) ?? 0)
    if (mine) return no('person_limit', mine, field)
    const left = leftOf(type.stockIds, stocks, taken)
    if (left < quantity) return no('sold_out', { name, left }, field)
    for (const id of type.stockIds) taken.set(id, (taken.get(id) ?? 0) + quantity)
    return null
  }
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
    const { capacity, held, sold } = stocks.get(id) as StockCount
    return capacity === null ? Number.POSITIVE_INFINITY : capacity - held - sold - (taken.get(id) ?? 0)
  })
  return Math.max(0, Math.min(...rooms))
}

interface CartEntry extends CartLine {
  /** Path of the first input line it came from. */
  at: string
}

/** One entry for each ticket type: limits are about the cart, however it was written. */
function merged(lines: readonly CartLine[]): CartEntry[] {
  const entries = new Map<string, CartEntry>()
  for (const [index, line] of lines.entries()) {
    const entry = entries.get(line.ticketTypeId)
    if (entry) entry.quantity += line.quantity
    else entries.set(line.ticketTypeId, { ...line, at: `lines.${index}` })
  }
  return [...entries.values()]
}

const no = <C extends RefusalCode>(code: C, data: RefusalData<C> | undefined, field?: string) =>
  new Refusal(code, data, field)
