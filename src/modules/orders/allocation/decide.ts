import { Refusal, type RefusalCode } from '../../../errors.ts'
import { eventOnSale } from '../../ticketing/sale.ts'
import { type PricedLine, priceOrder } from '../pricing.ts'
import { type Books, type Buying, type Changes, type OrderEntry, openBooks, type Snapshot } from './books.ts'
import { cartRefusal, merged, no, personLimit, type StockCount } from './cart.ts'
import { invitationFor } from './invited.ts'
import type { Answers, Asked, GrantedLine, HeldLine, HeldOrder, Kind, Request } from './requests.ts'

/** What is decided: an order that is held has no code yet. */
type Granted = Omit<Answers, 'hold'> & { hold: HeldOrder }

/** The most unfinished orders of one person or browser at a time. */
export const mostOpenHolds = 3

/** Answers in the order of the requests; a refusal changed nothing. */
export interface Decided {
  answers: (Granted[Kind] | Refusal)[]
  changes: Changes
  /** Somebody went without, and nobody has looked for lapsed holds yet. */
  isShort: boolean
}

/**
 * Decides requests of one event in the order they came, each seeing what those before it did; null in place of one that is settled already.
 * Pure: the same snapshot, requests and clock give the same answers. Holds are refused with `event_not_on_sale`, `too_many_holds` and what `invitationFor` and `cartRefusal` say; the others
 * with `not_found`, `hold_expired`, `wrong_order_state`, `event_not_on_sale`, `event_not_live`, `test_is_over`, `places_gone`, `guest_places`, `details_missing`,
 * `person_limit`, `already_extended`, `ticket_not_valid`, `capacity_below_sold`, `without_limit`, `wrong_event_state`.
 */
export function decide(snapshot: Snapshot, requests: readonly (Request | null)[], now: Date): Decided {
  const books = openBooks(snapshot)
  const lapsed = (snapshot.lapsed ?? []).filter((id) => expire(books, id))
  let isShort = false
  const answers = requests.map((request, index) => {
    if (request === null) return null
    const answer = answerTo({ books, snapshot, now, index, expired: lapsed.length }, request)
    if (answer === 'stranded' || (answer instanceof Refusal && lacksPlaces.has(answer.code))) isShort = true
    if (request.kind === 'expire') isShort = true
    return answer
  })
  return { answers, changes: books.changes, isShort: isShort && snapshot.lapsed === null }
}

/** Refusals that lapsed holds may turn into a grant, once they are taken back. */
const lacksPlaces: ReadonlySet<RefusalCode> = new Set(['sold_out', 'places_gone', 'capacity_below_sold'])

interface Desk {
  books: Books
  snapshot: Snapshot
  now: Date
  /** The position of the request. */
  index: number
  expired: number
}

function answerTo(desk: Desk, request: Request): Granted[Kind] | Refusal {
  switch (request.kind) {
    case 'hold':
      return hold(desk, request)
    case 'details':
      return details(desk, request)
    case 'extend':
      return extend(desk, request)
    case 'await':
      return awaitPayment(desk, request)
    case 'pay':
      return pay(desk, request)
    case 'drop':
      return drop(desk, request)
    case 'expire':
      return desk.expired
    case 'void':
      return voidTickets(desk, request)
    case 'block':
      return block(desk, request)
  }
}

function hold(
  { books, snapshot: { event, guests }, now, index }: Desk,
  { orderId, person, lines, buyer }: Asked['hold'],
): HeldOrder | Refusal {
  if (books.openHolds(index, person) >= mostOpenHolds) return no('too_many_holds', { maximum: mostOpenHolds })
  const { testMode: test } = event
  const isTeam = person.userId !== null && event.team.includes(person.userId)
  if (!eventOnSale(event, now, isTeam)) return no('event_not_on_sale')
  const whose = { test, userId: person.userId, emails: known(person.email, buyer?.email) }
  const cart = merged(lines)
  const places = placesOf({ lines: cart })
  const guestId = guests && !isTeam ? invitationFor(guests.get(index) ?? [], places, books.takenByGuest) : null
  if (guestId instanceof Refusal) return guestId
  const placesOwned = (ticketTypeId: string) => books.placesOwned(index, whose, ticketTypeId)
  const refusal = cartRefusal(cart, { types: books.types, stocks: books.stocks, placesOwned }, now)
  if (refusal) return refusal
  const granted = [...books.types.values()].flatMap(({ id, name, price, tax }): GrantedLine[] => {
    const entry = cart.find(({ ticketTypeId }) => ticketTypeId === id)
    return entry ? [{ ticketTypeId: id, name, quantity: entry.quantity, unitPrice: price, tax }] : []
  })
  for (const { ticketTypeId, quantity } of granted) books.move({ test }, ticketTypeId, { held: quantity })
  books.countHold(person)
  if (guestId !== null) books.takeByGuest(guestId, places)
  books.own(orderId, whose, granted)
  const { lines: prices, ...priced } = priceOrder(granted, event.fees)
  const held = {
    orderId,
    test,
    ...priced,
    lines: granted.map((line, at): HeldLine => {
      const { total, tax: taxed, explanation } = prices[at] as PricedLine
      return { ...line, total, taxed, explanation }
    }),
    currency: event.currency,
    createdAt: now,
    expiresAt: new Date(now.getTime() + event.holdSeconds * 1000),
  }
  books.changes.held.push({ ...held, request: index, guestId })
  return held
}

function details(
  { books, snapshot, now, index }: Desk,
  { orderId, account, buyer }: Asked['details'],
): Answers['details'] | Refusal {
  const order = books.order(orderId)
  const refusal = refusalUnlessOpen(order, snapshot.event, now)
  if (refusal || !order) return refusal ?? no('not_found')
  const [userId, own] =
    order.userId === null ? [account?.userId ?? null, account?.email] : [order.userId, order.accountEmail]
  const whose = { test: order.test, userId, emails: known(buyer.email, own) }
  for (const [at, { ticketTypeId, quantity }] of order.lines.entries()) {
    const type = books.types.get(ticketTypeId)
    if (!type || type.maximumPerPerson === null) continue
    const over = personLimit(type, quantity, books.placesOwned(index, whose, ticketTypeId, orderId))
    if (over) return no('person_limit', over, `lines.${at}.quantity`)
  }
  books.keep({ ...order, ...buyer, userId, accountEmail: own ?? null })
  books.own(orderId, whose, order.lines)
  return null
}

function extend({ books, snapshot: { event }, now }: Desk, { orderId }: Asked['extend']): Answers['extend'] | Refusal {
  const order = books.order(orderId)
  const refusal = refusalUnlessOpen(order, event, now)
  if (refusal || !order) return refusal ?? no('not_found')
  if (order.extended || order.expiresAt === null) return no('already_extended')
  const expiresAt = later(order.expiresAt, new Date(now.getTime() + event.holdSeconds * 1000))
  books.keep({ ...order, expiresAt, extended: true })
  return { expiresAt }
}

function awaitPayment(
  { books, snapshot, now }: Desk,
  { orderId, until, by }: Asked['await'],
): Answers['await'] | Refusal {
  const order = books.order(orderId)
  const refusal = refusalUnlessPayable(order, snapshot, now)
  if (refusal || !order) return refusal ?? no('not_found')
  const atLeast = order.expiresAt && until ? later(order.expiresAt, until) : order.expiresAt
  const expiresAt = by === 'hand' ? until : atLeast
  books.keep({ ...order, state: 'awaiting_payment', expiresAt })
  const { code, email, total } = order
  const { name: eventName, currency } = snapshot.event
  return { orderId, code, eventName, email: email ?? '', total, currency, expiresAt }
}

function pay({ books, snapshot, now }: Desk, { orderId, by }: Asked['pay']): Answers['pay'] | Refusal {
  const order = books.order(orderId)
  if (!order) return no('not_found')
  if (order.state === 'paid') return by === 'hand' ? no('wrong_order_state', { state: order.state }) : 'already'
  if (by === 'nothing') {
    const refusal = refusalUnlessPayable(order, snapshot, now)
    if (refusal) return refusal
    if (order.total > 0) return no('provider_unknown', undefined, 'provider')
  }
  const isExpired = order.state === 'expired'
  // Money in the organizer's hand is not ours to return: where it cannot pay the order, nothing happens.
  const inVain = (why: Refusal) => (by === 'hand' ? why : 'stranded')
  if (order.state === 'cancelled') return inVain(no('wrong_order_state', { state: order.state }))
  if (!isStillOn(order, snapshot)) return inVain(no('event_not_live'))
  if (isExpired && !books.hasRoomFor(order)) return inVain(no('places_gone'))
  const ofInvitation = snapshot.leftForLate.get(orderId)
  if (ofInvitation !== undefined && order.guestId !== null) {
    const left = Math.max(0, ofInvitation - books.takenByGuest(order.guestId))
    const places = placesOf(order)
    if (places > left) return inVain(no('guest_places', { left }))
    books.takeByGuest(order.guestId, places)
  }
  for (const { ticketTypeId, quantity } of order.lines)
    books.move(order, ticketTypeId, { held: isExpired ? 0 : -quantity, sold: quantity })
  const paid: OrderEntry = { ...order, state: 'paid', paidAt: now, expiresAt: null }
  books.keep(paid)
  books.own(orderId, buyerOf(paid), paid.lines)
  books.changes.issued.push(paid)
  return 'paid'
}

function drop({ books, now }: Desk, { orderId }: Asked['drop']): Answers['drop'] | Refusal {
  const order = books.order(orderId)
  if (!order) return no('not_found')
  if (order.state === 'paid') return no('wrong_order_state', { state: order.state })
  const dropped = isOpen(order)
  if (dropped) {
    release(books, order)
    books.keep({ ...order, state: 'cancelled', cancelledAt: now })
  }
  return { dropped }
}

function voidTickets({ books, now }: Desk, { orderId, ticketIds }: Asked['void']): Answers['void'] | Refusal {
  const order = books.order(orderId)
  if (!order) return no('not_found')
  if (order.state !== 'paid') return no('wrong_order_state', { state: order.state })
  // Its tickets are made when this batch is written.
  if (books.changes.issued.some(({ id }) => id === orderId)) return no('busy')
  const wanted = ticketIds === null ? null : new Set(ticketIds)
  const voided = order.tickets.filter(({ id }) => wanted === null || wanted.has(id))
  if (wanted !== null && voided.length < wanted.size) return no('ticket_not_valid', { state: 'void' })
  for (const { id, ticketTypeId } of voided) {
    books.move(order, ticketTypeId, { sold: -1 })
    books.changes.voided.push(id)
  }
  const tickets = order.tickets.filter((ticket) => !voided.includes(ticket))
  const orderCancelled = tickets.length === 0
  if (orderCancelled) books.keep({ ...order, tickets, state: 'cancelled', cancelledAt: now })
  else books.keep({ ...order, tickets })
  books.own(orderId, buyerOf(order), countByType(tickets))
  return { voided: voided.length, orderCancelled }
}

function block({ books, snapshot }: Desk, { stockId, places }: Asked['block']): Answers['block'] | Refusal {
  const stock = books.stocks.get(stockId)
  if (!stock) return no('not_found')
  const { state } = snapshot.event
  if (state === 'cancelled') return no('wrong_event_state', { state })
  if (stock.capacity === null && places > 0) return no('without_limit', undefined, 'places')
  const more = places - blockedHere(books, stock)
  const around = [...books.stocks].filter(([id, { wholeEvent }]) => id === stockId || wholeEvent)
  for (const [, { capacity, held, sold, blocked }] of around) {
    const taken = held + sold + blocked + more - places
    if (more > 0 && capacity !== null && taken + places > capacity)
      return no('capacity_below_sold', { taken }, 'places')
  }
  for (const [id] of around) books.moveStock(id, { blocked: more })
  return null
}

/** What is kept back of a stock itself: of the whole event without what is kept back of its ticket types. */
const blockedHere = ({ stocks }: Books, { wholeEvent, blocked }: StockCount): number =>
  [...stocks.values()].reduce((rest, one) => (wholeEvent && !one.wholeEvent ? rest - one.blocked : rest), blocked)

function expire(books: Books, orderId: string): boolean {
  const order = books.order(orderId)
  if (!order || !isOpen(order)) return false
  release(books, order)
  books.keep({ ...order, state: 'expired' })
  return true
}

function release(books: Books, order: OrderEntry): void {
  for (const { ticketTypeId, quantity } of order.lines) books.move(order, ticketTypeId, { held: -quantity })
  books.disown(order.id)
}

const buyerOf = ({ test, userId, email, accountEmail }: OrderEntry): Buying => ({
  test,
  userId,
  emails: known(email, accountEmail),
})

const known = (...emails: (string | null | undefined)[]) => emails.filter((email) => email != null)

const placesOf = ({ lines }: { lines: readonly { quantity: number }[] }): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

const isOpen = ({ state }: OrderEntry) => state === 'held' || state === 'awaiting_payment'

function refusalUnlessOpen(order: OrderEntry | undefined, { endsAt }: Snapshot['event'], now: Date): Refusal | null {
  if (!order) return no('not_found')
  if (order.state === 'paid' || order.state === 'cancelled') return no('wrong_order_state', { state: order.state })
  // What is waited for without an end is waited for until the event is over.
  const end = order.expiresAt ?? endsAt
  const hasLapsed = order.state === 'expired' || (end !== null && end <= now)
  return hasLapsed ? no('hold_expired') : null
}

function refusalUnlessPayable(order: OrderEntry | undefined, snapshot: Snapshot, now: Date): Refusal | null {
  const refusal = refusalUnlessOpen(order, snapshot.event, now)
  if (refusal || !order) return refusal
  if (order.test && !snapshot.event.testMode) return no('test_is_over')
  if (!isStillOn(order, snapshot)) return no('event_not_on_sale')
  return order.name === null ? no('details_missing') : null
}

/** Whether an order can still be paid by how its event stands: a real one while it is live, a test order as long as it is in test mode. */
const isStillOn = ({ test }: OrderEntry, { event }: Snapshot): boolean =>
  test ? event.testMode && event.state !== 'cancelled' : event.state === 'published'

const later = (a: Date, b: Date): Date => (a > b ? a : b)

function countByType(tickets: readonly { ticketTypeId: string }[]): { ticketTypeId: string; quantity: number }[] {
  const counts = new Map<string, number>()
  for (const { ticketTypeId } of tickets) counts.set(ticketTypeId, (counts.get(ticketTypeId) ?? 0) + 1)
  return [...counts].map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }))
}
