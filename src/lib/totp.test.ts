import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { secretText, stepAt, stepOf, totp, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238, appendix B, the rows of SHA1.
const vectors: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
]

for (const [seconds, code] of vectors)
  test(`the code at ${seconds} s is ${code}`, () => {
    assert.equal(totp(secret, stepAt(new Date(seconds * 1000)), 8), code)
  })

test('a code is good in its step, the one before and the one after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4_000_000_000 }), fc.integer({ min: -5, max: 5 }), (seconds, away) => {
      const now = new Date(seconds * 1000)
      const step = stepAt(now) + away
      if (step < 0) return
      const found = stepOf(secret, totp(secret, step), now)
      // Codes of steps further away are others, but for one in a million.
      if (Math.abs(away) <= 1) assert.ok(found !== undefined && totp(secret, found) === totp(secret, step))
      else if (found !== undefined) assert.equal(totp(secret, found), totp(secret, step))
    }),
  )
  assert.equal(stepOf(secret, totp(secret, 1002), new Date(1000 * 30_000)), undefined)
  assert.equal(stepOf(secret, '', new Date(0)), undefined)
})

// RFC 4648, section 10, without the padding.
test('a secret is written in Base 32', () => {
  const texts = { '': '', f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' }
  for (const [plain, coded] of Object.entries(texts)) assert.equal(secretText(Buffer.from(plain)), coded)
})

test('an app reads whose code it is', () => {
  const uri = new URL(totpUri(secret, { issuer: 'Quay 4', account: 'ana+x@example.org' }))
  assert.equal(decodeURIComponent(uri.pathname), '/Quay 4:ana+x@example.org')
  assert.deepEqual(Object.fromEntries(uri.searchParams), {
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Quay 4',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
