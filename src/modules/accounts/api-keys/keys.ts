import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { type Permission, scopesOf } from '../permissions.ts'
import { holdSession, type InSession } from '../sessions/hold-session.ts'
import { lockTeam, roleOf } from '../teams/team-lock.ts'
import { recordWayIn } from '../way-in.ts'
import { newApiKey } from './secret.ts'

/** A key of an organization as its team sees it; the key itself is nowhere. */
export interface ApiKey {
  id: string
  name: string
  /** How the key begins. */
  start: string
  scopes: Permission[]
  madeBy: { userId: string; name: string }
  createdAt: Date
  expiresAt: Date | null
  /** To the minute. */
  lastUsedAt: Date | null
  state: 'live' | 'expired' | 'revoked'
}

/** A key as it is asked for. `days` is how long it is good for, null for as long as it is not revoked. */
export interface WantedKey {
  name: string
  scopes: Permission[]
  days: number | null
}

/** Which key of which organization. */
export interface OfKey {
  organizationId: string
  keyId: string
}

/** An organization has so many live keys at most. */
const mostKeys = 50
const day = 86_400_000
const usualLimit = 50

/** A page of an organization's keys, newest first, those that are over among them. A cursor that is no key gives what is older than it would be. */
export async function listApiKeys(
  db: Db,
  organizationId: string,
  { cursor, limit = usualLimit }: { cursor?: string; limit?: number },
  now: Date,
): Promise<PageOf<ApiKey>> {
  const { rows } = await sql<ApiKey>`
    select ${columns(now)} from api_key k join users u on u.id = k.made_by
    where k.organization_id = ${organizationId} and ${cursor ? sql`k.id < ${cursor}::uuid` : sql`true`}
    order by k.id desc limit ${limit + 1}`.execute(db)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** What somebody may let a key of theirs do. */
export const scopesFor = async (db: Db, organizationId: string, userId: string): Promise<Permission[]> =>
  scopesOf(await roleOf(db, organizationId, userId))

/**
 * Makes a key in somebody's name and tells it, this once; they are told by mail. Refuses `sign_in_required` where their session is over by now, `not_found` to who is not in the team, `scope_not_yours` for what they may not do
 * themselves or no key may, and `too_many_api_keys`.
 */
export async function makeApiKey(
  db: Db,
  organizationId: string,
  { name, scopes, days }: WantedKey,
  maker: InSession,
  now: Date,
): Promise<ApiKey & { key: string }> {
  const { userId } = maker
  const { key, start, hash } = newApiKey()
  return transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    if (!(await holdSession(tx, maker))) refuse('sign_in_required')
    const given = scopesOf(await roleOf(tx, organizationId, userId))
    if (!scopes.every((scope) => given.includes(scope))) refuse('scope_not_yours', undefined, 'scopes')
    await refuseTooMany(tx, organizationId, now)
    const id = newId(now.getTime())
    const kept = {
      start,
      scopes: given.filter((scope) => scopes.includes(scope)),
      expires_at: days === null ? null : new Date(now.getTime() + days * day),
    }
    const owned = { id, organization_id: organizationId, made_by: userId, name: name.trim(), created_at: now }
    await tx
      .insertInto('api_key')
      .values({ ...owned, ...kept, secret_hash: hash })
      .execute()
    await recordWayIn(tx, 'api_key.made', userId, { organizationId, subjectId: id, after: kept })
    return { ...(await readApiKey(tx, id, now)), key }
  })
}

/** Ends a key at once; twice changes nothing. Refuses `not_found`. */
export async function revokeApiKey(db: Db, { organizationId, keyId }: OfKey, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql<{ start: string; revoked: boolean }>`
      select start, revoked_at is not null as revoked from api_key
      where id = ${keyId} and organization_id = ${organizationId} for update`.execute(tx)
    const { revoked, ...before } = rows[0] ?? refuse('not_found')
    if (revoked) return
    await tx.updateTable('api_key').set({ revoked_at: now }).where('id', '=', keyId).execute()
    await recordAct(tx, 'api_key.revoked', { organizationId, subjectId: keyId, before })
  })
}

/** Ends every key that acts in somebody's name. */
export async function revokeApiKeysOf(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ revoked_at: new Date() })
    .where('made_by', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

async function refuseTooMany(tx: Tx, organizationId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ live: number }>`
    select count(*)::int as live from api_key k
    where k.organization_id = ${organizationId} and ${stateAt(now)} = 'live'`.execute(tx)
  if ((rows[0]?.live ?? 0) >= mostKeys) refuse('too_many_api_keys', { maximum: mostKeys })
}

async function readApiKey(tx: Tx, id: string, now: Date): Promise<ApiKey> {
  const { rows } = await sql<ApiKey>`
    select ${columns(now)} from api_key k join users u on u.id = k.made_by where k.id = ${id}`.execute(tx)
  return rows[0] ?? refuse('not_found')
}

const columns = (now: Date) => sql`
  k.id, k.name, k.start, k.scopes, json_build_object('userId', u.id, 'name', u.name) as "madeBy", k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", ${stateAt(now)} as state`

const stateAt = (now: Date) =>
  sql`case when k.revoked_at is not null then 'revoked' when k.expires_at <= ${now} then 'expired' else 'live' end`
