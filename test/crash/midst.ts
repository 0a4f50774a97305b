import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../src/db/connect.ts'

/**
 * Strikes in the midst of a transaction: keeps everybody from writing to a table, until somebody waits who has written something before,
 * or there is nobody left to come. Resolves with what `strike` does.
 */
export async function inTheMidst(
  db: Db,
  table: 'idempotency_key' | 'journal',
  isOver: () => boolean,
  strike: () => Promise<void>,
): Promise<void> {
  let struck: Promise<void> | undefined
  const holdUp = db.transaction().execute(async (tx) => {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx)
    const isAwaited = async () => {
      const waiting = sql`select from pg_locks where not granted and relation = ${table}::regclass`
      return (await waiting.execute(tx)).rows.length > 0
    }
    while (!isOver() && !(await isAwaited())) await pause(5)
    struck = strike()
  })
  // The server may be what was struck.
  await holdUp.catch((error) => struck ?? Promise.reject(error))
  await struck
}
