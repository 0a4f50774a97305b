import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '../src/db/connect.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'

/** A server for tests, and on it the name of a migrated database to clone with `create database … template …`. */
export interface TestServer {
  /** Connects as a user who may create databases. */
  readonly url: string
  readonly template: string
}

const root = join(import.meta.dirname, '..')
/** The databases that tests make have names that begin so, then the id of their process and an underscore. */
export const testDatabasePrefix = 'test_'
const templatePrefix = 'template_'
const templatesKept = 4
/** Any number, the same for all: at most one process of a server builds or removes databases under it. */
const templateLock = 7_364_501

type Target = 'embedded' | 'external'
const ready = new Map<Target, Promise<TestServer>>()

/**
 * The server of this run with its template. "external" is the one named by TEST_DATABASE_URL; "embedded" is in var/test, without fsync,
 * started if it does not run and stopped with the last process that uses it. Any number of processes may ask at once.
 */
export function ensureTestServer(target = targetOfRun()): Promise<TestServer> {
  const known = ready.get(target)
  if (known) return known
  const opening = openTestServer(target)
  ready.set(target, opening)
  return opening
}

/** The same database of a server by another name. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** A runner that keeps the server open for its files sets both variables; a test file run by itself finds neither. */
function targetOfRun(): Target {
  return process.env.TEST_TARGET === 'external' ? 'external' : 'embedded'
}

async function openTestServer(target: Target): Promise<TestServer> {
  const given = process.env.TEST_DATABASE
  if (given && target === targetOfRun()) return JSON.parse(given) as TestServer
  const url = target === 'external' ? externalUrl() : await embeddedUrl()
  return { url, template: await ensureTemplate(url) }
}

function externalUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_TARGET is "external", which needs TEST_DATABASE_URL.')
  return url
}

async function embeddedUrl(): Promise<string> {
  const log = (sentence: string) => process.stderr.write(`${sentence}\n`)
  const { url } = await openEmbedded({ dir: join(root, 'var/test'), explicit: false, fsync: false, log })
  return url
}

async function ensureTemplate(url: string): Promise<string> {
  const template = `${templatePrefix}${fingerprint()}`
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [template])
    if (rowCount === 0) await buildTemplate(client, url, template)
    return template
  } finally {
    await client.end()
  }
}

async function buildTemplate(client: pg.Client, url: string, template: string): Promise<void> {
  await removeLeftovers(client)
  await client.query(`drop database if exists ${template} with (force)`)
  await client.query(`create database ${template} template template0 encoding 'UTF8'`)
  const database = connect({ connection: withDatabase(url, template), maximum: 4, onError: () => {} })
  try {
    await migrate(database)
  } finally {
    await database.close()
  }
  await client.query(`alter database ${template} is_template true allow_connections false`)
}

/** Databases of test processes that were killed, and templates of migrations as they once were. */
async function removeLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1) or starts_with(datname, $2) order by oid desc',
    [testDatabasePrefix, templatePrefix],
  )
  const names = rows.map((row) => row.datname)
  for (const name of names.filter((name) => name.startsWith(templatePrefix)).slice(templatesKept)) {
    await client.query(`alter database ${name} is_template false`)
    await client.query(`drop database if exists ${name}`)
  }
  for (const name of names.filter((name) => name.startsWith(testDatabasePrefix) && isLeft(name))) {
    await client.query(`drop database if exists ${name}`).catch(() => {})
  }
}

function isLeft(name: string): boolean {
  const pid = /^\d+(?=_)/.exec(name.slice(testDatabasePrefix.length))
  if (!pid) return false
  try {
    process.kill(Number(pid[0]), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Changes with whatever a migrated database depends on: our migrations, how they are run, and the versions of packages that bring their own. */
function fingerprint(): string {
  const migrations = readdirSync(migrationsFolder)
    .sort()
    .map((name) => join(migrationsFolder, name))
  const hash = createHash('sha256')
  for (const file of [...migrations, join(root, 'src/db/migrate.ts'), join(root, 'package-lock.json')]) {
    hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 12)
}
