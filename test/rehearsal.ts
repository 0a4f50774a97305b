import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { type App, makeApp } from '../src/app.ts'
import type { Database, Db } from '../src/db/connect.ts'
import type { TestApp } from './harness.ts'

/** A reply as a test looks at it. */
export interface Rehearsed {
  status: number
  /** Media type without its parameters. */
  type: string
  text: string
  /** Whether a refused call left every row of every table as it was; nobody asks it of others. */
  untouched: boolean | undefined
}

/**
 * The same application over the same database, in which every call is undone: calls may be made in any number and order, and each
 * finds the world as it was made. It runs on one connection, in one transaction a call; transactions of the application become
 * savepoints in it.
 */
export interface Rehearsal {
  /** `look` sees what the call left, before that is undone. */
  call(options: InjectOptions, look?: (db: Db) => Promise<void>): Promise<Rehearsed>
  close(): Promise<void>
}

/** Opens a rehearsal of an application. Nothing else may write to the database meanwhile. */
export async function rehearsal(of: TestApp): Promise<Rehearsal> {
  const { database, begin, rollback } = await oneConnection(of.connect(1))
  const app = await makeApp({ config: of.app.services.config, database, now: of.app.services.now })
  await app.server.ready()
  const tables = await tablesOf(database)
  const before = await checksums(database, tables)
  return {
    async call(options, look) {
      await begin()
      try {
        const reply = await app.server.inject(options)
        const type = String(reply.headers['content-type'] ?? '').split(';')[0] ?? ''
        const isUntouched = async () => {
          const now = await checksums(database, await written(database, tables))
          return [...now].every(([table, content]) => content === before.get(table))
        }
        await look?.(database.db)
        const untouched = reply.statusCode < 400 ? undefined : await isUntouched()
        return { status: reply.statusCode, type, text: reply.body, untouched }
      } finally {
        await rollback()
      }
    },
    async close() {
      await close(app, database)
    },
  }
}

async function close(app: App, database: Database) {
  await app.close()
  await database.close()
}

/**
 * The tables whose rows this transaction wrote, those that were taken back among them: PostgreSQL counts them, and gives a transaction a number at
 * its first write or row lock.
 */
async function written({ db }: Database, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${tables}::text[]) as name cross join lateral (select name::regclass::oid as id) as t
    where pg_current_xact_id_if_assigned() is not null
      and pg_stat_get_xact_tuples_inserted(id) + pg_stat_get_xact_tuples_updated(id) + pg_stat_get_xact_tuples_deleted(id) > 0`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** All but the counts of guesses, which are there to be kept of what is refused. */
async function tablesOf({ db }: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') and c.relname <> 'guess' order by 1`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** Number and content of the rows of each of these tables. */
async function checksums({ db }: Database, tables: readonly string[]): Promise<Map<string, string>> {
  if (tables.length === 0) return new Map()
  const each = tables.map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as content from ${table} t`,
  )
  const { rows } = await sql.raw<{ name: string; content: string }>(each.join(' union all ')).execute(db)
  return new Map(rows.map(({ name, content }) => [name, content]))
}

/** A database whose pool is one connection inside one transaction. Transactions of the application take turns. */
async function oneConnection(database: Database) {
  const client = await database.pool.connect()
  const realQuery = client.query.bind(client) as (query: unknown) => Promise<unknown>
  let turn: Promise<void> = Promise.resolve()
  let open = false

  /** A failed statement must not spoil the transaction around it. */
  async function guarded(query: unknown) {
    if (open) return realQuery(query)
    const [, result] = await Promise.allSettled([realQuery('savepoint statement'), realQuery(query)])
    if (result.status === 'fulfilled') return result.value
    await realQuery('rollback to savepoint statement')
    throw result.reason
  }

  async function beginInside() {
    const before = turn
    const { promise, resolve } = Promise.withResolvers<void>()
    turn = promise
    await before
    open = true
    await realQuery('savepoint transaction')
    return resolve
  }

  function handle() {
    let end: (() => void) | undefined
    return {
      async query(given: { text: string; values?: unknown[] }) {
        const word = given.text.trim().toLowerCase()
        if (word.startsWith('begin') || word.startsWith('start transaction')) {
          end = await beginInside()
          return { rows: [], command: 'BEGIN' }
        }
        if (word !== 'commit' && word !== 'rollback') return end ? realQuery(given) : guarded(given)
        await realQuery(word === 'commit' ? 'release savepoint transaction' : 'rollback to savepoint transaction')
        open = false
        end?.()
        end = undefined
        return { rows: [], command: word.toUpperCase() }
      },
      release() {},
    }
  }

  Object.assign(database.pool, { connect: async () => handle() })
  return {
    database: {
      ...database,
      async close() {
        client.release()
        await database.close()
      },
    },
    begin: () => realQuery('begin'),
    rollback: () => realQuery('rollback'),
  }
}
