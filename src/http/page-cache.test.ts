import assert from 'node:assert/strict'
import test from 'node:test'
import type { CachedPage } from './page-cache.ts'
import { pageCache } from './page-cache.ts'

function page(text: string, tags: string[] = [], status = 200, isShareable = true): CachedPage {
  return { status, headers: [], tags, body: Buffer.from(text), isShareable }
}

function setUp(bytes = 1_000_000) {
  const clock = { time: 0 }
  const cache = pageCache({ now: () => clock.time, milliseconds: 1000, bytes })
  const made: string[] = []
  const get = (key: string, tags: string[] = [], status = 200, isShareable = true) =>
    cache.get(key, async () => {
      made.push(key)
      return page(key, tags, status, isShareable)
    })
  return { clock, cache, made, get }
}

test('a page is made once a second', async () => {
  const { clock, made, get } = setUp()
  await get('/a')
  clock.time = 999
  assert.equal((await get('/a')).body.toString(), '/a')
  assert.deepEqual(made, ['/a'])
  clock.time = 1000
  await get('/a')
  assert.deepEqual(made, ['/a', '/a'])
})

test('all who ask at once share one render', async () => {
  const { made, get } = setUp()
  await Promise.all(Array.from({ length: 50 }, () => get('/a')))
  assert.deepEqual(made, ['/a'])
})

test('a failed render is not kept, nor a page that is not 200', async () => {
  const { cache, made, get } = setUp()
  await assert.rejects(cache.get('/a', () => Promise.reject(new Error('no'))))
  await get('/a', [], 404)
  await get('/a')
  assert.deepEqual(made, ['/a', '/a'])
})

test('a page of one person is neither kept nor shared with those who wait', async () => {
  const { made, get } = setUp()
  const pages = await Promise.all([1, 2, 3].map(() => get('/a', [], 200, false)))
  assert.equal(new Set(pages).size, 3)
  await get('/a', [], 200, false)
  assert.equal(made.length, 4)
})

test('a tag drops the pages that carry it and no others', async () => {
  const { cache, made, get } = setUp()
  await get('/a', ['event:1'])
  await get('/b', ['event:2'])
  cache.drop('event:1')
  await get('/a', ['event:1'])
  await get('/b', ['event:2'])
  assert.deepEqual(made, ['/a', '/b', '/a'])
})

test('a page under way when a tag drops is not kept', async () => {
  const { cache, made, get } = setUp()
  let finish: (page: CachedPage) => void = () => undefined
  const old = cache.get('/a', () => new Promise((resolve) => (finish = resolve)))
  cache.drop('event:1')
  const fresh = get('/a')
  finish(page('old'))
  assert.equal((await old).body.toString(), 'old')
  assert.equal((await fresh).body.toString(), '/a')
  assert.equal((await get('/a')).body.toString(), '/a')
  assert.deepEqual(made, ['/a'])
})

test('the oldest pages go when there are too many bytes', async () => {
  const { made, get } = setUp(8)
  await get('/a')
  await get('/b')
  await get('/c')
  await get('/c')
  await get('/a')
  assert.deepEqual(made, ['/a', '/b', '/c', '/a'])
})
