import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findRedis, provideRedis } from './redis.ts'

/** A machine whose PATH has just one redis-server, which is this script. */
function machine(t: TestContext, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'conflux-redis-'))
  const path = join(folder, 'redis-server')
  writeFileSync(path, script)
  chmodSync(path, 0o755)
  const { PATH, TEST_REDIS_URL } = process.env
  process.env.PATH = folder
  delete process.env.TEST_REDIS_URL
  t.after(() => {
    process.env.PATH = PATH
    if (TEST_REDIS_URL) process.env.TEST_REDIS_URL = TEST_REDIS_URL
    rmSync(folder, { recursive: true })
  })
  return path
}

test('an installed redis-server that runs is taken', (t) => {
  const path = machine(t, '#!/bin/sh\necho "Redis server v=7.0.15 sha=0"\n')
  assert.equal(
    provideRedis(() => assert.fail('nothing is installed')),
    path,
  )
})

test('one that does not run is none', (t) => {
  machine(t, '#!/bin/sh\nexit 1\n')
  assert.equal(findRedis(), undefined)
})

test('with TEST_REDIS_URL none is looked for', (t) => {
  machine(t, '#!/bin/sh\necho "Redis server v=7.0.15 sha=0"\n')
  process.env.TEST_REDIS_URL = 'redis://elsewhere'
  t.after(() => delete process.env.TEST_REDIS_URL)
  assert.equal(
    provideRedis(() => assert.fail('nothing is installed')),
    undefined,
  )
})
