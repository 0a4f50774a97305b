import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { keyFor } from '../lib/sign.ts'
import { readRequest } from './read-request.ts'

/** As much of a request as is read. */
const read = (headers: Record<string, string>) =>
  readRequest({ id: 'r', ip: '127.0.0.1', headers } as unknown as FastifyRequest, keyFor('a secret', 'browser cookie'))

const secret = (number: number) => `${number}`.padStart(22, 's')

test('the secret a program sends counts, however many a cookie has', () => {
  const cookie = `conflux.orders=${Array.from({ length: 30 }, (_, index) => secret(index)).join('.')}`
  const { secrets } = read({ cookie, 'order-secret': secret(99) })
  assert.equal(secrets.length, 25)
  assert.equal(secrets[0], secret(99))
})

test('what is no secret is left out', () => {
  assert.deepEqual(read({ cookie: 'conflux.orders=short..' }).secrets, [])
  assert.deepEqual(read({ 'order-secret': `${secret(1)}' or 1=1` }).secrets, [])
})

test('a key is kept as it is, or as its hash where it is long or odd, and never left out', () => {
  const key = (text: string) => read({ 'idempotency-key': text }).idempotencyKey
  assert.equal(key('a-key'), 'a-key')
  assert.match(String(key('k'.repeat(500))), /^[\w-]{43}$/)
  assert.match(String(key('ä key')), /^[\w-]{43}$/)
  assert.equal(key(''), undefined)
})
