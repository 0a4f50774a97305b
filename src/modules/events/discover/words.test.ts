import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wordsOf } from './words.ts'

const cases: [text: string, words: string[]][] = [
  ['  Night  ferry ', ['Night', 'ferry']],
  ['jazz -rock rock-pop', ['jazz', '-rock', 'rock', 'pop']],
  ["don't & <b>", ['don', 't', 'b']],
  ['संगीत', ['संगीत']],
  ['!!! ---', []],
  ['1 2 3 4 5 6 7 8 9', ['1', '2', '3', '4', '5', '6', '7', '8']],
]

for (const [text, words] of cases)
  test(`the words of ${JSON.stringify(text)}`, () => assert.deepEqual(wordsOf(text), words))

test('words are few, short, and hold nothing that means something to a query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const words = wordsOf(text)
      assert.ok(words.length <= 8)
      for (const word of words) assert.match(word, /^-?[\p{L}\p{N}][\p{L}\p{N}\p{M}]{0,39}$/u)
    }),
  )
})
