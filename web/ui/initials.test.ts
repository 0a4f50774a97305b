import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { initialsOf } from './initials.ts'

const names: [name: string, initials: string][] = [
  ['Marta Quintela', 'MQ'],
  ['Ana', 'A'],
  ['ana maria dos reis', 'AR'],
  ['Dr. Élodie (Lou) Brun', 'DB'],
  ['किरण शर्मा', 'किश'],
  ['李 小龍', '李小'],
  ['  ', ''],
  ['123 !', ''],
]

for (const [name, initials] of names) test(`${name} is ${initials}`, () => assert.equal(initialsOf(name), initials))

test('no name makes more than two letters, or breaks', () => {
  const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      assert.ok([...letters.segment(initialsOf(name))].length <= 4)
    }),
  )
})
