import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limiter } from './limits.ts'
import type { Caller, CallRequest } from './request.ts'

const from = (ip: string) => ({ ip }) as CallRequest
const refused = { code: 'too_many_requests' }

test('a network of IPv6 counts as one address, however many it has', async () => {
  const count = limiter()
  for (let host = 1; host <= 20; host++) await count('sign-in', null, from(`2001:db8::${host}`))
  await assert.rejects(count('sign-in', null, from('2001:db8::ffff:1')), refused)
  await count('sign-in', null, from('2001:db8:0:1::1'))
})

test('signing in counts by address, whoever one is; writes count by person, wherever one is', async () => {
  const count = limiter()
  const person = (userId: string) => ({ userId, key: null }) as Caller
  for (let turn = 0; turn < 20; turn++) await count('sign-in', person(`${turn}`), from('192.0.2.1'))
  await assert.rejects(count('sign-in', person('another'), from('192.0.2.1')), refused)
  for (let turn = 0; turn < 240; turn++) await count('write', person('ada'), from(`192.0.2.${turn}`))
  await assert.rejects(count('write', person('ada'), from('192.0.2.250')), refused)
  await count('write', person('bob'), from('192.0.2.250'))
})

test('an API key counts for itself, not for who made it', async () => {
  const count = limiter()
  const key = { userId: 'ada', key: { id: 'k', organizationId: 'o', scopes: [] } } as unknown as Caller
  for (let turn = 0; turn < 600; turn++) await count('key', key, from('192.0.2.1'))
  await assert.rejects(count('key', key, from('192.0.2.2')), refused)
  for (let turn = 0; turn < 240; turn++) await count('write', key, from('192.0.2.1'))
  await assert.rejects(count('write', key, from('192.0.2.1')), refused)
  await count('write', { userId: 'ada', key: null } as Caller, from('192.0.2.1'))
})

test('each limit counts by itself', async () => {
  const count = limiter()
  for (let turn = 0; turn < 20; turn++) await count('sign-in', null, from('192.0.2.1'))
  await count('mail', null, from('192.0.2.1'))
})
