import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../../errors.ts'
import type { TicketTypeRow } from '../../ticketing/sale.ts'
import type { OrderEntry, Snapshot } from './books.ts'
import { leftOf, personLimit, type StockCount } from './cart.ts'
import { decide } from './decide.ts'
import type { Asked, CartLine, Request } from './requests.ts'

const now = new Date('2026-11-21T12:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const event = {
  name: 'Night Boat',
  state: 'published' as const,
  endsAt: new Date('2026-12-01'),
  currency: 'EUR',
  holdSeconds: 600,
  fees: { percent: 0, fixed: 0, paidBy: 'buyer' as const },
  testMode: false,
  suspended: false,
  team: [],
}
const stock = (capacity: number | null, held = 0, sold = 0): StockCount => ({
  wholeEvent: false,
  capacity,
  held,
  sold,
  blocked: 0,
})
const whole = (...counts: Parameters<typeof stock>): StockCount => ({ ...stock(...counts), wholeEvent: true })

const type = (id: string, given: Partial<TicketTypeRow> = {}): TicketTypeRow => ({
  id,
  eventId: 'e',
  name: id,
  description: '',
  price: 1000,
  tax: null,
  taxRateId: null,
  position: 0,
  saleStartsAt: null,
  saleEndsAt: null,
  minimumPerOrder: 1,
  maximumPerOrder: 10,
  maximumPerPerson: null,
  onSale: true,
  stockIds: [id, 'whole'],
  ...given,
})

const order = (id: string, given: Partial<OrderEntry> = {}): OrderEntry => ({
  id,
  test: false,
  code: id,
  state: 'held',
  userId: null,
  accountEmail: null,
  name: 'Marta',
  email: 'marta@example.org',
  attendees: [],
  total: 1000,
  expiresAt: minutes(5),
  extended: false,
  paidAt: null,
  cancelledAt: null,
  guestId: null,
  lines: [{ id: `${id} line`, ticketTypeId: 'a', quantity: 1 }],
  tickets: [],
  ...given,
})

const snapshot = (
  given: Partial<Snapshot> = {},
  types = [type('a'), type('b')],
  orders: OrderEntry[] = [],
): Snapshot => ({
  event,
  types: new Map(types.map((one) => [one.id, one])),
  stocks: new Map([
    ['a', stock(10)],
    ['b', stock(null)],
    ['whole', whole(12, 1, 1)],
  ]),
  orders: new Map(orders.map((one) => [one.id, one])),
  owned: new Map(),
  openHolds: new Map(),
  guests: null,
  leftForLate: new Map(),
  lapsed: null,
  ...given,
})

const lines = (...of: [string, number][]): CartLine[] =>
  of.map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }))
const nobody = { userId: null, email: null, browserId: null }
let made = 0
const hold = (cart: CartLine[], given: Partial<Asked['hold']> = {}): Request => ({
  kind: 'hold',
  orderId: `new ${++made}`,
  person: nobody,
  lines: cart,
  language: 'en',
  buyer: null,
  ...given,
})
const buyer = (email: string) => ({ name: 'Marta', email, attendees: [] })
const told = ({ answers }: ReturnType<typeof decide>) =>
  answers.map((one) => (one instanceof Refusal ? [one.code, one.field].filter(Boolean).join(' ') : 'granted'))
const answersTo = (given: Snapshot, ...requests: Request[]) => decide(given, requests, now).answers
const codes = (given: Snapshot, ...requests: Request[]) =>
  answersTo(given, ...requests).map((one) => (one instanceof Refusal ? one.code : one))

test('carts are decided in order, each seeing what those before it took', () => {
  const carts = [lines(['a', 9]), lines(['a', 2]), lines(['a', 1]), lines(['b', 1])]
  const decided = decide(
    snapshot(),
    carts.map((cart) => hold(cart)),
    now,
  )
  assert.deepEqual(told(decided), ['granted', 'sold_out lines.0.quantity', 'granted', 'sold_out lines.0.quantity'])
  assert.deepEqual(decided.changes.stocks.get('whole'), { held: 10, sold: 0, blocked: 0 })
  assert.deepEqual(decided.changes.stocks.get('a'), { held: 10, sold: 0, blocked: 0 })
})

test('a refused cart takes nothing, whichever of its lines is at fault', () => {
  const requests = [lines(['a', 5], ['b', 9]), lines(['a', 10])].map((cart) => hold(cart))
  assert.deepEqual(told(decide(snapshot(), requests, now)), ['sold_out lines.1.quantity', 'granted'])
})

test('what is left is told of the scarcest stock, after the lines before', () => {
  const [refusal] = answersTo(snapshot(), hold(lines(['a', 8], ['b', 5])))
  assert.ok(refusal instanceof Refusal)
  assert.deepEqual(refusal.data, { name: 'b', left: 2 })
})

test('lines of one type count together, and what is held is told in the order tickets are numbered by', () => {
  const { changes } = decide(snapshot(), [hold(lines(['b', 1], ['a', 2], ['b', 3]))], now)
  assert.deepEqual(
    changes.held[0]?.lines.map(({ ticketTypeId, quantity }) => [ticketTypeId, quantity]),
    [
      ['a', 2],
      ['b', 4],
    ],
  )
  assert.equal(changes.held[0]?.total, 6000)
  assert.deepEqual(changes.held[0]?.expiresAt, minutes(10))
})

test('holds of a person grow within one batch, by account and by browser', () => {
  const one = (browserId: string, userId: string | null = null) =>
    hold(lines(['a', 1]), { person: { userId, email: null, browserId } })
  const given = snapshot({
    openHolds: new Map([
      [0, 2],
      [1, 2],
      [2, 0],
      [3, 0],
    ]),
  })
  assert.deepEqual(told(decide(given, [one('x'), one('x'), one('y'), one('z')], now)), [
    'granted',
    'too_many_holds',
    'granted',
    'granted',
  ])
  const signedIn = ['x', 'y', 'z', 'w'].map((browser) => one(browser, 'ada'))
  assert.deepEqual(told(decide(snapshot(), signedIn, now)), ['granted', 'granted', 'granted', 'too_many_holds'])
})

test('limits per person are the same by account, by email, and by the details that are given later', () => {
  const types = [type('a', { maximumPerPerson: 3 }), type('b')]
  const byAccount = { person: { userId: 'ada', email: 'ada@example.org', browserId: null } }
  const byEmail = { buyer: buyer('ada@example.org') }
  const requests = [hold(lines(['a', 2]), byAccount), hold(lines(['a', 1]), byEmail), hold(lines(['a', 1]), byEmail)]
  assert.deepEqual(told(decide(snapshot({}, types), requests, now)), [
    'granted',
    'granted',
    'person_limit lines.0.quantity',
  ])
  const late = order('late', { name: null, email: null, lines: [{ id: 'l', ticketTypeId: 'a', quantity: 2 }] })
  const details: Request = { kind: 'details', orderId: 'late', account: null, buyer: buyer('ada@example.org') }
  assert.deepEqual(told(decide(snapshot({}, types, [late]), [requests[0] as Request, details], now)), [
    'granted',
    'person_limit lines.0.quantity',
  ])
  assert.deepEqual(
    told(decide(snapshot({}, types, [late]), [details, requests[1] as Request, requests[2] as Request], now)),
    ['granted', 'granted', 'person_limit lines.0.quantity'],
  )
})

test('an account is the same person under its own email and under the one it gives', () => {
  const types = [type('a', { maximumPerPerson: 1 })]
  const ada = { userId: 'ada', email: 'ada@example.org', browserId: null }
  const underAnother = hold(lines(['a', 1]), { person: ada, buyer: buyer('office@example.org') })
  for (const email of ['ada@example.org', 'office@example.org'])
    assert.deepEqual(
      told(decide(snapshot({}, types), [underAnother, hold(lines(['a', 1]), { buyer: buyer(email) })], now)),
      ['granted', 'person_limit lines.0.quantity'],
    )
})

test('an order counts once for its person, whether the database or the batch told of it, and not at all once dropped', () => {
  const types = [type('a', { maximumPerPerson: 2 })]
  const mine = order('mine', { userId: 'ada' })
  const owned = [{ orderId: 'mine', test: false, ticketTypeId: 'a', places: 1 }]
  const given = snapshot({ owned: new Map([[1, owned]]) }, types, [mine])
  const details: Request = { kind: 'details', orderId: 'mine', account: null, buyer: buyer('ada@example.org') }
  const another = hold(lines(['a', 1]), { person: { userId: 'ada', email: 'ada@example.org', browserId: null } })
  assert.deepEqual(told(decide(given, [details, another], now)), ['granted', 'granted'])
  const two = hold(lines(['a', 2]), { person: { userId: 'ada', email: 'ada@example.org', browserId: null } })
  assert.deepEqual(told(decide(given, [details, two], now)), ['granted', 'person_limit lines.0.quantity'])
  assert.deepEqual(told(decide(given, [{ kind: 'drop', orderId: 'mine' }, two], now)), ['granted', 'granted'])
})

test('an event that is not on sale comes before what is wrong with the cart', () => {
  const closed = snapshot({ event: { ...event, state: 'cancelled' } })
  assert.deepEqual(told(decide(closed, [hold(lines(['x', 1]))], now)), ['event_not_on_sale'])
})

test('each arrow between the states of an order, and what is refused', () => {
  const states: OrderEntry['state'][] = ['held', 'awaiting_payment', 'paid', 'cancelled', 'expired']
  const asked: [string, Request, unknown[]][] = [
    [
      'await',
      { kind: 'await', orderId: 'o', until: null, by: 'provider' },
      ['granted', 'granted', 'wrong_order_state', 'wrong_order_state', 'hold_expired'],
    ],
    [
      'extend',
      { kind: 'extend', orderId: 'o' },
      ['granted', 'granted', 'wrong_order_state', 'wrong_order_state', 'hold_expired'],
    ],
    [
      'details',
      { kind: 'details', orderId: 'o', account: null, buyer: buyer('m@example.org') },
      ['granted', 'granted', 'wrong_order_state', 'wrong_order_state', 'hold_expired'],
    ],
    ['pay', { kind: 'pay', orderId: 'o', by: 'money' }, ['paid', 'paid', 'already', 'stranded', 'paid']],
    [
      'pay by hand',
      { kind: 'pay', orderId: 'o', by: 'hand' },
      ['paid', 'paid', 'wrong_order_state', 'wrong_order_state', 'paid'],
    ],
    ['drop', { kind: 'drop', orderId: 'o' }, ['granted', 'granted', 'wrong_order_state', 'granted', 'granted']],
    [
      'void',
      { kind: 'void', orderId: 'o', ticketIds: null },
      ['wrong_order_state', 'wrong_order_state', 'granted', 'wrong_order_state', 'wrong_order_state'],
    ],
  ]
  for (const [name, request, expected] of asked)
    for (const [index, state] of states.entries()) {
      const [answer] = answersTo(snapshot({ lapsed: [] }, undefined, [order('o', { state })]), request)
      const got = answer instanceof Refusal ? answer.code : typeof answer === 'string' ? answer : 'granted'
      assert.equal(got, expected[index], `${name} of an order that is ${state}`)
    }
  assert.deepEqual(
    codes(snapshot(), ...asked.map(([, request]) => request)),
    asked.map(() => 'not_found'),
  )
})

test('a hold that has lapsed is not given time, but its money pays it while nobody took its places', () => {
  const late = order('late', { expiresAt: minutes(-1) })
  const given = snapshot({}, undefined, [late])
  assert.deepEqual(codes(given, { kind: 'extend', orderId: 'late' }), ['hold_expired'])
  assert.deepEqual(codes(given, { kind: 'await', orderId: 'late', until: null, by: 'provider' }), ['hold_expired'])
  assert.deepEqual(codes(given, { kind: 'pay', orderId: 'late', by: 'money' }), ['paid'])
  assert.deepEqual(codes(given, { kind: 'pay', orderId: 'late', by: 'nothing' }), ['hold_expired'])
})

test('an expired order is paid if its places can be taken again, all of them', () => {
  const gone = order('gone', { state: 'expired', lines: [{ id: 'l', ticketTypeId: 'a', quantity: 3 }] })
  const pay: Request = { kind: 'pay', orderId: 'gone', by: 'money' }
  const left = (count: number) =>
    new Map([
      ['a', stock(10, 0, 10 - count)],
      ['b', stock(null)],
      ['whole', whole(null)],
    ])
  const enough = decide(snapshot({ stocks: left(3) }, undefined, [gone]), [pay], now)
  assert.deepEqual(enough.answers, ['paid'])
  assert.deepEqual(enough.changes.stocks.get('a'), { held: 0, sold: 3, blocked: 0 })
  const short = decide(snapshot({ stocks: left(2) }, undefined, [gone]), [pay], now)
  assert.deepEqual([short.answers, short.isShort], [['stranded'], true])
})

test('time is given once, from now, and never takes any away', () => {
  const [given, again] = answersTo(
    snapshot({}, undefined, [order('o')]),
    { kind: 'extend', orderId: 'o' },
    { kind: 'extend', orderId: 'o' },
  )
  assert.deepEqual(given, { expiresAt: minutes(10) })
  assert.ok(again instanceof Refusal && again.code === 'already_extended')
  const long = order('o', { expiresAt: minutes(45) })
  assert.deepEqual(answersTo(snapshot({}, undefined, [long]), { kind: 'extend', orderId: 'o' }), [
    { expiresAt: minutes(45) },
  ])
})

test('a payment keeps its hold until the provider’s session ends', () => {
  const [due] = answersTo(snapshot({}, undefined, [order('o')]), {
    kind: 'await',
    orderId: 'o',
    until: minutes(30),
    by: 'provider',
  })
  assert.deepEqual(due, {
    orderId: 'o',
    code: 'o',
    eventName: 'Night Boat',
    email: 'marta@example.org',
    total: 1000,
    currency: 'EUR',
    expiresAt: minutes(30),
  })
})

test('by hand an order is kept exactly as long as is said, or without end', () => {
  const kept = (until: Date | null) =>
    answersTo(snapshot({}, undefined, [order('o', { expiresAt: minutes(45) })]), {
      kind: 'await',
      orderId: 'o',
      until,
      by: 'hand',
    }).map((due) => (due as { expiresAt: Date | null }).expiresAt)
  assert.deepEqual(kept(minutes(10_000)), [minutes(10_000)])
  assert.deepEqual(kept(minutes(30)), [minutes(30)])
  assert.deepEqual(kept(null), [null])
  const endless = snapshot({}, undefined, [order('o', { state: 'awaiting_payment', expiresAt: null })])
  const [online] = answersTo(endless, { kind: 'await', orderId: 'o', until: minutes(30), by: 'provider' })
  assert.equal((online as { expiresAt: Date | null }).expiresAt, null)
})

test('money in hand that cannot pay its order is refused, after lapsed holds were looked for', () => {
  const pay: Request = { kind: 'pay', orderId: 'o', by: 'hand' }
  const gone = order('o', { state: 'expired', lines: [{ id: 'l', ticketTypeId: 'a', quantity: 2 }] })
  const full = new Map([
    ['a', stock(10, 0, 9)],
    ['b', stock(null)],
    ['whole', whole(null)],
  ])
  const short = decide(snapshot({ stocks: full }, undefined, [gone]), [pay], now)
  assert.deepEqual([told(short), short.isShort, short.changes.stocks.size], [['places_gone'], true, 0])
  const cancelled = snapshot({ event: { ...event, state: 'cancelled' } }, undefined, [order('o')])
  assert.deepEqual(codes(cancelled, pay), ['event_not_live'])
})

test('whoever pays late has no more places than their invitation has left, over all that is paid and held at once', () => {
  const pay = (orderId: string, by: 'money' | 'hand' = 'money'): Request => ({ kind: 'pay', orderId, by })
  const of = { guestId: 'g', lines: [{ id: 'l', ticketTypeId: 'a', quantity: 2 }] }
  const late = ['expired', 'held', 'awaiting_payment'] as const
  const orders = late.map((state) => order(state, { ...of, state, expiresAt: minutes(-1) }))
  const given = (left: number, rest: Partial<Snapshot> = {}) =>
    snapshot({ leftForLate: new Map(late.map((id) => [id, left])), ...rest }, undefined, orders)
  for (const id of late) {
    assert.deepEqual(codes(given(2), pay(id)), ['paid'])
    assert.deepEqual(codes(given(1), pay(id)), ['stranded'])
    assert.deepEqual(codes(given(-1), pay(id)), ['stranded'])
    const [refusal] = answersTo(given(1), pay(id, 'hand'))
    assert.deepEqual(refusal instanceof Refusal && [refusal.code, refusal.data], ['guest_places', { left: 1 }])
    assert.equal(decide(given(1), [pay(id)], now).changes.issued.length, 0)
  }
  assert.deepEqual(codes(given(4), ...late.map((id) => pay(id)), pay('held')), ['paid', 'paid', 'stranded', 'already'])
  const visitor = new Map([[1, [{ id: 'g', left: 2, declined: false }]]])
  const [, held] = codes(given(2, { guests: visitor }), pay('held'), hold(lines(['a', 1])))
  assert.equal(held, 'guest_places')
  // In time, or held when the event was open to all, they need none left.
  const free = [order('in time', of), order('of nobody', { ...of, guestId: null, state: 'expired' })]
  assert.deepEqual(codes(snapshot({}, undefined, free), pay('in time'), pay('of nobody')), ['paid', 'paid'])
})

test('an order is confirmed without money only if it costs nothing and has its details', () => {
  const pay = (given: Partial<OrderEntry>) =>
    codes(snapshot({}, undefined, [order('o', given)]), { kind: 'pay', orderId: 'o', by: 'nothing' })
  assert.deepEqual(pay({ total: 0 }), ['paid'])
  assert.deepEqual(pay({ total: 1 }), ['provider_unknown'])
  assert.deepEqual(pay({ total: 0, name: null }), ['details_missing'])
})

test('where something is short, lapsed holds are taken back before anything is decided', () => {
  const lapsed = order('lapsed', { expiresAt: minutes(-1), lines: [{ id: 'l', ticketTypeId: 'a', quantity: 4 }] })
  const stocks = new Map([
    ['a', stock(4, 4)],
    ['b', stock(null)],
    ['whole', whole(null, 4)],
  ])
  const wanted = hold(lines(['a', 3]))
  const before = decide(snapshot({ stocks }), [wanted], now)
  assert.deepEqual([told(before), before.isShort], [['sold_out lines.0.quantity'], true])
  const after = decide(snapshot({ stocks, lapsed: ['lapsed'] }, undefined, [lapsed]), [wanted], now)
  assert.deepEqual([told(after), after.isShort], [['granted'], false])
  assert.deepEqual(after.changes.stocks.get('a'), { held: -1, sold: 0, blocked: 0 })
  assert.deepEqual(
    [...after.changes.orders.values()].map(({ was, now: { id, state } }) => [id, was, state]),
    [['lapsed', 'held', 'expired']],
  )
})

test('voided tickets give their places back, and the order goes with the last of them', () => {
  const tickets = ['x', 'y'].map((id) => ({ id, ticketTypeId: 'a' }))
  const paid = order('o', { state: 'paid', tickets, lines: [{ id: 'l', ticketTypeId: 'a', quantity: 2 }] })
  const stocks = new Map([
    ['a', stock(2, 0, 2)],
    ['b', stock(null)],
    ['whole', whole(null, 0, 2)],
  ])
  const given = snapshot({ stocks }, undefined, [paid])
  const voiding = (...ticketIds: string[]): Request => ({ kind: 'void', orderId: 'o', ticketIds })
  const decided = decide(given, [voiding('x'), voiding('x'), hold(lines(['a', 1])), voiding('y')], now)
  assert.deepEqual(
    decided.answers.map((one) => (one instanceof Refusal ? one.code : 'orderId' in (one as object) ? 'held' : one)),
    [{ voided: 1, orderCancelled: false }, 'ticket_not_valid', 'held', { voided: 1, orderCancelled: true }],
  )
  assert.deepEqual(decided.changes.voided, ['x', 'y'])
  assert.deepEqual(decided.changes.stocks.get('a'), { held: 1, sold: -2, blocked: 0 })
})

test('an organizer blocks no more than is left, and blocked places are not sold', () => {
  const block = (places: number): Request => ({ kind: 'block', stockId: 'a', places })
  const decided = decide(
    snapshot(),
    [hold(lines(['a', 4])), block(7), block(5), hold(lines(['a', 2])), block(0), hold(lines(['a', 2]))],
    now,
  )
  assert.deepEqual(told(decided), [
    'granted',
    'capacity_below_sold places',
    'granted',
    'sold_out lines.0.quantity',
    'granted',
    'granted',
  ])
})

test('what is kept back of a ticket type is kept back of the whole event, too, and given back with it', () => {
  const block = (stockId: string, places: number): Request => ({ kind: 'block', stockId, places })
  // Of the whole event 10 are left, of `a` 10.
  const decided = decide(
    snapshot(),
    [block('a', 6), hold(lines(['b', 5])), hold(lines(['b', 4])), block('whole', 1), block('a', 7), block('a', 5)],
    now,
  )
  assert.deepEqual(told(decided), [
    'granted',
    'sold_out lines.0.quantity',
    'granted',
    'capacity_below_sold places',
    'capacity_below_sold places',
    'granted',
  ])
  const [, sold, , ofWhole, ofType] = decided.answers as Refusal[]
  assert.deepEqual(sold?.data, { name: 'b', left: 4 })
  assert.deepEqual([ofWhole?.data, ofType?.data], [{ taken: 12 }, { taken: 6 }])
  assert.deepEqual([decided.changes.stocks.get('a')?.blocked, decided.changes.stocks.get('whole')?.blocked], [5, 5])
})

test('nothing is blocked where there is no limit, nor of an event that is off; lapsed holds are looked for before it is refused', () => {
  const block = (stockId: string, places: number): Request => ({ kind: 'block', stockId, places })
  assert.deepEqual(told(decide(snapshot(), [block('b', 1), block('b', 0)], now)), ['without_limit places', 'granted'])
  const cancelled = snapshot({ event: { ...event, state: 'cancelled' } })
  assert.deepEqual(told(decide(cancelled, [block('a', 1)], now)), ['wrong_event_state'])
  assert.equal(decide(snapshot(), [hold(lines(['a', 4])), block('a', 7)], now).isShort, true)
})

const testing = { ...event, testMode: true }

test('a test order is refused as any other would be, and takes no places', () => {
  const stocks = new Map([
    ['a', stock(2)],
    ['b', stock(null)],
    ['whole', whole(null)],
  ])
  const wanted = [hold(lines(['a', 2])), hold(lines(['a', 2])), hold(lines(['a', 3]))]
  const decided = decide(snapshot({ event: testing, stocks }), wanted, now)
  assert.deepEqual(told(decided), ['granted', 'granted', 'sold_out lines.0.quantity'])
  assert.deepEqual(
    decided.changes.held.map(({ test }) => test),
    [true, true],
  )
  assert.equal(decided.changes.stocks.size, 0)
})

test('what becomes of a test order moves nothing either', () => {
  const tickets = [{ id: 'x', ticketTypeId: 'a' }]
  const orders = [
    order('held', { test: true }),
    order('open', { test: true, state: 'awaiting_payment' }),
    order('late', { test: true, expiresAt: minutes(-1) }),
    order('paid', { test: true, state: 'paid', tickets }),
  ]
  const { answers, changes } = decide(
    snapshot({ event: testing, lapsed: ['late'] }, undefined, orders),
    [
      { kind: 'drop', orderId: 'held' },
      { kind: 'pay', orderId: 'open', by: 'money' },
      { kind: 'pay', orderId: 'late', by: 'money' },
      { kind: 'void', orderId: 'paid', ticketIds: null },
    ],
    now,
  )
  assert.deepEqual(answers, [{ dropped: true }, 'paid', 'paid', { voided: 1, orderCancelled: true }])
  assert.equal(changes.stocks.size, 0)
})

test('limits per person are about real orders or about test orders, never about both', () => {
  const types = [type('a', { maximumPerPerson: 2 }), type('b')]
  const person = { userId: 'ada', email: 'ada@example.org', browserId: null }
  const owned = (test: boolean) => new Map([[0, [{ orderId: 'one', test, ticketTypeId: 'a', places: 2 }]]])
  const asked = (given: Snapshot) => told(decide(given, [hold(lines(['a', 1]), { person })], now))
  for (const mode of [event, testing])
    for (const test of [false, true])
      assert.deepEqual(asked(snapshot({ event: mode, owned: owned(test) }, types)), [
        mode.testMode === test ? 'person_limit lines.0.quantity' : 'granted',
      ])
  const early = order('early', { test: true, userId: 'ada', lines: [{ id: 'l', ticketTypeId: 'a', quantity: 2 }] })
  const details: Request = { kind: 'details', orderId: 'early', account: null, buyer: buyer('ada@example.org') }
  assert.deepEqual(told(decide(snapshot({}, types, [early]), [details, hold(lines(['a', 2]), { person })], now)), [
    'granted',
    'granted',
  ])
})

test('before an event is live its team alone may order, in test mode', () => {
  const draft = snapshot({ event: { ...testing, state: 'draft', team: ['olga'] } })
  const by = (userId: string | null) => hold(lines(['a', 1]), { person: { ...nobody, userId } })
  assert.deepEqual(told(decide(draft, [by('olga'), by('sam'), by(null)], now)), [
    'granted',
    'event_not_on_sale',
    'event_not_on_sale',
  ])
})

test('a test order is paid while the test lasts, a real one while the event is live', () => {
  const requests: Request[] = [
    { kind: 'await', orderId: 'o', until: null, by: 'provider' },
    { kind: 'pay', orderId: 'o', by: 'money' },
  ]
  const states = ['draft', 'waiting', 'published', 'cancelled'] as const
  for (const test of [false, true])
    for (const testMode of [false, true])
      for (const state of states) {
        const given = snapshot({ event: { ...event, state, testMode } }, undefined, [order('o', { test })])
        const isOn = test ? testMode && state !== 'cancelled' : state === 'published'
        const refused = test && !testMode ? 'test_is_over' : 'event_not_on_sale'
        const [awaited] = codes(given, ...requests.slice(0, 1))
        const [paid] = codes(given, ...requests.slice(1))
        const name = JSON.stringify({ test, testMode, state })
        assert.deepEqual([awaited === refused, paid], isOn ? [false, 'paid'] : [true, 'stranded'], name)
      }
})

test('a person may have up to the limit and is told how many more', () => {
  const limited = { name: 'Pair', maximumPerPerson: 2 }
  const cases: [number, number, number | null][] = [
    [2, 0, null],
    [1, 1, null],
    [2, 1, 1],
    [1, 2, 0],
    [1, 5, 0],
  ]
  for (const [quantity, owned, left] of cases)
    assert.deepEqual(personLimit(limited, quantity, owned), left === null ? null : { name: 'Pair', left })
  assert.equal(personLimit({ name: 'Any', maximumPerPerson: null }, 100, 100), null)
})

const ids = ['o1', 'o2', 'o3']
const cart = fc.array(
  fc.record({ ticketTypeId: fc.constantFrom('a', 'b', 'gone'), quantity: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 4 },
)
const anyHold = fc
  .record({ lines: cart, browserId: fc.constantFrom('p', 'q', 'r', 's') })
  .map(({ lines: wanted, browserId }) => hold(wanted, { person: { ...nobody, browserId } }))
const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  { weight: 3, arbitrary: anyHold },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('pay', 'drop', 'extend', 'await', 'void', 'expire'), fc.constantFrom(...ids))
      // Each kind reads what it needs, and leaves the rest.
      .map(([kind, orderId]) => ({ kind, orderId, by: 'money', until: null, ticketIds: null }) as unknown as Request),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('block' as const),
      stockId: fc.constantFrom('a', 'whole'),
      places: fc.nat(8),
    }),
  },
)
const anyOrder = (id: string) =>
  fc
    .record({
      state: fc.constantFrom<OrderEntry['state']>('held', 'awaiting_payment', 'paid', 'cancelled', 'expired'),
      a: fc.integer({ min: 1, max: 3 }),
      b: fc.nat(2),
      minutes: fc.integer({ min: -9, max: 9 }),
      test: fc.boolean(),
    })
    .map(({ state, a, b, minutes: left, test }) => {
      const wanted = [
        { id: `${id} a`, ticketTypeId: 'a', quantity: a },
        { id: `${id} b`, ticketTypeId: 'b', quantity: b },
      ].filter(({ quantity }) => quantity > 0)
      const tickets = wanted.flatMap(({ ticketTypeId, quantity }) =>
        Array.from({ length: quantity }, (_, index) => ({ id: `${id} ${ticketTypeId} ${index}`, ticketTypeId })),
      )
      return order(id, {
        test,
        state,
        lines: wanted,
        expiresAt: minutes(left),
        tickets: state === 'paid' ? tickets : [],
      })
    })

/** The places of real orders in these states, by stock. */
function taken(orders: readonly OrderEntry[], states: readonly string[], of: (one: OrderEntry) => number | undefined) {
  const counts = { a: 0, b: 0, whole: 0 }
  for (const one of orders)
    if (!one.test && states.includes(one.state))
      for (const { ticketTypeId, quantity } of of(one) === undefined ? one.lines : countOf(one)) {
        counts[ticketTypeId as 'a' | 'b'] += quantity
        counts.whole += quantity
      }
  return counts
}
const countOf = ({ tickets }: OrderEntry) => tickets.map(({ ticketTypeId }) => ({ ticketTypeId, quantity: 1 }))

/** What is kept back of a stock by what was asked and granted, the last of each: of the whole event with what is kept back of its types. */
function blockedOf(requests: readonly Request[], answers: readonly unknown[], stockId: string): number {
  const places = (id: string) => {
    const last = requests.findLastIndex(
      (one, index) => one.kind === 'block' && one.stockId === id && answers[index] === null,
    )
    return (requests[last] as (Asked['block'] & Request) | undefined)?.places ?? 0
  }
  return stockId === 'whole' ? places('whole') + places('a') : places(stockId)
}

test('I1, pure: whatever is asked in whatever order, counters are those of the orders, and never beyond a capacity', () => {
  const spare = fc.option(fc.nat(12))
  fc.assert(
    fc.property(
      fc.tuple(...ids.map(anyOrder)),
      fc.tuple(spare, spare, spare),
      fc.array(anyRequest, { maxLength: 25 }),
      fc.boolean(),
      (orders, [a, b, inAll], requests, testMode) => {
        const held = taken(orders, ['held', 'awaiting_payment'], () => undefined)
        const sold = taken(orders, ['paid'], () => 0)
        const count = (id: 'a' | 'b' | 'whole', more: number | null) =>
          stock(more === null ? null : held[id] + sold[id] + more, held[id], sold[id])
        const stocks = new Map([
          ['a', count('a', a)],
          ['b', count('b', b)],
          ['whole', { ...count('whole', inAll), wholeEvent: true }],
        ])
        const lapsed = orders.filter((one) => one.expiresAt && one.expiresAt <= now).map(({ id }) => id)
        const given = snapshot({ event: { ...event, testMode }, stocks, lapsed }, undefined, orders)
        const before = structuredClone(given)
        const { changes, answers } = decide(given, requests, now)
        assert.deepEqual(given, before, 'the snapshot is left as it was')
        assert.equal(answers.length, requests.length)

        const after = new Map(orders.map((one) => [one.id, one]))
        for (const { now: changed } of changes.orders.values()) after.set(changed.id, changed)
        const heldNow = taken([...after.values()], ['held', 'awaiting_payment'], () => undefined)
        for (const { lines: wanted } of changes.held.filter(({ test }) => !test))
          for (const { ticketTypeId, quantity } of wanted) {
            heldNow[ticketTypeId as 'a' | 'b'] += quantity
            heldNow.whole += quantity
          }
        const issued = new Set(changes.issued.map(({ id }) => id))
        const soldNow = taken(
          [...after.values()].filter(({ id }) => !issued.has(id)),
          ['paid'],
          () => 0,
        )
        for (const { lines: wanted } of changes.issued.filter(({ test }) => !test))
          for (const { ticketTypeId, quantity } of wanted) {
            soldNow[ticketTypeId as 'a' | 'b'] += quantity
            soldNow.whole += quantity
          }
        for (const [id, { capacity, held: had, sold: was }] of stocks) {
          const moved = changes.stocks.get(id) ?? { held: 0, sold: 0, blocked: 0 }
          const key = id as 'a' | 'b' | 'whole'
          assert.deepEqual([had + moved.held, was + moved.sold], [heldNow[key], soldNow[key]], id)
          assert.equal(moved.blocked, blockedOf(requests, answers, id))
          assert.ok(capacity === null || had + moved.held + was + moved.sold + moved.blocked <= capacity, id)
        }
      },
    ),
  )
})

test('nobody is told "sold out" of places that are left', () => {
  fc.assert(
    fc.property(fc.array(anyHold, { maxLength: 25 }), fc.option(fc.nat(40)), (asked, capacity) => {
      const stocks = new Map([
        ['a', stock(null)],
        ['b', stock(null)],
        ['whole', whole(capacity)],
      ])
      let gone = 0
      for (const [index, answer] of decide(snapshot({ stocks }), asked, now).answers.entries()) {
        const wanted = (asked[index] as Asked['hold'] & Request).lines.reduce((sum, { quantity }) => sum + quantity, 0)
        const left = leftOf(['whole'], new Map([['whole', whole(capacity, gone)]]))
        if (!(answer instanceof Refusal)) gone += wanted
        else if (answer.code === 'sold_out') assert.ok(wanted > left)
      }
    }),
  )
})
