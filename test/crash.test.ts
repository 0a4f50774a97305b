import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect, type Database, type Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'
import { migrate } from '../src/db/migrate.ts'
import { letTimePass, whatIsOff } from './crash/aftermath.ts'
import { type Applications, startApplications } from './crash/applications.ts'
import { type Plan, type Purchase, plans, shopBy } from './crash/buyers.ts'
import { makeScarceEvent } from './crash/event.ts'
import { type AcceptedMail, startMailServer } from './crash/mails.ts'
import { inTheMidst } from './crash/midst.ts'
import { startPostgres } from './crash/postgres.ts'

const seed = Number(process.env.SEED ?? randomInt(2 ** 31 - 1))
const proof = process.env.PROOF !== undefined
/** How often the application, and as often PostgreSQL, is killed. */
const rounds = proof ? 10 : 1
const buyersPerKill = 40

const dataDir = mkdtempSync(join(tmpdir(), 'crash-test-data-'))
const postgres = await startPostgres()
const mailServer = await startMailServer()
// Whoever is told to end takes along what was started here.
process.once('SIGTERM', () => process.exit(1))
const databases: Database[] = []
after(async () => {
  await Promise.all(databases.map((database) => database.close()))
  await mailServer.stop()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** When something was killed, until all was there again. */
interface Outage {
  from: number
  until: number
}

interface Campaign {
  db: Db
  purchases: Purchase[]
  mails: AcceptedMail[]
}

const victims = Array.from({ length: rounds }, () => ['application', 'postgres'] as const).flat()
let last: Campaign | undefined

for (const processes of proof ? [1, 2, 4] : [1, 2]) {
  test(`nothing acknowledged is missing after ${victims.length} kills, with application processes: ${processes}`, async (t) => {
    t.diagnostic(`seed ${seed}`)
    const url = await postgres.newDatabase(`crash_${processes}`)
    const env = {
      PATH: String(process.env.PATH),
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      SMTP_URL: mailServer.url,
      APP_SECRET: randomBytes(32).toString('hex'),
      PORT: '0',
      DEMO: 'off',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
    }
    const database = connect({ connection: url, maximum: 8, onError: () => {} })
    databases.push(database)
    const { db } = database
    await refuseForgetful(db)
    await migrate(database)
    const buyers = victims.length * buyersPerKill
    const event = await makeScarceEvent(db, { perType: buyers, inAll: Math.floor(buyers * 1.5) })

    const applications = startApplications(processes, env)
    t.after(() => applications.end())
    const { purchases, outages } = await rush(db, applications, event)
    const over = performance.now()
    await applications.end()
    outages.push({ from: over, until: performance.now() })

    let at: Date | undefined
    const app = await makeApp({
      config: readConfig({ ...env, LOG_LEVEL: 'fatal' }),
      database,
      now: () => at ?? new Date(),
    })
    t.after(() => app.close())
    await app.server.listen({ host: '127.0.0.1', port: 0 })
    await letTimePass(app, database, (moment) => {
      at = moment
    })

    const ours = new Set(purchases.map(({ email }) => email))
    const mails = mailServer.accepted.filter(({ to }) => ours.has(to))
    t.diagnostic(summaryOf(purchases, mails))
    const off = await whatIsOff(db, purchases, mails)
    assert.equal(off.length, 0, [...off, 'Logged last:', ...applications.log.slice(-20)].join('\n'))
    assert.deepEqual(doubledForNoReason(mails, outages), [])
    assert.deepEqual(applications.deaths, [])
    assert.ok(purchases.some(({ isPaid }) => isPaid) && purchases.some(({ isCharged, isPaid }) => isCharged && !isPaid))
    last = { db, purchases, mails }
  })
}

test('what is checked afterwards finds what is missing', async () => {
  assert.ok(last)
  const { db, purchases, mails } = last
  const told = purchases.find(({ isPaid }) => isPaid)
  assert.ok(told?.order)
  const forgotten = { ...told, order: { ...told.order, id: newId() } }
  const someMails = mails.filter(({ to }) => to !== told.email)
  const again = { to: told.email, messageId: '<another@example.org>', at: 0 }
  assert.match((await whatIsOff(db, [forgotten], mails)).join(), /^[^,]* order \w+ is not there$/)
  assert.match((await whatIsOff(db, purchases, someMails)).join(), /^the mail of order \w+ is lost: sent, 0 accepted$/)
  assert.match((await whatIsOff(db, purchases, [...mails, again])).join(), /^the mail of .* several Message-IDs$/)
  await sql`update payment set state = 'pending' where id = ${told.paymentId}`.execute(db)
  assert.match((await whatIsOff(db, purchases, mails)).join(), /I3: .* but the order is paid and the payment pending/)
})

/** A database that forgets commits would prove nothing. */
async function refuseForgetful(db: Db): Promise<void> {
  const { rows } = await sql`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`.execute(db)
  assert.deepEqual(rows, [{ fsync: 'on', commit: 'on' }])
}

/**
 * Lets buyers come, all at once, as many for each kill; while they are served, at an answer that chance picks, something is killed.
 */
async function rush(
  db: Db,
  applications: Applications,
  event: { eventId: string; typeIds: string[] },
): Promise<{ purchases: Purchase[]; outages: Outage[] }> {
  const purchases: Purchase[] = []
  const outages: Outage[] = []
  const crowds = fc.sample(
    fc.record({
      plans: fc.array(plans, { minLength: buyersPerKill, maxLength: buyersPerKill }),
      killAt: fc.integer({ min: 1, max: buyersPerKill * 3 }),
      /** A table whose writer is hit, or milliseconds after the answer, just before which a transaction has ended. */
      when: fc.oneof(fc.constantFrom('idempotency_key' as const, 'journal' as const), fc.integer({ min: 0, max: 40 })),
    }),
    { numRuns: victims.length, seed },
  )
  for (const [index, { plans, killAt, when }] of crowds.entries()) {
    const kill = async (isOver: () => boolean) => {
      const victim = victims[index] === 'postgres' ? postgres : applications
      if (typeof when === 'string') return inTheMidst(db, when, isOver, victim.kill)
      await pause(when)
      await victim.kill()
    }
    const crowd = await serve(applications, event, plans, killAt, kill)
    purchases.push(...crowd.purchases)
    outages.push(crowd.outage)
  }
  return { purchases, outages }
}

/** Serves one crowd, and kills at the answer of this number, or among the jobs that follow if there are fewer. */
async function serve(
  { origin }: Applications,
  event: { eventId: string; typeIds: string[] },
  plans: readonly Plan[],
  killAt: number,
  kill: (isOver: () => boolean) => Promise<void>,
): Promise<{ purchases: Purchase[]; outage: Outage }> {
  let answers = 0
  let isServed = false
  let outage: Promise<Outage> | undefined
  const strike = async () => {
    const from = performance.now()
    await kill(() => isServed)
    return { from, until: performance.now() }
  }
  const onAnswer = () => {
    answers += 1
    if (answers === killAt) outage = strike()
  }
  const purchases = await Promise.all(plans.map((plan) => shopBy({ ...event, origin, onAnswer }, plan)))
  isServed = true
  outage ??= strike()
  return { purchases, outage: await outage }
}

/** Mails that went out again although nothing was killed between sending and saying so. */
function doubledForNoReason(mails: readonly AcceptedMail[], outages: readonly Outage[]): AcceptedMail[] {
  const byId = Map.groupBy(mails, ({ messageId }) => messageId)
  return [...byId.values()].flatMap((same) =>
    same.filter((mail, index) => {
      const before = same[index - 1]
      return before && !outages.some(({ from, until }) => from <= mail.at && until >= before.at)
    }),
  )
}

/** What the campaign met, so that one can see whether it was hard enough. */
function summaryOf(purchases: readonly Purchase[], mails: readonly AcceptedMail[]): string {
  const count = (is: (purchase: Purchase) => unknown) => purchases.filter(is).length
  const doubled = mails.length - new Set(mails.map(({ messageId }) => messageId)).size
  return [
    `${purchases.length} buyers`,
    `${count(({ isCharged }) => isCharged)} paid`,
    `${count(({ isPaid }) => isPaid)} came back`,
    `${count(({ isSoldOut }) => isSoldOut)} found nothing left`,
    `${count(({ hasGivenUp }) => hasGivenUp)} gave up`,
    `${mails.length} mails`,
    `${doubled} of them again`,
  ].join(', ')
}
