import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../../lang/catalogue.ts'
import { changesOf } from './shown.ts'

const reader = {
  words: catalogueOf('en').workspace.acts,
  language: 'en' as const,
  zone: 'Europe/Lisbon',
  currency: 'EUR',
}

const cases: [what: string, column: string, value: unknown, shown: string][] = [
  ['text as it is', 'name', 'Night Ferry', 'Night Ferry'],
  ['long text shortened', 'name', 'x'.repeat(200), `${'x'.repeat(160)}…`],
  ['of a free text how long it is', 'description', { characters: 1200 }, 'text of 1,200 characters'],
  ['of a free text of one character', 'venue', { characters: 1 }, 'text of 1 character'],
  ['nothing for null', 'venue', null, 'nothing'],
  ['nothing for no text', 'venue', '', 'nothing'],
  ['nothing for an empty list', 'tags', [], 'nothing'],
  ['a list in one line', 'tags', ['water', 'night'], 'water, night'],
  ['yes', 'on_sale', true, 'yes'],
  ['no', 'on_sale', false, 'no'],
  ['a number', 'quantity', 90, '90'],
  ['a price in the currency of the event', 'price', 2500, '€25.00'],
  ['an instant on the clock there', 'starts_at', '2099-11-28T20:00:00.000Z', 'Sat 28 Nov 2099, 20:00'],
  ['an object by its parts', 'by_hand', { days: 3, door: {} }, 'days 3, door nothing'],
]

for (const [what, column, value, shown] of cases)
  test(what, () => {
    assert.equal(changesOf(null, { [column]: value }, reader)[0]?.after, shown)
  })

test('an amount is in the currency beside it, and a plain number where none is known', () => {
  const [amount] = changesOf(null, { amount: 1000, currency: 'JPY' }, { ...reader, currency: undefined })
  assert.equal(amount?.after, '¥1,000')
  assert.equal(changesOf(null, { price: 1000 }, { ...reader, currency: undefined })[0]?.after, '1000')
})

test('every column once, with what was not said left out', () => {
  assert.deepEqual(changesOf({ name: 'A', state: 'draft' }, { name: 'B', odd: 1 }, reader), [
    { column: 'name', label: 'Name', before: 'A', after: 'B' },
    { column: 'state', label: 'State', before: 'draft', after: undefined },
    { column: 'odd', label: 'odd', before: undefined, after: '1' },
  ])
  assert.deepEqual(changesOf(null, null, reader), [])
})
