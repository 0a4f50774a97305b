import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seal, unseal } from './seal.ts'
import { keyFor } from './sign.ts'

const key = keyFor('some secret', 'one purpose')

test('what is sealed is opened by the same key, and looks different each time', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual([...unseal(key, seal(key, bytes))], [...bytes])
      assert.notEqual(seal(key, bytes), seal(key, bytes))
    }),
  )
})

test('another key, an altered text and none at all are refused', () => {
  const sealed = seal(key, Buffer.from('a secret'))
  assert.throws(() => unseal(keyFor('some secret', 'another purpose'), sealed))
  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const altered = sealed.slice(0, at) + other + sealed.slice(at + 1)
    // The last digit of base64url may carry bits that no byte has.
    if (Buffer.from(altered, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue
    assert.throws(() => unseal(key, altered), `altered at ${at}`)
  }
  assert.throws(() => unseal(key, ''))
})
