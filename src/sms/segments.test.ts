import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { segmentsOf, smsEstimate, smsText } from './segments.ts'

const cases: readonly [what: string, text: string, encoding: 'GSM-7' | 'UCS-2', units: number, segments: number][] = [
  ['nothing', '', 'GSM-7', 0, 0],
  ['one letter', 'a', 'GSM-7', 1, 1],
  ['a full segment', 'a'.repeat(160), 'GSM-7', 160, 1],
  ['one letter more', 'a'.repeat(161), 'GSM-7', 161, 2],
  ['two full segments', 'a'.repeat(306), 'GSM-7', 306, 2],
  ['three', 'a'.repeat(307), 'GSM-7', 307, 3],
  ['German', 'Grüße aus Köln, Straße 5', 'GSM-7', 24, 1],
  ['an escape takes two', '€', 'GSM-7', 2, 1],
  ['80 escapes', '€'.repeat(80), 'GSM-7', 160, 1],
  ['81 escapes', '€'.repeat(81), 'GSM-7', 162, 2],
  ['an escape is not parted', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  ['a small cedilla is not in it', 'ç', 'UCS-2', 1, 1],
  ['a back quote is not in it', '`', 'UCS-2', 1, 1],
  ['Hindi', 'टिकट', 'UCS-2', 4, 1],
  ['70 of UCS-2', 'क'.repeat(70), 'UCS-2', 70, 1],
  ['71 of UCS-2', 'क'.repeat(71), 'UCS-2', 71, 2],
  ['134 of UCS-2', 'क'.repeat(134), 'UCS-2', 134, 2],
  ['135 of UCS-2', 'क'.repeat(135), 'UCS-2', 135, 3],
  ['a pair of surrogates is not parted', `${'क'.repeat(66)}😀${'क'.repeat(66)}`, 'UCS-2', 134, 3],
]
for (const [what, text, encoding, units, segments] of cases)
  test(`segments: ${what}`, () => assert.deepEqual(segmentsOf(text), { encoding, units, segments }))

const url = 'https://tickets.example.org/ticket/0190'

test('a text is followed by its address; quotes and dashes are plain where that saves a segment', () => {
  assert.equal(smsText({ text: 'Doors open at 7.', url }), `Doors open at 7. ${url}`)
  assert.equal(smsText({ text: ' “Night\n market”  – it’s on… ' }), '"Night market" - it\'s on...')
  assert.equal(smsText({ text: '“टिकट”' }), '“टिकट”')
})

test('a text that is too long is cut, its address is not', () => {
  const made = smsText({ text: 'word '.repeat(200), url }, 2)
  assert.equal(segmentsOf(made).segments, 2)
  assert.ok(made.endsWith(`... ${url}`))
  assert.equal(smsText({ text: 'क'.repeat(200) }, 1), `${'क'.repeat(67)}...`)
})

test('whatever the text, it takes no more segments than allowed, keeps its address, and is cut as late as it can be', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'ß', '€', 'ç', 'क', 'कि', '😀', ' ', '…', '👩‍🚀'),
    maxLength: 700,
  })
  fc.assert(
    fc.property(letters, fc.boolean(), fc.integer({ min: 1, max: 4 }), (text, leads, most) => {
      const made = smsText({ text, ...(leads ? { url } : {}) }, most)
      assert.ok(segmentsOf(made).segments <= most)
      assert.equal(made.isWellFormed(), true)
      if (leads) assert.ok(made.endsWith(url))
      const longest = smsText({ text, ...(leads ? { url } : {}) }, most + 1)
      assert.ok(longest.length >= made.length)
    }),
  )
})

test('joining texts never takes fewer segments than the longer of them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '€', 'क', '😀'), maxLength: 400 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const alone = Math.max(segmentsOf(one).segments, segmentsOf(other).segments)
      assert.ok(segmentsOf(one + other).segments >= alone)
    }),
  )
})

test('what a message to many takes, and costs where the price is known', () => {
  assert.deepEqual(smsEstimate({ text: 'a'.repeat(161) }, 100, 8), { segments: 200, total: 1600 })
  assert.deepEqual(smsEstimate({ text: 'Doors open.', url }, 3, null), { segments: 3, total: null })
})
