import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commissionsOf, type Give, leftOf, type Parts, type Place, partsOf, sumOf } from './quote.ts'

const nothing: Parts = { amount: 0, tax: 0, fee: 0, commission: 0 }

const place = (given: Partial<Place> = {}): Place => ({
  ticketId: 't',
  price: 11_900,
  tax: 1_900,
  fee: 300,
  commission: 300,
  back: nothing,
  ...given,
})

const cases: [name: string, place: Place, give: Give, fee: boolean, Parts][] = [
  ['all of it', place(), { upTo: 100 }, true, { amount: 11_900, tax: 1_900, fee: 300, commission: 300 }],
  ['all but the fee', place(), { upTo: 100 }, false, { amount: 11_900, tax: 1_900, fee: 0, commission: 0 }],
  ['half of it', place(), { upTo: 50 }, true, { amount: 5_950, tax: 950, fee: 150, commission: 150 }],
  [
    'half a cent goes to the buyer',
    place({ price: 5, tax: 1 }),
    { upTo: 50 },
    false,
    { ...nothing, amount: 3, tax: 1 },
  ],
  ['what cost nothing', place({ price: 0, tax: 0, fee: 0, commission: 0 }), { upTo: 100 }, true, nothing],
  ['nothing of it', place(), { percent: 0 }, true, nothing],
  ['an amount', place(), { amount: 119 }, false, { ...nothing, amount: 119, tax: 19 }],
  [
    'what the organizer paid of the commission comes back to them',
    place({ fee: 0, commission: 400 }),
    { upTo: 25 },
    true,
    { amount: 2_975, tax: 475, fee: 0, commission: 100 },
  ],
  [
    'what went back before counts towards what the policy promises',
    place({ back: { ...nothing, amount: 2_000, tax: 319 } }),
    { upTo: 50 },
    false,
    { ...nothing, amount: 3_950, tax: 631 },
  ],
  [
    'more went back than the policy promises',
    place({ back: { ...nothing, amount: 9_000, tax: 1_437 } }),
    { upTo: 50 },
    false,
    nothing,
  ],
  [
    'goodwill comes on top of what went back, as far as there is something left',
    place({ back: { ...nothing, amount: 9_000, tax: 1_437 } }),
    { percent: 50 },
    false,
    { ...nothing, amount: 2_900, tax: 463 },
  ],
]

for (const [name, given, give, fee, expected] of cases)
  test(`goes back: ${name}`, () => assert.deepEqual(partsOf(given, give, fee), expected))

/** Places as sales make them: tax and commission within the price, the fee with the buyer or the commission with the organizer. */
const places = fc
  .tuple(fc.nat(2_000_000), fc.nat(1000), fc.nat(100_000), fc.boolean())
  .map(([price, taxShare, commission, isBuyers]) => {
    const tax = Math.floor((price * taxShare) / 2000)
    return isBuyers && price > 0
      ? place({ price, tax, fee: commission, commission })
      : place({ price, tax, fee: 0, commission: Math.min(commission, price - tax) })
  })

const percents = fc.integer({ min: 0, max: 100 })
const gives = fc.oneof(
  percents.map((upTo): Give => ({ upTo })),
  percents.map((percent): Give => ({ percent })),
  fc.nat(2_000_000).map((amount): Give => ({ amount })),
)

const after = (before: Place, parts: Parts): Place => ({
  ...before,
  back: {
    amount: before.back.amount + parts.amount,
    tax: before.back.tax + parts.tax,
    fee: before.back.fee + parts.fee,
    commission: before.back.commission + parts.commission,
  },
})

test('whatever was given back before and however, nothing is given back twice, and no part is less than nothing', () => {
  fc.assert(
    fc.property(places, fc.array(fc.tuple(gives, fc.boolean()), { maxLength: 8 }), (fresh, steps) => {
      let now = fresh
      for (const [give, fee] of steps) {
        const parts = partsOf(now, give, fee)
        for (const part of Object.values(parts)) assert.ok(Number.isSafeInteger(part) && part >= 0)
        assert.ok(parts.tax <= parts.amount)
        now = after(now, parts)
        assert.ok(now.back.amount <= now.price && now.back.tax <= now.tax)
        assert.ok(now.back.fee <= now.fee && now.back.commission <= now.commission)
      }
      const { amount, tax, fee, commission } = after(now, partsOf(now, { upTo: 100 }, true)).back
      assert.deepEqual(
        [amount, tax, fee, commission],
        [fresh.price, fresh.tax, fresh.fee, fresh.price === 0 ? 0 : fresh.commission],
      )
    }),
  )
})

test('an amount in parts is the amount at once', () => {
  fc.assert(
    fc.property(places, fc.nat(1_000_000), fc.nat(1_000_000), (fresh, first, second) => {
      const one = after(fresh, partsOf(fresh, { amount: first }, true))
      const both = after(one, partsOf(one, { amount: second }, true))
      assert.deepEqual(both, after(fresh, partsOf(fresh, { amount: first + second }, true)))
    }),
  )
})

test('the larger share gives at least as much, of every part', () => {
  fc.assert(
    fc.property(places, gives, percents, percents, (fresh, before, one, other) => {
      const given = after(fresh, partsOf(fresh, before, true))
      const less = partsOf(given, { upTo: Math.min(one, other) }, true)
      const more = partsOf(given, { upTo: Math.max(one, other) }, true)
      for (const part of ['amount', 'tax', 'fee', 'commission'] as const) assert.ok(less[part] <= more[part])
    }),
  )
})

test('tickets one by one are all at once, and the parts are the sum', () => {
  fc.assert(
    fc.property(fc.array(places, { maxLength: 10 }), gives, fc.boolean(), (all, give, fee) => {
      const each = all.map((one) => partsOf(one, give, fee))
      const sum = sumOf(each)
      assert.equal(sum.total, sum.amount + sum.fee)
      assert.deepEqual(
        all.map((one) => sumOf([partsOf(one, give, fee)]).total).reduce((total, one) => total + one, 0),
        sum.total,
      )
      assert.ok(sum.amount <= all.reduce((left, one) => left + leftOf(one), 0))
    }),
  )
})

test('the commission of an order is divided among its places without a rest', () => {
  assert.deepEqual(commissionsOf(10, [100, 100, 100]), [3, 3, 4])
  assert.deepEqual(commissionsOf(0, [0, 0]), [0, 0])
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.array(fc.nat(2_000_000), { minLength: 1 }), (commission, prices) => {
      const shares = commissionsOf(commission, prices)
      const isFree = prices.every((price) => price === 0)
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        isFree ? 0 : commission,
      )
      for (const share of shares) assert.ok(share >= 0)
    }),
  )
})
