import assert from 'node:assert/strict'
import test from 'node:test'
import fastify from 'fastify'
import { serveCovers, sizeOf } from './covers.ts'

test('sizes outside the bounds are none', () => {
  for (const text of ['700x520', '16x16', '2000x400']) assert.ok(sizeOf(text), text)
  for (const text of ['', '700', '700x', '8x8', '2001x700', '700x-1', '0700x520', '1e3x700', '2000x100', '70x70x70'])
    assert.equal(sizeOf(text), undefined, text)
})

test('a cover is served once and for ever', async (t) => {
  const server = fastify()
  t.after(() => server.close())
  serveCovers(server)
  const first = await server.inject('/covers/music/loose-wires-26/700x520.svg')
  assert.equal(first.statusCode, 200)
  assert.equal(first.headers['content-type'], 'image/svg+xml; charset=utf-8')
  assert.match(String(first.headers['cache-control']), /immutable/)
  assert.match(first.body, /^<svg /)
  const headers = { 'if-none-match': String(first.headers.etag) }
  const again = await server.inject({ url: '/covers/music/loose-wires-26/700x520.svg', headers })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
})

test('a wrong category, size or seed is not found', async (t) => {
  const server = fastify()
  t.after(() => server.close())
  serveCovers(server)
  for (const path of ['cooking/x/700x520', 'music/x/9x9', 'music/x/700x520x1', `music/${'s'.repeat(81)}/700x520`]) {
    assert.equal((await server.inject(`/covers/${path}.svg`)).statusCode, 404, path)
  }
})
