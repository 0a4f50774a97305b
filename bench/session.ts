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
import { keyReader } from '../src/modules/accounts/api-keys.ts'
import { build } from '../src/modules/accounts/auth/build.ts'
import { callerFinder } from '../src/modules/accounts/callers.ts'
import { identify, newToken } from '../src/modules/accounts/session.ts'
import { type Measured, report } from './compare.ts'

const rounds = 5
const calls = 800
/** Calls in flight when many come, as they do in a rush. */
const crowd = 16

/**
 * Who calls, by the session cookie: our own look-up against the library's call, each as often as the other in turn, one call after the other and many at once.
 * CPU of this process alone; the database's is not in it.
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
    const bearers = { readBearer: async () => undefined, keys: keyReader(db, () => {}) }
    const library = build(services)
    const headers = new Headers({ cookie })
    const findCaller = callerFinder(db)
    const ours = async () => (await identify(findCaller, services.secret, bearers, request))?.userId === id
    const theirs = async () => (await library.api.getSession({ headers }))?.user.id === id
    const measured = await compareCalls([
      { name: 'own look-up, alone', call: ours, atOnce: 1 },
      { name: "better-auth's getSession, alone", call: theirs, atOnce: 1 },
      { name: `own look-up, ${crowd} at once`, call: ours, atOnce: crowd },
      { name: `better-auth's getSession, ${crowd} at once`, call: theirs, atOnce: crowd },
    ])
    const [own = 0, library1 = 0, ownMany = 0, libraryMany = 0] = measured.map(({ cpu }) => cpu)
    report('session', measured, {
      session_over_library: library1 / own,
      session_over_library_at_once: libraryMany / ownMany,
    })
  } finally {
    await close()
    await database.close()
    await embedded.stop()
  }
}

/** Somebody who asks who calls: how, and how many at the same time. */
interface Asking {
  name: string
  call(): Promise<boolean>
  atOnce: number
}

/** Medians over the rounds, after one to warm up. */
async function compareCalls(sides: readonly Asking[]): Promise<Measured[]> {
  const measured = new Map<string, { cpu: number; seconds: number; milliseconds: number[] }[]>()
  for (let round = 0; round <= rounds; round++)
    for (const side of sides) {
      const [before, start] = [process.cpuUsage(), performance.now()]
      const milliseconds = await callAll(side)
      const { user, system } = process.cpuUsage(before)
      const seconds = (performance.now() - start) / 1000
      if (round === 0) measured.set(side.name, [])
      else measured.get(side.name)?.push({ cpu: (user + system) / calls, seconds, milliseconds })
    }
  return [...measured].map(([name, all]) => {
    const sorted = all.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
    return {
      name,
      rate: middle(all.map(({ seconds }) => calls / seconds)),
      cpu: middle(all.map(({ cpu }) => cpu)),
      p50: sorted[Math.floor(sorted.length / 2)] ?? 0,
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
      memory: process.memoryUsage.rss() / 2 ** 20,
    }
  })
}

/** Milliseconds of each call. */
async function callAll({ name, call, atOnce }: Asking): Promise<number[]> {
  const milliseconds: number[] = []
  let left = calls
  async function callOn(): Promise<void> {
    while (left-- > 0) {
      const start = performance.now()
      if (!(await call())) throw new Error(`${name} did not find the session`)
      milliseconds.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, callOn))
  return milliseconds
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
