import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashSecret } from '../../../lib/secrets.ts'
import { hashOfKey, isApiKey, newApiKey } from './secret.ts'

test('a key is told by its beginning, and known by the hash of all of it', () => {
  const { key, start, hash } = newApiKey()
  assert.match(key, /^cfx_[0-9A-Za-z]{49}$/)
  assert.ok(isApiKey(key) && key.startsWith(start) && start.length === 10)
  assert.equal(hashOfKey(key), hash)
  assert.equal(hash, hashSecret(key))
  assert.notEqual(newApiKey().key, key)
})

test('the checksum is CRC-32 in base 62, as others compute it', () => {
  for (const key of [
    'cfx_00000000000000000000000000000000000000000013lIt9u',
    'cfx_Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3z2tAjh2',
  ])
    assert.notEqual(hashOfKey(key), undefined)
})

test('what was mistyped, cut or added to is no key', () => {
  const { key } = newApiKey()
  const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
  fc.assert(
    fc.property(fc.nat(key.length - 1), character, (at, other) => {
      fc.pre(key[at] !== other)
      assert.equal(hashOfKey(key.slice(0, at) + other + key.slice(at + 1)), undefined)
      assert.equal(hashOfKey(key.slice(0, at)), undefined)
      assert.equal(hashOfKey(key.slice(0, at) + other + key.slice(at)), undefined)
    }),
  )
  for (const text of ['', 'cfx_', ` ${key}`, `${key}\n`, key.toUpperCase()]) assert.equal(hashOfKey(text), undefined)
})
