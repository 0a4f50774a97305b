import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type EventPlace, placeOf, placeText } from './places.ts'

const cases: [text: string, place: EventPlace][] = [
  ['Main Hall', { venue: 'Main Hall', address: 'Main Hall', city: '' }],
  ['Town Hall, Lisbon', { venue: 'Town Hall', address: '', city: 'Lisbon' }],
  ['Town Hall, 1 Main Street, Lisbon', { venue: 'Town Hall', address: '1 Main Street', city: 'Lisbon' }],
  ['1 Main Street, Apt 4', { venue: '1 Main Street', address: 'Apt 4', city: '' }],
  ['Hall, 1 Main St, Lisbon, Portugal', { venue: 'Hall', address: '1 Main St, Lisbon, Portugal', city: '' }],
  ['Hall,Lisbon', { venue: 'Hall,Lisbon', address: 'Hall,Lisbon', city: '' }],
  ['Lisbon, Lisbon', { venue: '', address: 'Lisbon, Lisbon', city: '' }],
]

for (const [text, place] of cases) test(`“${text}” is a place`, () => assert.deepEqual(placeOf(text), place))

test('a place is told as it was given', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', '1', 'ü'), minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.join(', ').slice(0, 200)
      const place = placeOf(text)
      assert.equal(placeText(place), text)
      assert.ok(place.address !== '' || (place.venue !== '' && place.city !== ''))
    }),
    { seed: Number(process.env.SEED ?? 1) },
  )
})
