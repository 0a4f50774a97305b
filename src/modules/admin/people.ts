import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../lib/cursor.ts'
import type { MemberRole } from '../accounts/permissions.ts'
import { matching } from '../orders/lists.ts'

const pageLength = 50

/** A person as administrators list them. */
export interface PersonRow {
  id: string
  name: string
  email: string
  emailVerified: boolean
  administrator: boolean
  createdAt: Date
  bannedAt: Date | null
}

const personColumns = sql`u.id, u.name, u.email, u.email_verified as "emailVerified", u.administrator, u.created_at as "createdAt", u.banned_at as "bannedAt"`

/** People whose name or email has `q` in it, or whose id it is, the newest first, but who was erased. Refuses bad_request for a cursor that is none. */
export async function listPeople(
  db: Db,
  { q = '', cursor }: { q?: string; cursor?: string },
): Promise<PageOf<PersonRow>> {
  const after =
    cursor === undefined
      ? undefined
      : (readCursor(cursor, [cursorParts.instant, cursorParts.id]) ?? refuse('bad_request'))
  const typed = q.trim()
  const found = cursorParts.id(typed.toLowerCase())
    ? sql`u.id = ${typed.toLowerCase()}::uuid`
    : matching(typed, [sql`(u.name || ' ' || u.email)`], [])
  const made = sql`date_trunc('milliseconds', u.created_at)`
  const { rows } = await sql<PersonRow & { made: Date }>`
    select ${personColumns}, ${made} as made from users u
    where ${found} and u.erased_at is null ${after ? sql`and (${made}, u.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by ${made} desc, u.id desc limit ${pageLength + 1}`.execute(db)
  const items = rows.slice(0, pageLength)
  const last = items.at(-1)
  return { items, next: rows.length > pageLength && last ? writeCursor([last.made.toISOString(), last.id]) : null }
}

/** A person with all that administrators may know of them. */
export interface PersonInFull extends PersonRow {
  banReason: string
  /** When the account is erased, and why an administrator asked for it, if one did; when it was. */
  eraseAt: Date | null
  erasureReason: string
  erasedAt: Date | null
  /** The account that took over what this one had. */
  mergedInto: string | null
  language: string
  timeZone: string
  /** Paid ones, not counting tests. */
  orders: number
  organizations: { id: string; slug: string; name: string; role: MemberRole; suspendedAt: string | null }[]
  sessions: {
    id: string
    createdAt: string
    expiresAt: string
    ip: string | null
    userAgent: string | null
    actor: string | null
  }[]
}

/** One person. Instants of lists are text: they come as JSON. Refuses not_found. */
export async function readPerson(db: Db, userId: string): Promise<PersonInFull> {
  const { rows } = await sql<PersonInFull>`
    select ${personColumns}, u.ban_reason as "banReason", u.erase_at as "eraseAt", u.erasure_reason as "erasureReason",
      u.erased_at as "erasedAt", u.merged_into as "mergedInto", u.language, u.time_zone as "timeZone",
      (select count(*)::int from "order" r where r.user_id = u.id and r.state = 'paid' and not r.test) as orders,
      (select coalesce(json_agg(json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'role', m.role,
          'suspendedAt', o.suspended_at) order by o.name, o.id), '[]')
        from membership m join organization o on o.id = m.organization_id where m.user_id = u.id) as organizations,
      (select coalesce(json_agg(json_build_object('id', s.id, 'createdAt', s.created_at, 'expiresAt', s.expires_at,
          'ip', s.ip_address, 'userAgent', s.user_agent,
          'actor', (select a.name from users a where a.id = s.impersonated_by)) order by s.created_at desc, s.id), '[]')
        from session s where s.user_id = u.id and s.expires_at > now()) as sessions
    from users u where u.id = ${userId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}

/** Has the link to a new password mailed to a person. Refuses wrong_person_state for who is banned or not there. */
export async function sendReset(db: Db, userId: string): Promise<void> {
  await transact(db, async (tx) => {
    const person = await tx
      .selectFrom('users')
      .select('email')
      .where('id', '=', userId)
      .where('banned_at', 'is', null)
      .executeTakeFirst()
    if (!person) refuse('wrong_person_state')
    await announce(tx, 'account.reset_asked', { email: person.email, asked: newId() })
    await recordAct(tx, 'person.reset_sent', { subjectId: userId })
  })
}
