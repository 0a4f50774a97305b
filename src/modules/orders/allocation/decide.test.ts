import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TicketTypeRow } from '../../ticketing/sale.ts'
import { type CartLine, decide, leftOf, personLimit, type Snapshot, type StockCount } from './decide.ts'

const now = new Date('2026-11-21T12:00:00Z')
const event = { state: 'published' as const, endsAt: new Date('2026-12-01') }

const type = (id: string, given: Partial<TicketTypeRow> = {}): TicketTypeRow => ({
  id,
  eventId: 'e',
  name: id,
  description: '',
  price: 1000,
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

const snapshot = (given: Partial<Snapshot> = {}, types: TicketTypeRow[] = [type('a'), type('b')]): Snapshot => ({
  event,
  types: new Map(types.map((one) => [one.id, one])),
  stocks: new Map([
    ['a', { capacity: 10, held: 0, sold: 0 }],
    ['b', { capacity: null, held: 0, sold: 0 }],
    ['whole', { capacity: 12, held: 1, sold: 1 }],
  ]),
  owned: new Map(),
  openHolds: new Map(),
  ...given,
})

const lines = (...of: [string, number][]): CartLine[] =>
  of.map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }))
const told = (decisions: ReturnType<typeof decide>) =>
  decisions.map((one) => (one.kind === 'granted' ? 'granted' : `${one.refusal.code} ${one.refusal.field}`))

test('carts are decided in order, each seeing what those before it took', () => {
  const carts = [lines(['a', 9]), lines(['a', 2]), lines(['a', 1]), lines(['b', 1])]
  const requests = carts.map((cart, index) => ({ person: `p${index}`, lines: cart }))
  assert.deepEqual(told(decide(snapshot(), requests, now)), [
    'granted',
    'sold_out lines.0.quantity',
    'granted',
    'sold_out lines.0.quantity',
  ])
})

test('a refused cart takes nothing, whichever of its lines is at fault', () => {
  const requests = [lines(['a', 5], ['b', 9]), lines(['a', 10])].map((cart) => ({ person: 'p', lines: cart }))
  assert.deepEqual(told(decide(snapshot(), requests, now)), ['sold_out lines.1.quantity', 'granted'])
})

test('what is left is told of the scarcest stock, after the lines before', () => {
  const [decision] = decide(snapshot(), [{ person: 'p', lines: lines(['a', 8], ['b', 5]) }], now)
  assert.ok(decision?.kind === 'refused')
  assert.deepEqual(decision.refusal.data, { name: 'b', left: 2 })
})

test('holds and places of a person grow within one batch', () => {
  const types = [type('a', { maximumPerPerson: 3 })]
  const one = { person: 'p', lines: lines(['a', 1]) }
  const given = snapshot({ owned: new Map([['p', new Map([['a', 1]])]]) }, types)
  assert.deepEqual(told(decide(given, [one, one, one], now)), ['granted', 'granted', 'person_limit lines.0.quantity'])
  const holding = snapshot({ openHolds: new Map([['p', 2]]) })
  assert.deepEqual(told(decide(holding, [one, one, { ...one, person: 'q' }], now)), [
    'granted',
    'too_many_holds undefined',
    'granted',
  ])
})

test('an event that is not on sale comes before what is wrong with the cart', () => {
  const closed = snapshot({ event: { ...event, state: 'cancelled' } })
  assert.deepEqual(told(decide(closed, [{ person: 'p', lines: lines(['x', 1]) }], now)), [
    'event_not_on_sale undefined',
  ])
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

const cart = fc.array(
  fc.record({ ticketTypeId: fc.constantFrom('a', 'b', 'gone'), quantity: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 4 },
)
const requests = fc.array(fc.record({ person: fc.constantFrom('p', 'q', 'r', 's'), lines: cart }), { maxLength: 25 })
const count = fc.record({
  capacity: fc.option(fc.integer({ min: 0, max: 40 })),
  held: fc.constant(0),
  sold: fc.constant(0),
})

test('no stock is ever taken beyond its capacity, and every grant is what was asked', () => {
  fc.assert(
    fc.property(requests, fc.tuple(count, count, count), (asked, [a, b, whole]) => {
      const given = snapshot({
        stocks: new Map<string, StockCount>([
          ['a', a],
          ['b', b],
          ['whole', whole],
        ]),
      })
      const decisions = decide(given, asked, now)
      const taken = new Map<string, number>()
      for (const [index, decision] of decisions.entries()) {
        if (decision.kind === 'refused') continue
        const wanted = asked[index]?.lines.reduce((sum, { quantity }) => sum + quantity, 0)
        assert.equal(
          decision.lines.reduce((sum, { quantity }) => sum + quantity, 0),
          wanted,
        )
        for (const { ticketTypeId, quantity } of decision.lines)
          for (const id of [ticketTypeId, 'whole']) taken.set(id, (taken.get(id) ?? 0) + quantity)
      }
      for (const [id, { capacity }] of given.stocks) assert.ok(capacity === null || (taken.get(id) ?? 0) <= capacity)
    }),
  )
})

test('nobody is told "sold out" of places that are left', () => {
  fc.assert(
    fc.property(requests, count, (asked, whole) => {
      const free = { capacity: null, held: 0, sold: 0 }
      const given = snapshot({
        stocks: new Map<string, StockCount>([
          ['a', free],
          ['b', free],
          ['whole', whole],
        ]),
      })
      let taken = 0
      for (const [index, decision] of decide(given, asked, now).entries()) {
        const wanted = asked[index]?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0
        const left = leftOf(['whole'], new Map([['whole', { ...whole, held: taken }]]))
        if (decision.kind === 'granted') taken += wanted
        else if (decision.refusal.code === 'sold_out') assert.ok(wanted > left)
      }
    }),
  )
})

test('deciding leaves the snapshot as it was', () => {
  const given = snapshot()
  const before = structuredClone(given)
  decide(given, [{ person: 'p', lines: lines(['a', 3]) }], now)
  assert.deepEqual(given, before)
})
