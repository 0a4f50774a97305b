import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSamePlace, type Place } from './place.ts'
import { isSpelling } from './spelling.ts'

const spelled: [string, string, boolean][] = [
  ['Pier 3', 'pier 3', true],
  ['Rua do Açucar 9', 'Rua do Açúcar 9', true],
  ['Libson', 'Lisbon', true],
  ['Lisbon', 'Lisboa', true],
  ['Alte Kantine am Ufer', 'Alte Kantiene am Ufer', true],
  ['Markthalle-Neun', 'Markthalle Neun', true],
  ['Pier 3', 'Pier 4', false],
  ['Hall A', 'Hall B', false],
  ['East Hall', 'West Hall', false],
  ['Rua 12a', 'Rua 12b', false],
  ['Teatro da Garagem', 'Teatro Garagem', false],
  ['Lisbon', 'Porto', false],
  ['Pier 3', '', false],
  ['', 'Pier 3', false],
  ['', '', true],
  ['मुंबई', 'मुंबई', true],
  ['दिल्ली हाट', 'दिल्ली घाट', false],
]

for (const [one, other, expected] of spelled)
  test(`“${one}” and “${other}” are ${expected ? 'one' : 'two'}`, () => {
    assert.equal(isSpelling(one, other), expected)
    assert.equal(isSpelling(other, one), expected)
  })

test('two texts are the same the one way and the other, and every text is itself in another case', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      assert.equal(isSpelling(one, other), isSpelling(other, one))
      assert.ok(isSpelling(one, one))
    }),
  )
})

const pier: Place = { attendance: 'in-person', venue: 'Pier 3', address: '', city: 'Lisbon', country: 'PT' }
const places: [string, Partial<Place>, Partial<Place>, boolean][] = [
  ['the same', {}, {}, true],
  ['another spelling', { city: 'Libson' }, {}, true],
  ['a street for a venue that was named', {}, { address: 'Avenida Infante Dom Henrique' }, true],
  ['a country for it', { country: '' }, {}, true],
  ['another city', {}, { city: 'Porto' }, false],
  ['another country', {}, { country: 'ES' }, false],
  ['another street', { address: 'Rua A 1' }, { address: 'Rua A 2' }, false],
  ['a venue where none was named', { venue: '' }, {}, false],
  ['a street where no venue was named', { venue: '' }, { venue: '', address: 'Rua A 1' }, false],
  ['no venue any more', {}, { venue: '' }, false],
  ['online', {}, { attendance: 'online' }, false],
]

for (const [name, was, became, expected] of places)
  test(`the place is ${expected ? 'the one it was' : 'another'}: ${name}`, () =>
    assert.equal(isSamePlace({ ...pier, ...was }, { ...pier, ...became }), expected))
