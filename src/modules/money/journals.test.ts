import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Account,
  type Journal,
  payoutCancelled,
  payoutPaid,
  payoutRecorded,
  providerFee,
  refund,
  refundSent,
  sale,
  stranded,
  strandedReturned,
} from './journals.ts'

const of = { organizationId: 'o', orderId: 'order', currency: 'EUR', at: new Date(0) }
const balance = (journals: readonly Journal[], ...accounts: Account[]) =>
  journals
    .flatMap(({ entries }) => entries)
    .filter(({ account }) => accounts.includes(account))
    .reduce((sum, { amount }) => sum + amount, 0)
const owed = (journals: readonly Journal[]) => 0 - balance(journals, 'organizer_payable', 'tax_payable', 'discount')
const entriesOf = ({ entries }: Journal) => Object.fromEntries(entries.map(({ account, amount }) => [account, amount]))

test('a sale splits what was paid between platform, tax and organizer', () => {
  const journal = sale({ ...of, paymentId: 'p', total: 12_150, tax: 1_900, commission: 250 })
  assert.deepEqual(entriesOf(journal), {
    provider_clearing: 12_150,
    tax_payable: -1_900,
    platform_commission: -250,
    organizer_payable: -10_000,
  })
})

test('an organizer who took the money owes the platform its commission and nothing else', () => {
  const journal = sale({ ...of, paymentId: 'p', total: 12_150, tax: 1_900, commission: 250, held: 0 })
  assert.equal(owed([journal]), -250)
  assert.equal(balance([journal], 'provider_clearing'), 0)
  assert.equal(balance([journal], 'tax_payable'), 0)
})

test('an organizer whom the provider pays is owed nothing', () => {
  const journal = sale({ ...of, paymentId: 'p', total: 12_150, tax: 1_900, commission: 250, held: 250 })
  assert.equal(owed([journal]), 0)
  assert.equal(balance([journal], 'provider_clearing'), 250)
  assert.equal(balance([journal], 'tax_payable'), 0)
})

test('a discount is the organizer’s loss', () => {
  const journal = sale({ ...of, paymentId: 'p', total: 8_000, tax: 0, commission: 0, discount: 2_000 })
  assert.deepEqual(entriesOf(journal), { provider_clearing: 8_000, discount: 2_000, organizer_payable: -10_000 })
  assert.equal(owed([journal]), 8_000)
})

test('a refund of a part leaves the rest where it was', () => {
  const lines = [{ amount: 5_950, tax: 950 }]
  const journals = [
    sale({ ...of, paymentId: 'p', total: 12_150, tax: 1_900, commission: 250 }),
    refund({ ...of, refundId: 'r', lines, fee: 0, commission: 0 }),
    refundSent({ ...of, refundId: 'r', amount: 5_950 }),
  ]
  assert.equal(balance(journals, 'provider_clearing'), 12_150 - 5_950)
  assert.equal(balance(journals, 'tax_payable'), -950)
  assert.equal(balance(journals, 'platform_commission'), -250)
  assert.equal(balance(journals, 'buyer'), 0)
})

test('no entry is of nothing, and no account has two in one journal', () => {
  assert.deepEqual(sale({ ...of, paymentId: 'p', total: 100, tax: 0, commission: 0 }).entries, [
    { account: 'provider_clearing', amount: 100 },
    { account: 'organizer_payable', amount: -100 },
  ])
})

/** An order that costs something, and how much of it is given back in what parts. */
const amount = fc.integer({ min: 0, max: 1_000_000 })
const line = fc.tuple(amount, amount).map(([net, tax]) => ({ amount: net + tax, tax }))
const order = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  fee: amount,
  byBuyer: fc.boolean(),
  commissionShare: fc.integer({ min: 0, max: 100 }),
  isHeld: fc.boolean(),
  /** Which lines are given back one by one, and whether the fee goes with the last. */
  returned: fc.integer({ min: 0, max: 4 }),
  providerKeeps: fc.integer({ min: 0, max: 500 }),
})

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function journalsOf(given: ReturnType<typeof priced>, index: number): Journal[] {
  const { lines, fee, commission, total, tax, isHeld, returned, providerKeeps } = given
  const paid = sale({ ...of, paymentId: `p${index}`, total, tax, commission, held: isHeld ? total : 0 })
  const kept = isHeld ? [providerFee({ ...of, paymentId: `p${index}`, amount: providerKeeps })] : []
  const refunds = lines.slice(0, returned).flatMap((one, at) => {
    const isLast = at === lines.length - 1
    const refundId = `r${index}.${at}`
    const part = { fee: isLast ? fee : 0, commission: isLast ? commission : 0 }
    const sent = { refundId, amount: one.amount + part.fee }
    return [
      refund({ ...of, refundId, lines: [one], isHeld, ...part }),
      refundSent({ ...of, ...sent, held: isHeld ? sent.amount : 0 }),
    ]
  })
  return [paid, ...kept, ...refunds]
}

function priced({ byBuyer, commissionShare, fee, ...rest }: typeof order extends fc.Arbitrary<infer T> ? T : never) {
  const tax = sum(rest.lines.map((one) => one.tax))
  const net = sum(rest.lines.map((one) => one.amount)) - tax
  const commission = byBuyer ? fee : Math.floor((net * commissionShare) / 100)
  return { ...rest, tax, fee: byBuyer ? fee : 0, commission, total: net + tax + (byBuyer ? fee : 0) }
}

test('every journal sums to zero, and has an account once', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
      for (const { entries } of orders.flatMap((one, index) => journalsOf(priced(one), index))) {
        assert.equal(sum(entries.map((entry) => entry.amount)), 0)
        assert.equal(new Set(entries.map((entry) => entry.account)).size, entries.length)
      }
    }),
  )
})

test('after any sales and refunds the platform holds what was captured less what was given back and kept', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
      const all = orders.map(priced)
      const journals = all.flatMap(journalsOf)
      const held = all
        .filter((one) => one.isHeld)
        .map(({ total, lines, fee, returned, providerKeeps }) => {
          const back = sum(lines.slice(0, returned).map((one) => one.amount))
          return total - providerKeeps - back - (returned >= lines.length ? fee : 0)
        })
      assert.equal(balance(journals, 'provider_clearing'), sum(held))
      assert.equal(balance(journals, 'buyer'), 0)
    }),
  )
})

test('an order that is given back whole leaves nothing with anybody', () => {
  fc.assert(
    fc.property(order, (one) => {
      const journals = journalsOf(priced({ ...one, returned: 4, providerKeeps: 0 }), 0)
      for (const account of ['organizer_payable', 'tax_payable', 'platform_commission', 'provider_clearing'] as const)
        assert.equal(balance(journals, account), 0, account)
    }),
  )
})

test('payouts take from what is owed once: recorded, then paid or taken back', () => {
  const part = fc.record({ share: fc.integer({ min: 1, max: 100 }), end: fc.constantFrom('open', 'paid', 'cancelled') })
  fc.assert(
    fc.property(fc.array(order, { minLength: 1 }), fc.array(part), (orders, parts) => {
      const journals = orders.flatMap((one, index) => journalsOf(priced({ ...one, returned: 0 }), index))
      const before = owed(journals)
      let left = before
      for (const [index, { share, end }] of parts.entries()) {
        const amount = Math.floor((left * share) / 100)
        if (amount <= 0) continue
        const tax = Math.max(0, Math.min(amount, -balance(journals, 'tax_payable')))
        const payout = { ...of, payoutId: `out${index}`, amount, tax }
        journals.push(payoutRecorded(payout))
        if (end === 'paid') journals.push(payoutPaid(payout))
        if (end === 'cancelled') journals.push(payoutCancelled(payout))
        if (end !== 'cancelled') left -= amount
        assert.equal(owed(journals), left)
      }
      assert.equal(sum(journals.flatMap(({ entries }) => entries.map((entry) => entry.amount))), 0)
    }),
  )
})

test('money that could not pay its order is owed to the buyer until it went back', () => {
  const came = stranded({ ...of, paymentId: 'p', amount: 5_000 })
  assert.equal(balance([came], 'buyer'), -5_000)
  assert.equal(owed([came]), 0)
  const back = strandedReturned({ ...of, paymentId: 'p', amount: 5_000 })
  assert.equal(balance([came, back], 'buyer', 'provider_clearing'), 0)
})
