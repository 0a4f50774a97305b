import { join } from 'node:path'
import { sql } from 'kysely'
import { Type as T } from 'typebox'
import { makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/db/connect.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { Form } from '../src/http/shapes.ts'
import { deskIn } from '../src/modules/orders/desk.ts'
import { holdTickets } from '../src/modules/orders/hold.ts'
import { ready } from './child.ts'
import { fillBench, fillReminders, fillRush } from './fill.ts'

/** Conflux as it runs in production, on an embedded PostgreSQL that keeps every commit, with a database made anew. */
const root = join(import.meta.dirname, '..')
const embedded = await openEmbedded({ dir: join(root, 'var/bench'), explicit: false, log: () => {} })
const onError = (error: Error) => console.error(error)

const admin = connect({ connection: embedded.connection, maximum: 1, onError })
await sql`drop database if exists bench with (force)`.execute(admin.db)
await sql`create database bench`.execute(admin.db)
const { rows } = await sql<{ fsync: string; commit: string }>`
  select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`.execute(admin.db)
if (rows[0]?.fsync !== 'on' || rows[0].commit !== 'on')
  throw new Error('the database would forget commits in a power cut')
await admin.close()

const database = connect({ connection: { ...embedded.connection, database: 'bench' }, maximum: 20, onError })
await migrate(database)
const filled = await fillBench(database.db)
const dataDir = join(root, 'var/bench-data')
const info = process.argv[2] === 'rush' ? { ...filled, sales: await fillRush(database.db) } : filled
if (process.argv[2] === 'remind') {
  await fillReminders(database.db)
  Object.assign(info, { connection: JSON.stringify({ ...embedded.connection, database: 'bench' }), dataDir })
}

const config = readConfig({
  PORT: '0',
  PUBLIC_URL: 'http://conflux.example',
  LOG_LEVEL: 'error',
  RATE_LIMITS: 'off',
  DEMO: 'off',
  DATA_DIR: dataDir,
})
const app = await makeApp({ config, database, pages: { dist: join(root, 'dist'), development: false } })
const body = Form({ lines: T.Array(Form({ ticketTypeId: T.String(), quantity: T.Integer() })) })
const reply = T.Object({ id: T.String() })
app.add(
  {
    'POST /api/bench/noop': { summary: 'Does nothing', access: 'public', body, reply },
    'POST /api/bench/:eventId/single': {
      summary: 'Holds in a transaction of its own',
      access: 'public',
      body,
      reply,
      status: 201,
    },
  },
  {
    'POST /api/bench/noop': async ({ body }) => ({ id: body.lines[0]?.ticketTypeId ?? '' }),
    'POST /api/bench/:eventId/single': async ({ params, body, caller, request }) => {
      const services = { ...app.services, desk: deskIn(database.db, app.services) }
      const { orderId } = await holdTickets(services, { ...params, ...body }, caller, request)
      return { id: orderId }
    },
  },
)
await app.server.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.server.address()
if (address === null || typeof address === 'string') throw new Error('not listening')

ready(address.port, info, async () => {
  await app.close()
  await database.close()
  await embedded.stop()
})
