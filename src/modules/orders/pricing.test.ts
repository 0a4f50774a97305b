import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Fees, Tax } from '../ticketing/price.ts'
import { type LineToPrice, priceOrder } from './pricing.ts'

const vat: Tax = { name: 'VAT', rate: 19_000, inclusive: true }
const salesTax: Tax = { name: 'Sales tax', rate: 8_875, inclusive: false }
const free: Fees = { percent: 0, fixed: 0, paidBy: 'organizer' }
const byBuyer: Fees = { percent: 2_500, fixed: 50, paidBy: 'buyer' }
const byOrganizer: Fees = { ...byBuyer, paidBy: 'organizer' }

const amountsOf = ({ tax, fee, commission, total }: ReturnType<typeof priceOrder>) => ({ tax, fee, commission, total })

const cases: [string, LineToPrice[], Fees, { tax: number; fee: number; commission: number; total: number }][] = [
  ['nothing but a price', [{ unitPrice: 2500, quantity: 3, tax: null }], free, amounts(0, 0, 0, 7500)],
  ['tax that is contained', [{ unitPrice: 11900, quantity: 1, tax: vat }], free, amounts(1900, 0, 0, 11900)],
  ['tax that comes on top', [{ unitPrice: 10000, quantity: 2, tax: salesTax }], free, amounts(1776, 0, 0, 21776)],
  [
    'half a cent is rounded up',
    [{ unitPrice: 50, quantity: 1, tax: { ...salesTax, rate: 1_000 } }],
    free,
    amounts(1, 0, 0, 51),
  ],
  [
    'less than half is dropped',
    [{ unitPrice: 49, quantity: 1, tax: { ...salesTax, rate: 1_000 } }],
    free,
    amounts(0, 0, 0, 49),
  ],
  ['tax is rounded for each ticket', [{ unitPrice: 150, quantity: 10, tax: vat }], free, amounts(240, 0, 0, 1500)],
  ['a fee that the buyer pays', [{ unitPrice: 2000, quantity: 2, tax: null }], byBuyer, amounts(0, 200, 200, 4200)],
  ['one that the organizer pays', [{ unitPrice: 2000, quantity: 2, tax: null }], byOrganizer, amounts(0, 0, 200, 4000)],
  [
    'the organizer pays no more than there is',
    [{ unitPrice: 30, quantity: 2, tax: vat }],
    byOrganizer,
    amounts(10, 0, 50, 60),
  ],
  ['free tickets cost nothing', [{ unitPrice: 0, quantity: 5, tax: vat }], byBuyer, amounts(0, 0, 0, 0)],
  [
    'several rates in one order',
    [
      { unitPrice: 11900, quantity: 1, tax: vat },
      { unitPrice: 10700, quantity: 1, tax: { name: 'VAT', rate: 7_000, inclusive: true } },
      { unitPrice: 0, quantity: 1, tax: null },
    ],
    free,
    amounts(2600, 0, 0, 22600),
  ],
]

function amounts(tax: number, fee: number, commission: number, total: number) {
  return { tax, fee, commission, total }
}

for (const [name, lines, fees, expected] of cases)
  test(name, () => assert.deepEqual(amountsOf(priceOrder(lines, fees)), expected))

test('each line says how its price came about', () => {
  const { lines } = priceOrder([{ unitPrice: 10000, quantity: 2, tax: salesTax }], byBuyer)
  assert.deepEqual(lines, [
    {
      total: 21776,
      tax: 1776,
      explanation: [
        { step: 'base', unitPrice: 10000, quantity: 2, amount: 20000 },
        { step: 'tax', amount: 1776, name: 'Sales tax', rate: 8_875, inclusive: false },
        { step: 'fee', amount: 600 },
      ],
    },
  ])
})

const price = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 100_000_000_000 }))
const rate = fc.integer({ min: 0, max: 100_000 })
const tax = fc.option(fc.record({ name: fc.constant('VAT'), rate, inclusive: fc.boolean() }))
const line = fc.record({ unitPrice: price, quantity: fc.integer({ min: 1, max: 100 }), tax })
const cart = fc.array(line, { minLength: 1, maxLength: 20 })
const paidBy = fc.constantFrom('buyer' as const, 'organizer' as const)
const fees = fc.record({ percent: rate, fixed: fc.integer({ min: 0, max: 1_000_000 }), paidBy })

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

test('sums match, and every amount is a whole number that is not negative', () => {
  fc.assert(
    fc.property(cart, fees, (lines, taken) => {
      const order = priceOrder(lines, taken)
      assert.equal(order.total, sum(order.lines.map(({ total }) => total)) + order.fee)
      assert.equal(order.tax, sum(order.lines.map((one) => one.tax)))
      for (const amount of [...Object.values(amountsOf(order)), ...order.lines.flatMap((one) => [one.total, one.tax])])
        assert.ok(Number.isSafeInteger(amount) && amount >= 0, String(amount))
      assert.ok(order.total - order.tax - order.commission >= 0, 'the organizer never owes for a sale')
      assert.equal(order.fee, taken.paidBy === 'buyer' ? order.commission : 0)
    }),
  )
})

test('contained tax is part of the price, added tax comes to it, and free lines cost nothing', () => {
  fc.assert(
    fc.property(line, fees, (one, taken) => {
      const order = priceOrder([one], taken)
      const base = one.unitPrice * one.quantity
      assert.equal(order.lines[0]?.total, one.tax?.inclusive === false ? base + order.tax : base)
      if (one.tax?.inclusive) assert.ok(order.tax <= base)
      if (base === 0) assert.equal(order.total, 0)
    }),
  )
})

test('the tax of a ticket is within half a minor unit of what it is by exact arithmetic', () => {
  fc.assert(
    fc.property(price, rate, fc.boolean(), (unitPrice, taxRate, inclusive) => {
      const { tax: taxed } = priceOrder(
        [{ unitPrice, quantity: 1, tax: { name: 'VAT', rate: taxRate, inclusive } }],
        free,
      )
      const of = BigInt(inclusive ? 100_000 + taxRate : 100_000)
      const off = 2n * (BigInt(taxed) * of - BigInt(unitPrice) * BigInt(taxRate))
      assert.ok(off <= of && off > -of, 'half is rounded up')
    }),
  )
})

test('many tickets cost that many times what one does', () => {
  fc.assert(
    fc.property(line, fees, (one, taken) => {
      const each = amountsOf(priceOrder([{ ...one, quantity: 1 }], taken))
      const all = amountsOf(priceOrder([one], taken))
      for (const key of ['tax', 'fee', 'commission', 'total'] as const) assert.equal(all[key], each[key] * one.quantity)
    }),
  )
})
