import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { sql } from 'kysely'
import type { Api } from '../src/api.ts'
import { type App, makeApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect, type Database, type Db } from '../src/db/connect.ts'
import { type Client, httpClient } from '../src/http/client.ts'
import type { LogLines } from '../src/http/server.ts'
import type { ProviderOrigins } from '../src/modules/accounts/sign-in-providers.ts'
import { ensureTestServer, testDatabasePrefix, withDatabase } from './server.ts'

/** One application with a database of its own, listening on a free port of this machine. */
export interface TestApp {
  app: App
  db: Db
  database: Database
  /** Address of the server, `http://127.0.0.1:<port>`. */
  origin: string
  /** A stranger's client: no cookies until a reply sets some. Each call makes another browser. */
  browser(): TestBrowser
  /** A client that sends this token as its bearer. */
  bearer(token: string): Client<Api>
  /** More connections to the same database, for races between them. Closed with the test. */
  connect(maximum: number): Database
  /** Carries out every job that is due. */
  settle(): Promise<void>
  /** What the application takes for now; `setNow` moves it. */
  setNow(at: Date | string | undefined): void
}

/** A browser without a page: the typed client with a cookie jar. */
export interface TestBrowser {
  api: Client<Api>
  fetch: typeof fetch
  cookies: Map<string, string>
}

/** Beside settings, what stands in for what is outside: see `AppOptions`. */
interface TestAppOptions {
  pages?: boolean
  logTo?: LogLines
  patience?: number
  providersAt?: ProviderOrigins
  smsAt?: string
  pushAt?: string
}

/** Boots the application for one test file and closes it after. `env` are settings as an operator would give them. */
export async function testApp(
  env: Record<string, string> = {},
  options: Omit<TestAppOptions, 'pages'> = {},
): Promise<TestApp> {
  const opened = await openTestApp(env, options)
  after(opened.close)
  return opened
}

/** The same for those who close it themselves. With `pages` it serves the built web pages too; `patience` is the database's, in milliseconds. */
export async function openTestApp(
  env: Record<string, string> = {},
  options: TestAppOptions = {},
): Promise<TestApp & { close(): Promise<void> }> {
  const { url, database, drop } = await cloneDatabase(options.patience)
  const dataDir = await mkdtemp(join(tmpdir(), 'conflux-test-'))
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'fatal',
    RATE_LIMITS: 'off',
    DEMO: 'off',
    DATA_DIR: dataDir,
    DATABASE_URL: url,
    ...env,
  }
  let at: Date | undefined
  const now = () => at ?? new Date()
  const pages = options.pages ? { pages: { dist: join(import.meta.dirname, '../dist'), development: false } } : {}
  const app = await makeApp({
    config: readConfig(settings),
    database,
    now,
    ...pages,
    ...(options.logTo ? { logTo: options.logTo } : {}),
    ...(options.providersAt ? { providersAt: options.providersAt } : {}),
    smsAt: options.smsAt,
    pushAt: options.pushAt,
  })
  const origin = await app.server.listen({ host: '127.0.0.1', port: 0 })
  const more: Database[] = []
  return {
    app,
    db: database.db,
    database,
    origin,
    browser: () => newBrowser(origin),
    bearer: (token) => httpClient<Api>(origin, { headers: () => ({ authorization: `Bearer ${token}` }) }),
    connect(maximum) {
      const one = connect({ connection: url, maximum, onError: () => {} })
      more.push(one)
      return one
    },
    settle: () => app.settle(),
    setNow(moment) {
      at = moment === undefined ? undefined : new Date(moment)
    },
    async close() {
      await app.close()
      await Promise.all(more.map((one) => one.close()))
      await database.close()
      await drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A database of one's own, cloned from the migrated template. */
async function cloneDatabase(patience = 10_000) {
  const { url, template } = await ensureTestServer()
  const name = `${testDatabasePrefix}${process.pid}_${randomBytes(6).toString('hex')}`
  await administer(url, `create database ${name} template ${template}`)
  const own = withDatabase(url, name)
  return {
    url: own,
    database: connect({ connection: own, maximum: 8, onError: () => {}, patience }),
    drop: () => administer(url, `drop database if exists ${name} with (force)`),
  }
}

async function administer(server: string, command: string) {
  const admin = connect({ connection: withDatabase(server, 'postgres'), maximum: 1, onError: () => {} })
  await sql.raw(command).execute(admin.db)
  await admin.close()
}

export function newBrowser(origin: string): TestBrowser {
  const cookies = new Map<string, string>()
  const withCookies: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (init?.method && init.method !== 'GET') headers.set('origin', origin)
    const response = await fetch(input, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return { api: httpClient<Api>(origin, { fetch: withCookies }), fetch: withCookies, cookies }
}
