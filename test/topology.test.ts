import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../src/db/id.ts'
import { completeDraft, makeEvent } from './events.ts'
import { newBrowser, type TestBrowser } from './harness.ts'
import { mails, tokenFor } from './mail.ts'
import { noRedisToKill, type RedisServer, startRedis } from './redis-server.ts'
import { refusedWith } from './refused.ts'
import { buy, marta } from './sales.ts'
import { cookieOf, openSocket } from './sockets.ts'
import { end, type Installation, type Part, startInstallation } from './topology/installation.ts'

/** The long proofs start the same installation once more, with nothing but PostgreSQL between its processes. */
const kinds = [
  { name: 'with Redis', skip: noRedisToKill, usesRedis: true },
  ...(process.env.PROOF ? [{ name: 'with PostgreSQL alone', skip: false, usesRedis: false }] : []),
]

for (const { name, skip, usesRedis } of kinds)
  describe(`an installation of several processes, ${name}`, { skip }, () => {
    let redis: RedisServer | undefined
    let all: Installation
    let organizer: TestBrowser
    let eventId = ''
    let slug = ''
    let typeId = ''

    before(async () => {
      redis = usesRedis ? await startRedis() : undefined
      all = await startInstallation(redis?.url)
      organizer = newBrowser(all.origin)
    })
    after(async () => {
      await all?.stop()
      await redis?.stop()
    })

    test('each process answers its probes, and what is not its role is not there', async () => {
      const parts = [...all.web, all.worker, all.realtime]
      assert.deepEqual(await Promise.all(parts.map((part) => statusOf(part, '/healthz'))), [200, 200, 200, 200])
      assert.deepEqual(await Promise.all(parts.map((part) => statusOf(part, '/api/me'))), [200, 200, 404, 404])
      assert.deepEqual(await Promise.all(parts.map((part) => statusOf(part, '/'))), [200, 200, 404, 404])
    })

    test('somebody signs up and puts on an event', async () => {
      const { api } = organizer
      const password = 'ferry boots at night'
      await api['POST /api/sign-up']({ body: { ...marta, password } })
      const token = await eventually(() => tokenFor(all.database.db, marta.email))
      await api['POST /api/email-confirmations/confirm']({ body: { token } })
      const { id } = await api['POST /api/organizations']({
        body: { name: 'Clube da Solda', timeZone: completeDraft.timeZone },
      })
      const made = await makeEvent(organizer, id)
      ;({ eventId, slug } = made)
      typeId = String(made.typeIds[0])
    })

    test('what is changed at one process is seen on the pages of all', async () => {
      const titles = () => Promise.all(all.web.map((part) => titleOf(part, `/e/${slug}`)))
      assert.deepEqual(await titles(), ['Night Ferry', 'Night Ferry'])
      await organizer.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { name: 'Morning Ferry' } })
      await eventually(async () => assert.deepEqual(await titles(), ['Morning Ferry', 'Morning Ferry']))
    })

    /** Sits in the studio of the event, on a socket; what comes back waits until so many are sold there. */
    async function watchSales(): Promise<(count: number) => Promise<unknown>> {
      const room = `studio:${eventId}`
      const { join, next } = openSocket(all.origin, { headers: cookieOf(organizer) })
      assert.ok('v' in (await join(room)))
      return (count) => soon(next(room, ({ state }) => (state as { sold: number }).sold === count))
    }

    test('tickets are bought, mailed, shown as sold and let in once, while Redis is killed in between', async () => {
      const buyer = newBrowser(all.origin)
      const sold = await watchSales()
      const before = await buy(buyer, { eventId, typeId, quantity: 2 }, { name: 'Jun', email: 'jun@example.net' })
      await sold(2)
      await redis?.kill()
      const meanwhile = await buy(
        newBrowser(all.origin),
        { eventId, typeId },
        { name: 'Ada', email: 'ada@example.net' },
      )
      await sold(3)
      const tickets = [...before.tickets, ...meanwhile.tickets].map(({ id }) => id)
      assert.equal(tickets.length, 3)
      const scan = (ticketId: string) =>
        organizer.api['POST /api/events/:eventId/scans']({ params: { eventId }, body: { nonce: newId(), ticketId } })
      for (const id of tickets) {
        const results = await Promise.all([scan(id), scan(id)])
        assert.deepEqual(results.map(({ scan }) => scan.result).sort(), ['admitted', 'already_in'])
      }
      await redis?.start()
      await buy(newBrowser(all.origin), { eventId, typeId }, { name: 'Eve', email: 'eve@example.net' })
      await sold(4)
      for (const email of ['jun@example.net', 'ada@example.net', 'eve@example.net'])
        await eventually(async () => assert.equal((await mails(all.database.db, email)).length, 1))
    })

    if (usesRedis)
      test('every process said that Redis was away, once each time, and that it is back', async () => {
        for (const { log } of [...all.web, all.worker, all.realtime])
          await eventually(async () => {
            // A machine that is busy enough loses it more often.
            const said = log.join('').match(/Redis is (away|back)/g) ?? []
            assert.match(said.join(), /^(Redis is away,Redis is back,?)+$/)
          })
      })

    test('who signs out at one process is signed out at the other at once', async () => {
      const [one, other] = all.web.map(({ origin }) => newBrowser(origin))
      assert.ok(one && other)
      for (const [name, value] of organizer.cookies) for (const { cookies } of [one, other]) cookies.set(name, value)
      assert.equal((await other.api['GET /api/me']())?.email, marta.email)
      await one.api['POST /api/sign-out']()
      assert.equal(await other.api['GET /api/me'](), null)
    })

    test('a process that is killed leaves its work to the other, and comes back', async () => {
      const [one] = all.web
      await end(one.child, 'SIGKILL')
      for (let turn = 0; turn < 4; turn++) assert.equal((await fetch(`${all.origin}/e/${slug}`)).status, 200)
      await all.replace(one)
      assert.equal(await statusOf(one, '/healthz'), 200)
    })

    test('tries to sign in are counted together, whichever process they meet', async () => {
      const stranger = newBrowser(all.origin)
      // At one account after the other: guesses at the same one are counted by it, in the database.
      const wrong = () =>
        stranger.api['POST /api/sign-in']({ body: { email: `${randomUUID()}@example.org`, password: randomUUID() } })
      const codes: unknown[] = []
      for (let turn = 0; turn < 21; turn++) codes.push(await wrong().catch((error) => error.code))
      assert.equal(codes.at(-1), 'too_many_requests')
      await refusedWith('too_many_requests', wrong())
    })

    test('told to stop, every process finishes and ends well', async () => {
      const parts = [...all.web, all.worker, all.realtime]
      assert.deepEqual(await Promise.all(parts.map(({ child }) => end(child, 'SIGTERM'))), [0, 0, 0, 0])
    })
  })

const statusOf = async ({ origin }: Part, path: string) => (await fetch(origin + path)).status

async function titleOf({ origin }: Part, path: string): Promise<string | undefined> {
  return /<h1[^>]*>(?:<[^>]+>)*([^<]+)/.exec(await (await fetch(origin + path)).text())?.[1]
}

/** What comes about when others have done their part; its last failure when it does not within half a minute. */
async function eventually<T>(what: () => Promise<T>): Promise<T> {
  const until = Date.now() + 30_000
  for (;;) {
    try {
      return await what()
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(50)
    }
  }
}

/** What news bring about: before a room that hears none looks by itself, which it does after half a minute. */
const soon = <T>(news: Promise<T>) =>
  Promise.race([news, pause(20_000, undefined, { ref: false }).then(() => assert.fail('no news came'))])
