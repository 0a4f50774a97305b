import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/db/connect.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { newId } from '../src/db/id.ts'
import { migrate } from '../src/db/migrate.ts'
import type { CallRequest } from '../src/http/request.ts'
import { build } from '../src/modules/accounts/auth/build.ts'
import { identify, newToken } from '../src/modules/accounts/session.ts'
import { type Measured, report } from './compare.ts'

const rounds = 5
const calls = 400

/**
 * Who calls, by the session cookie: our own look-up against the library's call, each as often as the other in turn. CPU of this process alone;
 * the database's is not in it.
 */
export async function run(): Promise<void> {
  const root = join(import.meta.dirname, '..')
  const embedded = await openEmbedded({ dir: join(root, 'var/bench'), explicit: false, log: () => {} })
  const onError = (error: Error) => console.error(error)
  const admin = connect({ connection: embedded.connection, maximum: 1, onError })
  await sql`drop database if exists bench with (force)`.execute(admin.db)
  await sql`create database bench`.execute(admin.db)
  await admin.close()
  const database = connect({ connection: { ...embedded.connection, database: 'bench' }, maximum: 4, onError })
  const { db } = database
  await migrate(database)
  const config = readConfig({
    PORT: '0',
    PUBLIC_URL: 'http://conflux.example',
    LOG_LEVEL: 'error',
    DATA_DIR: join(root, 'var/bench-data'),
  })
  const { services, close } = await makeApp({ config, database })
  try {
    const [id, token] = [newId(), newToken()]
    await db.insertInto('users').values({ id, name: 'Kit', email: 'kit@example.org' }).execute()
    await db
      .insertInto('session')
      .values({ id: newId(), user_id: id, token, expires_at: new Date(Date.now() + 86_400_000) })
      .execute()
    const signature = createHmac('sha256', services.secret).update(token).digest('base64')
    const cookie = `conflux.session_token=${encodeURIComponent(`${token}.${signature}`)}`
    const request = { cookie, bearer: undefined } as CallRequest
    const library = build(services)
    const headers = new Headers({ cookie })
    const [own, theirs] = await compareCalls([
      ['own look-up', async () => (await identify(db, services.secret, async () => undefined, request))?.userId === id],
      ["better-auth's getSession", async () => (await library.api.getSession({ headers }))?.user.id === id],
    ])
    if (!own || !theirs) throw new Error('both are measured')
    report('session', [own, theirs], { session_over_library: theirs.cpu / own.cpu })
  } finally {
    await close()
    await database.close()
    await embedded.stop()
  }
}

/** Medians over the rounds, after one to warm up. */
async function compareCalls(sides: [name: string, call: () => Promise<boolean>][]): Promise<Measured[]> {
  const measured = new Map<string, { cpu: number; milliseconds: number[] }[]>(sides.map(([name]) => [name, []]))
  for (let round = 0; round <= rounds; round++)
    for (const [name, call] of sides) {
      const milliseconds: number[] = []
      const before = process.cpuUsage()
      for (let n = 0; n < calls; n++) {
        const start = performance.now()
        if (!(await call())) throw new Error(`${name} did not find the session`)
        milliseconds.push(performance.now() - start)
      }
      const { user, system } = process.cpuUsage(before)
      if (round > 0) measured.get(name)?.push({ cpu: (user + system) / calls, milliseconds })
    }
  return sides.map(([name]) => {
    const all = measured.get(name) ?? []
    const sorted = all.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
    const total = sorted.reduce((sum, one) => sum + one, 0)
    return {
      name,
      rate: (1000 * sorted.length) / total,
      cpu: all.map(({ cpu }) => cpu).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0,
      p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
      memory: process.memoryUsage.rss() / 2 ** 20,
    }
  })
}
