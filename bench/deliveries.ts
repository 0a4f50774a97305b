import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect, type Database } from '../src/db/connect.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { transact } from '../src/db/transact.ts'
import { letter } from '../src/mail/letter.ts'
import { tellMany } from '../src/modules/notifications/write.ts'
import type { Services } from '../src/services.ts'
import { startChild } from './child.ts'
import { type Measured, report } from './compare.ts'

const rounds = 5
const people = 2000
const connections = 5
const title = 'Tomorrow: Night Ferry'
const message = 'Night Ferry begins tomorrow at 20:00. See you there.'

/**
 * Telling many people by mail, from the first row to the last mark, against nodemailer alone handing the same letters to the same mail server over as
 * many connections. The mail server takes everything, in a process of its own.
 */
export async function run(): Promise<void> {
  const root = join(import.meta.dirname, '..')
  const embedded = await openEmbedded({ dir: join(root, 'var/bench'), explicit: false, log: () => {} })
  const onError = (error: Error) => console.error(error)
  const admin = connect({ connection: embedded.connection, maximum: 1, onError })
  await sql`drop database if exists bench with (force)`.execute(admin.db)
  await sql`create database bench`.execute(admin.db)
  await admin.close()
  const database = connect({ connection: { ...embedded.connection, database: 'bench' }, maximum: 10, onError })
  const sink = await startChild(join(import.meta.dirname, 'smtp-server.ts'))
  const url = `smtp://127.0.0.1:${sink.port}`
  await migrate(database)
  await refuseForgetful(database)
  const config = readConfig({
    PORT: '0',
    PUBLIC_URL: 'http://conflux.example',
    LOG_LEVEL: 'error',
    DATA_DIR: join(root, 'var/bench-data'),
    SMTP_URL: url,
  })
  const { services, startWorker, close } = await makeApp({ config, database })
  try {
    const worker = await startWorker()
    const all: { ours: Side[]; bare: Side[] } = { ours: [], bare: [] }
    for (let round = 0; round <= rounds; round++) {
      const ours = await timed(() => tellAll(services, database, round))
      const bare = await timed(() => sendAll(url, services.publicUrl()))
      if (round === 0) continue
      all.ours.push(ours)
      all.bare.push(bare)
    }
    await worker.stop()
    const [ours, bare] = [measured('messages told by mail', all.ours), measured('nodemailer alone', all.bare)]
    report('deliveries', [ours, bare], { delivered_over_bare: ours.rate / bare.rate })
  } finally {
    await close()
    await sink.stop()
    await database.close()
    await embedded.stop()
  }
}

async function tellAll(services: Services, { db }: Database, round: number): Promise<void> {
  for (let from = 0; from < people; from += 500) {
    const messages = Array.from({ length: 500 }, (_, index) => ({
      once: `bench:${round}:${from + index}`,
      to: { email: `person-${from + index}@bench.example` },
      title,
      message,
    }))
    await transact(db, (tx) => tellMany(tx, services, { kind: 'event_reminder', messages }))
  }
  for (;;) {
    const { rows } = await sql`select from delivery where state in ('waiting', 'sending') limit 1`.execute(db)
    if (rows.length === 0) return
    await pause(10)
  }
}

async function sendAll(url: string, link: string): Promise<void> {
  const transporter = createTransport({ url, pool: true, maxConnections: connections } as object)
  const letters = Array.from({ length: people }, (_, index) => index)
  const one = letter({ language: 'en', subject: title, paragraphs: [message], action: { label: 'Open', url: link } })
  const sendNext = async () => {
    for (let next = letters.shift(); next !== undefined; next = letters.shift()) {
      const { text, html } = one.set({ name: 'Conflux', colour: '#1d4fd8', logo: null })
      const to = `person-${next}@bench.example`
      await transporter.sendMail({ from: 'no-reply@bench.example', to, subject: one.subject, text, html })
    }
  }
  await Promise.all(Array.from({ length: connections }, sendNext))
  transporter.close()
}

interface Side {
  seconds: number
  cpu: number
}

async function timed(work: () => Promise<void>): Promise<Side> {
  const [before, start] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / people }
}

const measured = (name: string, sides: readonly Side[]): Measured => ({
  name,
  rate: people / middle(sides.map(({ seconds }) => seconds)),
  cpu: middle(sides.map(({ cpu }) => cpu)),
  p50: (middle(sides.map(({ seconds }) => seconds)) * 1000) / people,
  p99: (Math.max(...sides.map(({ seconds }) => seconds)) * 1000) / people,
  memory: process.memoryUsage.rss() / 2 ** 20,
})

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Figures of a database that forgets commits would say nothing. */
async function refuseForgetful({ db }: Database): Promise<void> {
  const { rows } = await sql<{ fsync: string; commit: string }>`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`.execute(db)
  const [row] = rows
  if (row?.fsync !== 'on' || row.commit !== 'on') throw new Error('The database does not keep what it commits.')
}
