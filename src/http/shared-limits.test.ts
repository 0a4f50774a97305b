import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../test/harness.ts'
import { anyRedis, noRedis, noRedisToKill, startRedis } from '../../test/redis-server.ts'
import { openRedis, type Redis } from '../cache/redis.ts'
import { type Count, forgetOldCounts, limiter } from './limits.ts'
import type { Caller, CallRequest } from './request.ts'

const { db, database } = await testApp()
const refused = { code: 'too_many_requests' }
const opened: Redis[] = []
after(() => Promise.all(opened.map((redis) => redis.close())))

/** Two processes that count together. */
function twoProcesses(redisUrl?: string): [Count, Count] {
  const one = () => {
    if (redisUrl === undefined) return limiter({ pool: database.pool, redis: null })
    const redis = openRedis(redisUrl, { info() {}, warn() {} })
    opened.push(redis)
    return limiter({ pool: database.pool, redis })
  }
  return [one(), one()]
}

let addresses = 0
/** Somebody from an address that nobody called from yet. */
const somebody = () => ({ ip: `198.51.100.${++addresses}` }) as CallRequest

async function signsInTwentyTimes([one, other]: [Count, Count]): Promise<void> {
  const from = somebody()
  for (let turn = 0; turn < 10; turn++) await Promise.all([one, other].map((count) => count('sign-in', null, from)))
  await assert.rejects(one('sign-in', null, from), refused)
  await assert.rejects(other('sign-in', null, from), refused)
  await other('sign-in', null, somebody())
}

const storedCounts = async () =>
  (await sql<{ key: string; points: number }>`select key, points from rate_limit`.execute(db)).rows

test('processes count sign-ins together in the database', async () => {
  await signsInTwentyTimes(twoProcesses())
  assert.ok((await storedCounts()).length > 0)
})

test('somebody at many processes at once is let through no more often than at one', async () => {
  const [one, other] = twoProcesses()
  const from = somebody()
  const calls = Array.from({ length: 60 }, (_, turn) => (turn % 2 ? one : other)('mail', null, from))
  const through = (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled')
  assert.equal(through.length, 10)
})

test('who writes as people do asks no store, and who writes much is counted by all', async () => {
  const [one, other] = twoProcesses()
  const ada = { userId: `ada-${addresses}`, key: null } as Caller
  const keyOfAda = async () => (await storedCounts()).find(({ key }) => key.endsWith(ada.userId))
  for (let turn = 0; turn < 30; turn++) await one('write', ada, somebody())
  assert.equal(await keyOfAda(), undefined)
  await one('write', ada, somebody())
  assert.equal((await keyOfAda())?.points, 31)
  for (let turn = 31; turn < 200; turn++) await one('write', ada, somebody())
  // Those of the other process join when it comes to ask: 200 here, and 40 of its own.
  for (let turn = 0; turn < 40; turn++) await other('write', ada, somebody())
  await assert.rejects(other('write', ada, somebody()), refused)
  await assert.rejects(one('write', ada, somebody()), refused)
})

test('counts that are over are forgotten, others are not', async () => {
  await twoProcesses()[0]('sign-in', null, somebody())
  await forgetOldCounts(db, new Date())
  assert.ok((await storedCounts()).length > 0)
  await forgetOldCounts(db, new Date(Date.now() + 601_000))
  assert.deepEqual(await storedCounts(), [])
})

test('with Redis they count there, and not in the database', { skip: noRedis }, async (t) => {
  const redis = await anyRedis()
  t.after(redis.stop)
  await forgetOldCounts(db, new Date(Date.now() + 601_000))
  const processes = twoProcesses(redis.url)
  await Promise.all(opened.slice(-2).map((one) => untilHere(one)))
  await signsInTwentyTimes(processes)
  assert.deepEqual(await storedCounts(), [])
})

test('while Redis is away they count in the database, and there again after', { skip: noRedisToKill }, async (t) => {
  const redis = await startRedis()
  t.after(redis.stop)
  const processes = twoProcesses(redis.url)
  const connections = opened.slice(-2)
  await Promise.all(connections.map(untilHere))
  await redis.kill()
  await signsInTwentyTimes(processes)
  const meanwhile = (await storedCounts()).length
  assert.ok(meanwhile > 0)
  await redis.start()
  await Promise.all(connections.map(untilHere))
  await signsInTwentyTimes(processes)
  assert.equal((await storedCounts()).length, meanwhile)
})

/** Waits until Redis answers. */
async function untilHere(redis: Redis): Promise<void> {
  const isHere = () =>
    redis
      .ask((client) => client.ping())
      .then(
        () => true,
        () => false,
      )
  while (!(await isHere())) await new Promise((resolve) => setTimeout(resolve, 20))
}
