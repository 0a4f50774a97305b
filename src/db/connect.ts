import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

/** A handle for queries: the pool, or the transaction one is in. */
export type Db = Kysely<DB>
export type Tx = Transaction<DB>

export interface ConnectOptions {
  /** A connection string, or the socket directory and names of the embedded server. */
  connection: string | { host: string; port: number; user: string; database: string }
  /** The most connections at once. */
  maximum: number
  /** Told of connections that the server closed, which is how its restart is felt. */
  onError(error: Error): void
}

export interface Database {
  db: Db
  /** The pool beneath, for the job runner. */
  pool: pg.Pool
  close(): Promise<void>
}

/** Milliseconds to wait for a connection, a new one or one in use: whoever asked for more is told that we are busy. */
const connectionPatience = 10_000

/** Opens a pool. Queries with values run as named statements, which PostgreSQL plans once per connection. */
export function connect({ connection, maximum, onError }: ConnectOptions): Database {
  const target = typeof connection === 'string' ? { connectionString: connection } : connection
  const pool = new pg.Pool({
    ...target,
    max: maximum,
    types: { getTypeParser },
    keepAlive: true,
    connectionTimeoutMillis: connectionPatience,
    onConnect: endForgottenTransactions,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: named(pool) as unknown as PostgresPool }) })
  return { db, pool, close: () => db.destroy() }
}

/**
 * A process that was frozen in a transaction would keep what it locked, such as the stock that everybody buys from. Said by a query, because
 * proxies between refuse settings they do not know when a connection begins.
 */
const endForgottenTransactions = async (client: pg.ClientBase) => {
  await client.query(`set idle_in_transaction_session_timeout = '60s'`)
}

/** int8 arrives as a number: amounts and counts are safe integers by the constraints on their columns. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid)
}

/** Texts beyond this many stay unnamed, so that a text built from data cannot fill the server with statements. */
const mostNames = 2000

function named(pool: pg.Pool) {
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNames) return known
    const name = `q${names.size}`
    names.set(text, name)
    return name
  }
  return {
    async connect() {
      const client = await pool.connect()
      return {
        query: (text: string, values: readonly unknown[]) => {
          const name = values.length > 0 ? nameOf(text) : undefined
          return client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] })
        },
        release: () => client.release(),
      }
    },
    end: () => pool.end(),
  }
}
