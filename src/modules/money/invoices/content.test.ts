import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type InvoiceLine, invoiceNumber, sumsOf } from './content.ts'

const vat = (rate: number, amount: number) => ({ name: 'VAT', rate, amount })

test('taxes are summed by name and rate', () => {
  const lines: InvoiceLine[] = [
    { name: 'Adult', quantity: 2, total: 11_900, tax: vat(19_000, 1_900) },
    { name: 'Book', quantity: 1, total: 2_140, tax: vat(7_000, 140) },
    { name: 'Late', quantity: 1, total: 5_950, tax: vat(19_000, 950) },
    { name: 'Donation', quantity: 1, total: 1_000, tax: null },
  ]
  assert.deepEqual(sumsOf(lines, 250), {
    taxes: [
      { name: 'VAT', rate: 19_000, net: 15_000, amount: 2_850 },
      { name: 'VAT', rate: 7_000, net: 2_000, amount: 140 },
    ],
    tax: 2_990,
    total: 21_240,
  })
})

const amount = fc.integer({ min: 0, max: 1_000_000 })
const tax = fc.option(fc.record({ name: fc.constantFrom('VAT', 'City'), rate: fc.constantFrom(5_000, 19_000), amount }))
const line = fc
  .record({ name: fc.string(), quantity: fc.integer({ min: 1, max: 9 }), net: amount, tax })
  .map(({ net, ...rest }): InvoiceLine => ({ ...rest, total: net + (rest.tax?.amount ?? 0) }))

test('what is taxed, the taxes, what is not taxed and the fee make the total', () => {
  fc.assert(
    fc.property(fc.array(line), amount, (lines, fee) => {
      const { taxes, tax: sum, total } = sumsOf(lines, fee)
      const untaxed = lines.filter((one) => one.tax === null).reduce((all, one) => all + one.total, fee)
      assert.equal(
        taxes.reduce((all, one) => all + one.net + one.amount, untaxed),
        total,
      )
      assert.equal(
        taxes.reduce((all, one) => all + one.amount, 0),
        sum,
      )
      assert.equal(new Set(taxes.map((one) => `${one.name} ${one.rate}`)).size, taxes.length)
    }),
  )
})

test('two documents of one seller have different numbers, whatever the prefix was', () => {
  const kind = fc.constantFrom('invoice' as const, 'credit_note' as const)
  const document = fc.tuple(fc.constantFrom('', 'C', 'I-', 'C-00001'), kind, fc.integer({ min: 1, max: 200_000 }))
  fc.assert(
    fc.property(document, document, (one, other) => {
      fc.pre(one[1] !== other[1] || one[2] !== other[2])
      assert.notEqual(invoiceNumber(...one), invoiceNumber(...other))
    }),
  )
})
