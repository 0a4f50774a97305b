import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal, refuse } from '../errors.ts'
import { type Bound, bind, type Companion } from './companion.ts'
import type { Db, Tx } from './connect.ts'
import { transact } from './transact.ts'

/** What makes a request known when it comes twice. */
export interface Repeat {
  /** The caller's or the browser's id; keys of different people never meet. */
  scope: string
  /** Its Idempotency-Key. Without one the work is simply done. */
  key: string | undefined
}

/** A request that comes with no key. */
export const unrepeated: Repeat = { scope: '', key: undefined }

/** A request that may come twice, with what it asks. */
export interface Repeatable extends Repeat {
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
  const request_hash = hashOf(content)
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

/** Thrown in place of doing something again: what it was answered with the first time. */
export class Repeated extends Error {
  readonly reply: unknown

  constructor(reply: unknown) {
    super('done before')
    this.reply = reply
  }
}

/**
 * The same as `once` for work that is done for many at once, in a transaction that keeps others with the same keys out until it ends. A repeat
 * is rejected with `Repeated`. `replyOf` says what of the answer is kept.
 */
export const keptReply = ({ scope, key, content }: Repeatable, replyOf: (answer: never) => unknown): Bound[] =>
  key === undefined ? [] : [bind(keptReplies, { scope, key, hash: hashOf(content), replyOf })]

/**
 * Does such work once for a key: `work` hands in the companions it is given. Answers with what is kept, the first time and again, which must
 * survive JSON.
 */
export async function onceTogether<Answer, Reply>(
  repeatable: Repeatable,
  replyOf: (answer: Answer) => Reply,
  work: (...kept: Bound[]) => Promise<Answer>,
): Promise<Reply> {
  try {
    return replyOf(await work(...keptReply(repeatable, replyOf)))
  } catch (error) {
    if (error instanceof Repeated) return error.reply as Reply
    throw error
  }
}

interface Kept {
  scope: string
  key: string
  hash: string
  replyOf(answer: unknown): unknown
}

const keptReplies: Companion<Kept> = {
  async admit(tx, items) {
    const { rows } = await sql<{ scope: string; key: string; hash: string; reply: unknown }>`
      select k.scope, k.key, k.request_hash as hash, k.reply from idempotency_key k
      join unnest(${items.map(({ scope }) => scope)}::text[], ${items.map(({ key }) => key)}::text[]) as i (scope, key)
        on k.scope = i.scope and k.key = i.key`.execute(tx)
    const known = new Map(rows.map((row) => [nameOf(row), row]))
    return items.map((item) => {
      const row = known.get(nameOf(item))
      if (!row) return undefined
      return { error: row.hash === item.hash ? new Repeated(row.reply) : new Refusal('idempotency_key_reused') }
    })
  },
  async follow(tx, done) {
    // In one order everywhere, so that two transactions never wait for each other's keys.
    const kept = done
      .map(({ item, answer }) => ({ ...item, name: nameOf(item), reply: JSON.stringify(item.replyOf(answer) ?? null) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { numAffectedRows } = await sql`
      insert into idempotency_key (scope, key, request_hash, reply)
      select * from unnest(${kept.map(({ scope }) => scope)}::text[], ${kept.map(({ key }) => key)}::text[],
        ${kept.map(({ hash }) => hash)}::text[], ${kept.map(({ reply }) => reply)}::jsonb[])
      on conflict do nothing`.execute(tx)
    // Somebody was faster with the same key: nothing of this stays, and the next try finds what they did.
    if (Number(numAffectedRows) < kept.length) refuse('busy')
  },
}

const nameOf = ({ scope, key }: { scope: string; key: string }) => JSON.stringify([scope, key])

const hashOf = (content: unknown) => hash('sha256', JSON.stringify(content), 'base64url')

/** Forgets keys older than a day. */
export const forgetOldKeys = (db: Db) =>
  db
    .deleteFrom('idempotency_key')
    .where('created_at', '<', new Date(Date.now() - 24 * 3600 * 1000))
    .execute()
