import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/harness.ts'

const { browser } = await testApp()

test('a process with its database answers both probes', async () => {
  const { api } = browser()
  assert.deepEqual(await api['GET /healthz'](), { status: 'ok' })
  assert.deepEqual(await api['GET /readyz'](), { status: 'ready' })
})

test('the OpenAPI document names every endpoint', async () => {
  const file = await browser().api['GET /api/openapi.json']()
  // Its reply has no shape of its own: it is what describes shapes.
  assert.equal((file as unknown as { openapi: string }).openapi, '3.1.0')
})

test('it says which endpoints an API key may call, and the scope that takes', async () => {
  const file = await browser().api['GET /api/openapi.json']()
  const { paths } = file as unknown as { paths: Record<string, Record<string, { security: object[] }>> }
  const securityOf = (path: string, method: string) => paths[path]?.[method]?.security
  assert.deepEqual(securityOf('/api/events/{eventId}', 'get'), [
    { bearer: [] },
    { session: [] },
    { key: ['event.read'] },
  ])
  assert.deepEqual(securityOf('/api/events/{eventId}', 'delete'), [{ bearer: [] }, { session: [] }])
  assert.deepEqual(securityOf('/api/me/sessions', 'get'), [{ bearer: [] }, { session: [] }])
})
