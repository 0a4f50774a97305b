import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf } from './client.ts'

test('a client is no promise, so that a function may return one', async () => {
  const sent: string[] = []
  const client = clientOf<{ 'GET /healthz': { summary: string; access: 'public' } }>(async (key) => sent.push(key))
  assert.equal(await Promise.resolve(client), client)
  assert.deepEqual(sent, [])
  await client['GET /healthz']()
  assert.deepEqual(sent, ['GET /healthz'])
})
