import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect, type Database } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { transact } from '../src/db/transact.ts'
import { tellMany } from '../src/modules/notifications/write.ts'
import { takeOver } from './crash/aftermath.ts'
import { startApplications } from './crash/applications.ts'
import { startMailServer } from './crash/mails.ts'
import { startPostgres } from './crash/postgres.ts'

const [people, kills] = process.env.PROOF === undefined ? [400, 1] : [10_000, 10]
/** What one process may be sending at the moment it is killed: four jobs, five mails each. Its successor loses its connections once, too. */
const inFlight = 2 * 20

const dataDir = mkdtempSync(join(tmpdir(), 'deliveries-test-'))
const postgres = await startPostgres()
const mailServer = await startMailServer()
process.once('SIGTERM', () => process.exit(1))
const url = await postgres.newDatabase('deliveries')
const database = connect({ connection: url, maximum: 8, onError: () => {} })
after(async () => {
  await database.close()
  await mailServer.stop()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test(`of ${people} messages none is lost and few are doubled, however often what sends them is killed (${kills})`, async (t) => {
  await migrate(database)
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
  await tellEverybody(database)
  const applications = startApplications(1, env)
  t.after(() => applications.end())
  const { accepted } = mailServer
  for (let kill = 1; kill <= kills; kill++) {
    await until(() => accepted.length >= (people * kill) / (kills + 1))
    await applications.kill()
    // What it was sending is free again a minute later; here at once.
    await takeOver(database)
  }
  await until(async () => (await unsent(database)) === 0)
  await applications.end()

  const byAddress = Map.groupBy(accepted, ({ to }) => to)
  assert.equal(byAddress.size, people)
  for (const [to, mails] of byAddress) assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 1, to)
  const doubled = accepted.length - people
  t.diagnostic(`${doubled} mails went out twice, under the same Message-ID`)
  assert.ok(doubled <= kills * inFlight, `${doubled} mails are doubled`)
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from delivery group by state`.execute(database.db)
  assert.deepEqual(rows, [{ state: 'sent', n: people }])
  assert.deepEqual(applications.deaths, [])
})

async function tellEverybody({ db }: Database): Promise<void> {
  const parts = { channels: [], now: () => new Date(), publicUrl: () => 'http://localhost:3000' }
  const messages = Array.from({ length: people }, (_, index) => ({
    once: `kill:${index}`,
    to: { email: `person-${index}@deliveries.example` },
    title: 'Tomorrow',
    message: 'See you there.',
  }))
  for (let from = 0; from < people; from += 500)
    await transact(db, (tx) =>
      tellMany(tx, parts, { kind: 'event_reminder', messages: messages.slice(from, from + 500) }),
    )
}

async function unsent({ db }: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from delivery where state in ('waiting', 'sending')`.execute(db)
  return rows[0]?.n ?? 0
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20)
}
