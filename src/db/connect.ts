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
  /** Milliseconds to wait for a connection, or for what others have locked: whoever asked for more is told that we are busy. */
  patience?: number
}

export interface Database {
  db: Db
  /** The pool beneath. */
  pool: pg.Pool
  /** A few connections more that wait for locks as long as it takes: for migrations and the job runner, whom nobody waits for. */
  patient: pg.Pool
  /** Once, however often it is asked for. */
  close(): Promise<void>
}

/** Milliseconds. */
const usualPatience = 10_000

/** The most connections of `patient`: the job runner listens on one and runs four jobs. */
export const maximumPatient = 5

/** Opens a pool. Queries with values run as named statements, which PostgreSQL plans once per connection. */
export function connect(options: ConnectOptions): Database {
  let closing: Promise<unknown> | undefined
  // A server that stops says so to connections that were still saying goodbye.
  const onError = (error: Error) => {
    if (!closing) options.onError(error)
  }
  const pool = poolOf({ patience: usualPatience, ...options, onError })
  const patient = poolOf({ ...options, onError, maximum: maximumPatient, patience: 0 })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: named(pool) as unknown as PostgresPool }) })
  async function close() {
    closing ??= Promise.all([db.destroy(), patient.end()])
    await closing
  }
  return { db, pool, patient, close }
}

/** A pool; with a patience of 0 it waits for locks without end. */
function poolOf({ connection, maximum, onError, patience }: Required<ConnectOptions>): pg.Pool {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: maximum,
    types: { getTypeParser },
    keepAlive: true,
    // Queries of one transaction may be sent `together`.
    pipeline: true,
    connectionTimeoutMillis: patience || usualPatience,
    onConnect: (client) => limitWaiting(client, patience),
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

/**
 * Nobody waits for others without end. And a process that was frozen in a transaction would keep what it locked, such as the stock that
 * everybody buys from. Said by a query, because proxies between refuse settings they do not know when a connection begins.
 */
async function limitWaiting(client: pg.ClientBase, patience: number): Promise<void> {
  await client.query(`set idle_in_transaction_session_timeout = '60s'; set lock_timeout = ${patience}`)
}

/** int8 arrives as a number: amounts and counts are safe integers by the constraints on their columns. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid)
}

/** Texts beyond this many stay unnamed, so that a text built from data cannot fill the server with statements. */
const mostNames = 2000

/** As much of a pool as Kysely uses. */
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
