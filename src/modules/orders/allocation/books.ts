import type { TicketTypeRow } from '../../ticketing/sale.ts'
import { type StockCount, takePlaces } from './cart.ts'
import type { GuestPlaces } from './guests.ts'
import type { Attendee, HeldOrder, Person } from './requests.ts'
import type { EventToSell } from './snapshot.ts'

export type OrderState = 'held' | 'awaiting_payment' | 'paid' | 'cancelled' | 'expired'

/** An order as it is while it is decided on. Total in minor units. */
export interface OrderEntry {
  id: string
  /** Whether it is a test order: its places are counted nowhere. */
  test: boolean
  code: string
  state: OrderState
  userId: string | null
  name: string | null
  email: string | null
  /** The email of its account. */
  accountEmail: string | null
  attendees: readonly Attendee[]
  total: number
  expiresAt: Date | null
  /** Whether its hold was given more time already. */
  extended: boolean
  paidAt: Date | null
  cancelledAt: Date | null
  /** The invitation it was held by. */
  guestId: string | null
  lines: readonly { id: string; ticketTypeId: string; quantity: number }[]
  /** Its valid tickets, where a request is about them. */
  tickets: readonly { id: string; ticketTypeId: string }[]
}

/** Who buys, by their account and every email they are known by: the account's, and the one they give. In a test they are somebody else. */
export interface Buying {
  test: boolean
  userId: string | null
  emails: readonly string[]
}

/** Places of one ticket type in one live order. */
export interface Owned {
  orderId: string
  test: boolean
  ticketTypeId: string
  places: number
}

/** Everything a batch of decisions depends on, read while the event's stocks are locked. */
export interface Snapshot {
  event: Pick<
    EventToSell,
    'name' | 'state' | 'endsAt' | 'suspended' | 'currency' | 'holdSeconds' | 'fees' | 'testMode' | 'team'
  >
  types: ReadonlyMap<string, TicketTypeRow>
  stocks: ReadonlyMap<string, StockCount>
  /** Orders that requests name, and those of `lapsed`. */
  orders: ReadonlyMap<string, OrderEntry>
  /** By the position of a request: live orders of its person, where a limit per person asks for them. */
  owned: ReadonlyMap<number, readonly Owned[]>
  /** By the position of a request: unlapsed holds of its person, test orders in test mode and real ones else. */
  openHolds: ReadonlyMap<number, number>
  /** By the position of a request: the invitations of its person. Null where anybody may have places. */
  guests: ReadonlyMap<number, readonly GuestPlaces[]> | null
  /** By the id of an order that is paid late, how many places its invitation has left; none of those that need none. */
  leftForLate: ReadonlyMap<string, number>
  /** Orders that have lapsed and are to be expired first. Null while nobody has looked. */
  lapsed: readonly string[] | null
}

/** How the counters of one stock change. */
export type StockMove = { held: number; sold: number; blocked: number }

/** What a batch writes. */
export interface Changes {
  held: (HeldOrder & { request: number; guestId: string | null })[]
  /** Orders as they are now, and the state they were in, by their ids. */
  orders: Map<string, { was: OrderState; now: OrderEntry }>
  /** Orders that get their tickets. */
  issued: OrderEntry[]
  /** Tickets that are valid no more. */
  voided: string[]
  stocks: Map<string, StockMove>
}

export type Books = ReturnType<typeof openBooks>

/** The state of an event's sale while a batch is decided: each request sees what those before it did. The snapshot stays as it was. */
export function openBooks(snapshot: Snapshot) {
  const { types } = snapshot
  const stocks = new Map([...snapshot.stocks].map(([id, count]) => [id, { ...count }]))
  const places = new Map<string, Map<string, number>>()
  const ordersOf = new Map<string, Set<string>>()
  const holdsOf = new Map<string, number>()
  const takenByGuest = new Map<string, number>()
  const changes: Changes = { held: [], orders: new Map(), issued: [], voided: [], stocks: new Map() }

  function move({ test }: { test: boolean }, ticketTypeId: string, by: { held?: number; sold?: number }) {
    if (!test) for (const stockId of types.get(ticketTypeId)?.stockIds ?? []) moveStock(stockId, by)
  }

  function moveStock(stockId: string, { held = 0, sold = 0, blocked = 0 }: Partial<StockMove>) {
    const [count, moved] = [stocks.get(stockId), changes.stocks.get(stockId) ?? { held: 0, sold: 0, blocked: 0 }]
    if (!count) throw new Error(`stock ${stockId} is not of this event`)
    for (const one of [count, moved]) {
      one.held += held
      one.sold += sold
      one.blocked += blocked
    }
    changes.stocks.set(stockId, moved)
  }

  return {
    types,
    stocks,
    changes,
    /** Counts places of an order of a type as held or sold; those of a test order are counted nowhere. */
    move,
    moveStock,
    order: (id: string) => changes.orders.get(id)?.now ?? snapshot.orders.get(id),

    /** Keeps what became of an order. */
    keep(now: OrderEntry) {
      const was = changes.orders.get(now.id)?.was ?? snapshot.orders.get(now.id)?.state ?? now.state
      changes.orders.set(now.id, { was, now })
    },

    /** Whether all places of an order can be taken again, its own not counted. */
    hasRoomFor({ lines }: OrderEntry): boolean {
      const taken = new Map<string, number>()
      return lines.every(
        ({ ticketTypeId, quantity }) =>
          takePlaces(types.get(ticketTypeId)?.stockIds ?? [], quantity, stocks, taken) >= quantity,
      )
    },

    /** Places of a type in the live orders of the person of a request, beside those of one order. */
    placesOwned(request: number, person: Buying, ticketTypeId: string, except?: string): number {
      const known = (snapshot.owned.get(request) ?? []).filter(({ test }) => test === person.test)
      const ids = new Set(known.map(({ orderId }) => orderId))
      for (const key of keysOf(person)) for (const id of ordersOf.get(key) ?? []) ids.add(id)
      if (except !== undefined) ids.delete(except)
      let sum = 0
      for (const id of ids) {
        const counted = places.get(id)
        if (counted) sum += counted.get(ticketTypeId) ?? 0
        else for (const own of known) if (own.orderId === id && own.ticketTypeId === ticketTypeId) sum += own.places
      }
      return sum
    },

    /** From now on an order has these places, and is this person's. */
    own(orderId: string, person: Buying, lines: readonly { ticketTypeId: string; quantity: number }[]) {
      places.set(orderId, new Map(lines.map(({ ticketTypeId, quantity }) => [ticketTypeId, quantity])))
      for (const key of keysOf(person)) ordersOf.set(key, (ordersOf.get(key) ?? new Set()).add(orderId))
    },

    /** From now on nobody has places by this order. */
    disown: (orderId: string) => void places.set(orderId, new Map()),

    /** Unlapsed holds of the person of a request. */
    openHolds: (request: number, person: Person) =>
      (snapshot.openHolds.get(request) ?? 0) + Math.max(0, ...holderKeys(person).map((key) => holdsOf.get(key) ?? 0)),

    /** Places that were taken by an invitation in this batch. */
    takenByGuest: (guestId: string) => takenByGuest.get(guestId) ?? 0,

    /** Counts places as taken by an invitation. */
    takeByGuest: (guestId: string, places: number) =>
      void takenByGuest.set(guestId, (takenByGuest.get(guestId) ?? 0) + places),

    /** Counts one more hold of a person. */
    countHold(person: Person) {
      for (const key of holderKeys(person)) holdsOf.set(key, (holdsOf.get(key) ?? 0) + 1)
    },
  }
}

/** An account and an email are each enough to be the same person. */
const keysOf = ({ test, userId, emails }: Buying): string[] =>
  [...(userId === null ? [] : [`account ${userId}`]), ...emails.map((email) => `email ${email}`)].map((key) =>
    test ? `test ${key}` : key,
  )

const holderKeys = ({ userId, browserId }: Person): string[] => [
  ...(userId === null ? [] : [`account ${userId}`]),
  ...(browserId === null ? [] : [`browser ${browserId}`]),
]
