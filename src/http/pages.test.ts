import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { keyFor } from '../lib/sign.ts'
import { servePages } from './pages.ts'
import { localPath } from './preferences.ts'
import { readRequest } from './read-request.ts'

/** Pages in place of the built ones: they say what reached them, and count themselves. */
const ENTRY = `
let renders = 0
export const createRenderer = () => ({
  queryOf: (path) => (path === '/list' ? ['q'] : []),
  async render({ request, api, language, theme, signedIn }) {
    const url = new URL(request.url)
    if (url.pathname === '/away') return { status: 303, headers: [['location', '/list']], tags: [], html: '' }
    if (url.pathname === '/cookie') api.setCookie('hold=1')
    const status = url.pathname === '/none' ? 404 : 200
    renders += 1
    const form = request.method === 'POST' ? Object.fromEntries(await request.formData()) : null
    const said = { renders, origin: url.origin, path: url.pathname + url.search, language, theme, signedIn, form }
    return { status, headers: [], tags: [url.pathname], html: JSON.stringify(said) }
  },
})`

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const OWN = { ...FORM, host: 'conflux.test', origin: 'http://conflux.test' }

async function site(t: TestContext) {
  const dist = await mkdtemp(join(tmpdir(), 'pages-'))
  await mkdir(join(dist, 'server'))
  await mkdir(join(dist, 'client', '.vite'), { recursive: true })
  await mkdir(join(dist, 'client', 'assets'))
  await writeFile(join(dist, 'server', 'entry-server.js'), ENTRY)
  await writeFile(join(dist, 'server', 'package.json'), '{"type":"module"}')
  await writeFile(join(dist, 'client', '.vite', 'manifest.json'), '{}')
  await writeFile(join(dist, 'client', 'assets', 'a-123.js'), 'export {}')
  const server = fastify()
  t.after(async () => {
    await server.close()
    await rm(dist, { recursive: true })
  })
  const clock = { time: 0 }
  const pages = await servePages(server, {
    dist,
    publicUrl: () => 'https://conflux.example',
    requestOf: (request) => readRequest(request, keyFor('a secret', 'browser cookie')),
    apiFor: (call) => ({ setCookie: (line: string) => call.cookies.push(line) }),
    hasSession: (cookies) => cookies.session !== undefined,
    now: () => clock.time,
  })
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await server.inject({ url, headers })
    return { reply, said: reply.headers['content-type']?.toString().startsWith('text/html') ? reply.json() : null }
  }
  return { server, pages, clock, get }
}

test('a page of strangers is rendered once a second, by language, theme and known query', async (t) => {
  const { clock, get } = await site(t)
  assert.equal((await get('/list')).said.renders, 1)
  assert.equal((await get('/list?utm_source=x')).said.renders, 1)
  assert.equal((await get('/list?q=jazz&utm_source=x')).said.path, '/list?q=jazz')
  assert.equal((await get('/list', { 'accept-language': 'de' })).said.language, 'de')
  assert.equal((await get('/list', { cookie: 'theme=dark; lang=hi' })).said.theme, 'dark')
  assert.equal((await get('/list')).said.renders, 1)
  clock.time = 1000
  assert.equal((await get('/list')).said.renders, 5)
})

test('a page is made for the public address, whatever host was asked for, and strangers by other names share it', async (t) => {
  const { get } = await site(t)
  const { said } = await get('/list', { host: 'evil.test' })
  assert.equal(said.origin, 'https://conflux.example')
  assert.deepEqual((await get('/list', { host: 'conflux.example' })).said, said)
  assert.equal((await get('//evil.test/list')).said.origin, 'https://conflux.example')
})

test('what carries a cookie of somebody is never shared', async (t) => {
  const { get } = await site(t)
  const mine = await get('/list', { cookie: 'session=1' })
  assert.equal(mine.said.signedIn, true)
  assert.equal(mine.said.renders, 1)
  assert.equal((await get('/list')).said.renders, 2)
  assert.equal((await get('/list', { cookie: 'session=1' })).said.renders, 3)
  assert.equal((await get('/list', { authorization: 'Bearer x' })).said.renders, 4)
  assert.equal((await get('/list', { 'order-secret': 'a'.repeat(22) })).said.renders, 5)
  assert.equal((await get('/list')).said.renders, 2)
})

test('a page that sets a cookie, or is not found, is not kept; the cookie goes out', async (t) => {
  const { get } = await site(t)
  const first = await get('/cookie')
  assert.deepEqual(first.reply.headers['set-cookie'], ['hold=1'])
  assert.equal((await get('/cookie')).said.renders, 2)
  assert.equal((await get('/none')).reply.statusCode, 404)
  assert.equal((await get('/none')).said.renders, 4)
})

test('a change drops the pages that show it', async (t) => {
  const { pages, get } = await site(t)
  await get('/list')
  await get('/other')
  pages.drop('/list')
  assert.equal((await get('/other')).said.renders, 2)
  assert.equal((await get('/list')).said.renders, 3)
})

test('pages go out compressed to those who take it', async (t) => {
  const { server, get } = await site(t)
  const { said } = await get('/list')
  const reply = await server.inject({ url: '/list', headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(reply.headers['content-encoding'], 'gzip')
  assert.deepEqual(JSON.parse(gunzipSync(reply.rawPayload).toString()), said)
})

test('redirects keep their status and place', async (t) => {
  const { get } = await site(t)
  const { reply } = await get('/away')
  assert.equal(reply.statusCode, 303)
  assert.equal(reply.headers.location, '/list')
})

test('a form reaches its page with its query', async (t) => {
  const { server } = await site(t)
  const reply = await server.inject({ method: 'POST', url: '/list?index', headers: OWN, payload: 'name=Marta&n=2' })
  assert.equal(reply.statusCode, 200)
  assert.deepEqual(reply.json().form, { name: 'Marta', n: '2' })
  assert.equal(reply.json().path, '/list?index')
})

test('a form from elsewhere, or of nobody knows where, is refused', async (t) => {
  const { server } = await site(t)
  const strangers: Record<string, string>[] = [
    FORM,
    { ...OWN, origin: 'https://evil.test' },
    { ...OWN, origin: 'null' },
    { ...OWN, origin: 'no address' },
    { ...OWN, 'sec-fetch-site': 'cross-site' },
    { ...OWN, 'sec-fetch-site': 'same-site' },
  ]
  server.setErrorHandler((error, _request, reply) => reply.status((error as { status: number }).status).send())
  for (const headers of strangers) {
    const reply = await server.inject({ method: 'POST', url: '/list', headers, payload: 'a=1' })
    assert.equal(reply.statusCode, 403, JSON.stringify(headers))
  }
})

test('paths of programs and files that are not there are never pages', async (t) => {
  const { get } = await site(t)
  for (const path of ['/api', '/api/none', '/covers/x', '/assets/none.js', '/.vite/manifest.json?x']) {
    const { reply, said } = await get(path)
    if (path.startsWith('/.vite')) assert.doesNotMatch(reply.body, /^\{\}$/)
    else {
      assert.equal(reply.statusCode, 404, path)
      assert.equal(said, null, path)
    }
  }
  const { reply } = await get('/assets/a-123.js')
  assert.equal(reply.headers['cache-control'], 'public, max-age=31536000, immutable')
})

test('language and colours are kept in cookies, and the way back stays on this site', async (t) => {
  const { server } = await site(t)
  const payload = 'lang=de&theme=dark&next=%2Fe%2Fjazz%3Fq%3D1'
  const reply = await server.inject({ method: 'POST', url: '/preferences', headers: OWN, payload })
  assert.equal(reply.statusCode, 303)
  assert.equal(reply.headers.location, '/e/jazz?q=1')
  assert.match(String(reply.headers['set-cookie']), /lang=de; Max-Age=31536000.*theme=dark/)
  const wrong = await server.inject({ method: 'POST', url: '/preferences', headers: OWN, payload: 'lang=xx&theme=red' })
  assert.equal(wrong.headers['set-cookie'], undefined)
  for (const next of [null, '', '//evil.test', '/\\evil.test', 'https://evil.test', '/a\r\nb', 'javascript:1']) {
    assert.equal(localPath(next), '/')
  }
})

test('an address that is none, and a form that cannot be read, are refused and not taken for faults', async (t) => {
  const { server, get } = await site(t)
  assert.equal((await get('/', { host: '[' })).reply.statusCode, 400)
  const multipart = { ...OWN, 'content-type': 'multipart/form-data; boundary=x' }
  const broken = await server.inject({ method: 'POST', url: '/list', headers: multipart, payload: 'zzz' })
  assert.equal(broken.statusCode, 400)
})
