import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase32, toBase32 } from './base32.ts'

test('bytes are written as Crockford has it', () => {
  // 00001 00010 00011 is 1, 2, 3; the last digit is filled with zeros.
  const cases: [number[], string][] = [
    [[], ''],
    [[0], '00'],
    [[0xff], 'ZW'],
    [[0b00001000, 0b10000110], '1230'],
    [[0xff, 0xff, 0xff, 0xff, 0xff], 'ZZZZZZZZ'],
  ]
  for (const [bytes, text] of cases) {
    assert.equal(toBase32(Uint8Array.from(bytes)), text)
    assert.deepEqual([...(fromBase32(text) ?? [NaN])], bytes)
  }
})

test('what is not written so is not read', () => {
  for (const text of ['I0', 'L0', 'O0', 'U0', 'zw', '0', 'ZZ', '1231', '000', 'Z W', 'é0'])
    assert.equal(fromBase32(text), null, text)
})

test('all bytes come back, and each text has one way to be written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => assert.deepEqual(fromBase32(toBase32(bytes)), bytes)),
  )
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZIOL'), maxLength: 30 }),
      (text) => {
        const bytes = fromBase32(text)
        if (bytes) assert.equal(toBase32(bytes), text)
      },
    ),
  )
})
