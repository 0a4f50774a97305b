import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { hashOfKey } from './api-keys/secret.ts'

/** Finds who calls with API keys. */
export interface KeyReader {
  /** Whom a key lets act. Refuses `api_key_refused` for a text that is no key, and a key that is over. */
  callerOf(key: string): Promise<Caller>
  /** Waits until every use so far is noted. */
  settled(): Promise<void>
}

/**
 * Reads keys by one query each time, so that revoking one, leaving the team, a ban and a suspension work at once. That a key was used is noted once a minute,
 * after it was found and without waiting; a note that fails is reported and left out.
 */
export function keyReader(db: Db, report: (error: unknown) => void): KeyReader {
  const notes = new Set<Promise<void>>()

  function noteUse(id: string): void {
    const note = noteUseOf(db, id)
      .catch(report)
      .finally(() => notes.delete(note))
    notes.add(note)
  }

  return {
    async callerOf(key) {
      const hash = hashOfKey(key) ?? refuse('api_key_refused')
      const { stale, ...caller } = (await callerBy(db, hash)) ?? refuse('api_key_refused')
      if (stale) noteUse(caller.key.id)
      return caller
    },
    settled: async () => {
      await Promise.all(notes)
    },
  }
}

type KeyCaller = Caller & { key: NonNullable<Caller['key']> }

/** The maker as who calls, without what only they may do themselves: nothing is confirmed by a key, and it makes nobody an administrator. */
async function callerBy(db: Db, hash: string): Promise<(KeyCaller & { stale: boolean }) | undefined> {
  const { rows } = await sql<KeyCaller & { stale: boolean }>`
    select u.id as "userId", '' as "sessionId", u.email, u.name, u.email_verified as "emailVerified", false as administrator,
      false as confirmed, null as "impersonatorId",
      json_build_object('id', k.id, 'organizationId', k.organization_id, 'scopes', k.scopes) as key, ${isStale} as stale
    from api_key k
      join membership m on m.organization_id = k.organization_id and m.user_id = k.made_by
      join users u on u.id = k.made_by
      join organization o on o.id = k.organization_id
    where k.secret_hash = ${hash} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
      and u.banned_at is null and o.suspended_at is null`.execute(db)
  return rows[0]
}

async function noteUseOf(db: Db, id: string): Promise<void> {
  await sql`update api_key k set last_used_at = date_trunc('minute', now()) where id = ${id} and ${isStale}`.execute(db)
}

const isStale = sql`(k.last_used_at is null or k.last_used_at < date_trunc('minute', now()))`
