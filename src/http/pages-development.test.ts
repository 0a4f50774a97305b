import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import fastify from 'fastify'
import { developmentPages } from './pages-development.ts'

test('a server with pages from source stops while a page listens for changes', { timeout: 60_000 }, async () => {
  const server = fastify()
  await developmentPages(server)
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  const script = await (await fetch(`${origin}/@vite/client`)).text()
  const [, token] = /wsToken = "([^"]+)"/.exec(script) ?? []
  assert.ok(token)
  const page = new WebSocket(`${origin.replace('http', 'ws')}/?token=${token}`, 'vite-hmr')
  await once(page, 'open')
  await Promise.all([once(page, 'close'), server.close()])
})
