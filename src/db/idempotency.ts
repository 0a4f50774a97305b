import { createHash } from 'node:crypto'
import { refuse } from '../errors.ts'
import type { Db, Tx } from './connect.ts'
import { transact } from './transact.ts'

/** A request that may come twice: whose it is, its Idempotency-Key, and what it asks. */
export interface Repeatable {
  /** The caller's or the browser's id; keys of different people never meet. */
  scope: string
  /** Without a key the work is simply done. */
  key: string | undefined
  /** Everything the answer depends on: the endpoint and its input. */
  content: unknown
}

/**
 * Does `work` once for a key and keeps its answer (which must survive JSON) in the same transaction; the same key again
 * gets that answer. A repeat that comes while the first is in flight waits on the unique key and then finds the answer. The
 * same key with other content is refused with `idempotency_key_reused`. A refusal is not kept: it changed nothing.
 */
export async function once<T>(db: Db, { scope, key, content }: Repeatable, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (key === undefined) return transact(db, work)
  const request_hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
  return transact(db, async (tx) => {
    const first = await tx
      .insertInto('idempotency_key')
      .values({ scope, key, request_hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!first) return repeated<T>(tx, scope, key, request_hash)
    const answer = await work(tx)
    await tx
      .updateTable('idempotency_key')
      .set({ reply: JSON.stringify(answer ?? null) })
      .where('scope', '=', scope)
      .where('key', '=', key)
      .execute()
    return answer
  })
}

async function repeated<T>(tx: Tx, scope: string, key: string, hash: string): Promise<T> {
  const row = await tx
    .selectFrom('idempotency_key')
    .select(['request_hash', 'reply'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (row.request_hash !== hash) refuse('idempotency_key_reused')
  return row.reply as T
}

/** Forgets keys older than a day. */
export const forgetOldKeys = (db: Db) =>
  db
    .deleteFrom('idempotency_key')
    .where('created_at', '<', new Date(Date.now() - 24 * 3600 * 1000))
    .execute()
