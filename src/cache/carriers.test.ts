import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../test/harness.ts'
import { anyRedis, noRedis, noRedisToKill, startRedis } from '../../test/redis-server.ts'
import { type Bus, makeBus } from './bus.ts'
import { postgresCarrier } from './postgres-carrier.ts'
import { openRedis, type Redis } from './redis.ts'
import { redisCarrier } from './redis-carrier.ts'
import type { SharedFact } from './shared-facts.ts'

const { db, connect } = await testApp()
const opened: { close(): Promise<void> }[] = []
after(() => Promise.all(opened.map((one) => one.close())))

const changed = (eventId: string): SharedFact => ({ fact: 'event.changed', payload: { eventId } })

/** A bus as another process would have it, what it hears, and what is logged of it. */
function process(redisUrl?: string) {
  const log: string[] = []
  const note = (_data: object, message: string) => void log.push(message)
  const logger = { info: note, warn: note, error: note }
  const redis: Redis | undefined = redisUrl === undefined ? undefined : openRedis(redisUrl, logger)
  const bus = makeBus([...(redis ? [redisCarrier(redis)] : []), postgresCarrier(connect(2).pool, logger)], logger)
  opened.push({ close: async () => void (await Promise.all([bus.close(), redis?.close()])) })
  return { bus, log, redis, ...ear(bus) }
}

/** Waits for what a bus hears. */
function ear(bus: Bus) {
  const heard: string[] = []
  let tell = () => {}
  let gaps = 0
  const note = (work: () => void) => {
    work()
    tell()
  }
  bus.subscribe('facts', (facts) =>
    note(() => heard.push(...facts.map(({ payload }) => ('eventId' in payload ? payload.eventId : '')))),
  )
  bus.onGap(() => note(() => gaps++))
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo())
      await new Promise<void>((resolve) => {
        tell = resolve
        setTimeout(resolve, 50)
      })
  }
  return { heard, until, gaps: () => gaps }
}

/** Says it until the other hears it: that a listener is there yet, nobody tells. */
async function untilHeard(from: Bus, by: ReturnType<typeof ear>, word: string): Promise<void> {
  const say = () => from.publish('facts', [changed(word)])
  const again = setInterval(say, 100)
  say()
  await by.until(() => by.heard.includes(word))
  clearInterval(again)
}

test('what one process tells, another hears through PostgreSQL, and it hears its own words once', async () => {
  const [one, other] = [process(), process()]
  await untilHeard(one.bus, other, 'ready')
  await untilHeard(other.bus, one, 'and back')
  one.bus.publish('facts', [changed('told')])
  await other.until(() => other.heard.includes('told'))
  other.bus.publish('facts', [changed('after')])
  await one.until(() => one.heard.includes('after'))
  assert.equal(one.heard.filter((word) => word === 'told').length, 1)
})

test('a process whose connection is cut listens again, and knows that it may have missed something', async () => {
  const [one, other] = [process(), process()]
  await untilHeard(one.bus, other, 'before')
  const before = other.gaps()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen conflux_news'`.execute(db)
  await other.until(() => other.gaps() > before)
  await untilHeard(one.bus, other, 'since')
})

test('a message that is too long for PostgreSQL is not told, and that is said', async () => {
  const one = process()
  one.bus.publish('facts', [changed('x'.repeat(8000))])
  await one.until(() => one.log.includes('other processes were not told of what happened here'))
  assert.equal(one.heard.length, 1)
})

test('with Redis, news go through it alone', { skip: noRedis }, async (t) => {
  const redis = await anyRedis()
  t.after(redis.stop)
  const [one, other] = [process(redis.url), process(redis.url)]
  const onlyPostgres = process()
  await untilHeard(one.bus, other, 'through Redis')
  await untilHeard(other.bus, one, 'and back through it')
  one.bus.publish('facts', [changed('last')])
  await other.until(() => other.heard.includes('last'))
  await untilHeard(process().bus, onlyPostgres, 'through PostgreSQL')
  assert.ok(!onlyPostgres.heard.includes('last'))
})

test('while Redis is away news go through PostgreSQL, with one warning, and through Redis once it is back', {
  skip: noRedisToKill,
}, async (t) => {
  const redis = await startRedis()
  t.after(redis.stop)
  const [one, other] = [process(redis.url), process(redis.url)]
  await untilHeard(one.bus, other, 'before')
  await redis.kill()
  await untilHeard(one.bus, other, 'meanwhile')
  await untilHeard(other.bus, one, 'meanwhile, back')
  const gaps = other.gaps()
  await redis.start()
  await other.until(() => other.gaps() > gaps && other.log.includes('Redis is back'))
  await one.until(() => one.log.includes('Redis is back'))
  await untilHeard(one.bus, other, 'since')
  for (const { log } of [one, other])
    assert.deepEqual(log, ['Redis is away: the database does its work until it is back', 'Redis is back'])
})

test('a Redis that stands still counts as away', { skip: noRedisToKill }, async (t) => {
  const redis = await startRedis()
  t.after(redis.stop)
  const [one, other] = [process(redis.url), process(redis.url)]
  await untilHeard(one.bus, other, 'before')
  redis.freeze()
  await untilHeard(one.bus, other, 'meanwhile')
  await assert.rejects(one.redis?.ask((client) => client.get('anything')) ?? Promise.resolve(), /away/)
  redis.thaw()
  await one.until(() => one.log.includes('Redis is back'))
  assert.equal(await one.redis?.ask((client) => client.get('anything')), null)
})

test('a process starts where Redis is away, and finds it later', { skip: noRedisToKill }, async (t) => {
  const redis = await startRedis()
  t.after(redis.stop)
  await redis.kill()
  const [one, other] = [process(redis.url), process(redis.url)]
  await untilHeard(one.bus, other, 'without')
  await redis.start()
  await one.until(() => one.log.includes('Redis is back'))
  await untilHeard(one.bus, other, 'with')
})
