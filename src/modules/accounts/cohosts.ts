import { type Selectable, sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { Event, EventCohost } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { Caller } from '../../http/request.ts'
import type { PageOf } from '../../http/shapes.ts'
import {
  type CohostRole,
  type MemberRole,
  mayDo,
  mayDoAsCohost,
  type Permission,
  permissions,
  permissionsOf,
} from './permissions.ts'

/** An organization that hosts an event together with its own, or is asked to. */
export interface Cohost {
  id: string
  role: CohostRole
  state: Selectable<EventCohost>['state']
  organization: { id: string; slug: string; name: string }
}

/**
 * What somebody is at an event or in an organization: their role there, or at an organization that co-hosts the event and what that may do at
 * most. Of a key, the role is its maker's, and `scopes` what it was given.
 */
export interface Standing {
  role: MemberRole
  cohost: CohostRole | null
  scopes: readonly string[] | null
}

/** Who asks: a person, for all organizations they work for, or a key in their name, for its own. */
export type Who = Pick<Caller, 'userId' | 'key'>

/** Everything that somebody is at an event, of the host and of all who co-host it, by one query. */
export async function standingsAt(db: Db, eventId: string, who: Who): Promise<Standing[]> {
  const { rows } = await sql<Omit<Standing, 'scopes'>>`
    select m.role, null as cohost from event e join membership m on m.organization_id = e.organization_id
    where e.id = ${eventId} and ${membershipsOf(who)}
    union all
    select m.role, c.role from event_cohost c join membership m on m.organization_id = c.organization_id
    where c.event_id = ${eventId} and c.state = 'accepted' and ${membershipsOf(who)}`.execute(db)
  return rows.map((row) => ({ ...row, scopes: who.key?.scopes ?? null }))
}

/** What somebody is in an organization: nothing, or one thing. */
export async function standingsIn(db: Db, organizationId: string, who: Who): Promise<Standing[]> {
  const { rows } = await sql<{ role: MemberRole }>`
    select m.role from membership m where m.organization_id = ${organizationId} and ${membershipsOf(who)}`.execute(db)
  return rows.map(({ role }) => ({ role, cohost: null, scopes: who.key?.scopes ?? null }))
}

const membershipsOf = ({ userId, key }: Who) =>
  key ? sql`m.user_id = ${userId} and m.organization_id = ${key.organizationId}` : sql`m.user_id = ${userId}`

/** Whether any of what somebody is at an event lets them do something. */
export const mayAt = (standings: readonly Standing[], permission: Permission): boolean =>
  standings.some(
    ({ role, cohost, scopes }) =>
      (scopes === null || scopes.includes(permission)) &&
      (cohost === null ? mayDo(role, permission) : mayDoAsCohost(role, cohost, permission)),
  )

/** Whether somebody may do something at an event as a member of its own organization, not just of one that co-hosts it. */
export const mayAsHost = async (db: Db, eventId: string, who: Who, permission: Permission): Promise<boolean> =>
  mayAt(
    (await standingsAt(db, eventId, who)).filter(({ cohost }) => cohost === null),
    permission,
  )

/** What somebody may do at an event, and whether they work for its own organization. */
export async function permissionsAt(db: Db, eventId: string, who: Who) {
  const standings = await standingsAt(db, eventId, who)
  return {
    host: standings.some(({ cohost }) => cohost === null),
    permissions: permissionsOf('owner').filter((permission) => mayAt(standings, permission)),
  }
}

const organization = sql`json_build_object('id', g.id, 'slug', g.slug, 'name', g.name) as organization`

/** The organizations that co-host an event or are asked to, in the order they were asked. */
export async function listCohosts(db: Db, eventId: string): Promise<Cohost[]> {
  const { rows } = await sql<Cohost>`
    select c.id, c.role, c.state, ${organization} from event_cohost c join organization g on g.id = c.organization_id
    where c.event_id = ${eventId} and c.state in ('invited', 'accepted') order by c.id`.execute(db)
  return rows
}

/** An event has so many co-hosts at most: all of them stand on its page. */
const mostCohosts = 20

/** An organization is asked about one event so many times in a day at most: all who run it get a mail each time. */
const mostAsksADay = 5
const day = 86_400_000

/**
 * Asks the organization at an address to co-host an event; its owners and managers are told by mail. Refuses `organization_unknown`,
 * `cohost_is_host`, `already_cohost`, `too_many_cohosts`, and `too_many_requests` when it was asked, and answered, too often today.
 */
export async function inviteCohost(
  db: Db,
  { eventId, slug, role }: { eventId: string; slug: string; role: CohostRole },
  callerId: string,
  now: Date,
): Promise<Cohost> {
  return transact(db, async (tx) => {
    const { rows } = await sql<{ organization_id: string }>`
      select organization_id from event where id = ${eventId} for no key update`.execute(tx)
    const host = rows[0]?.organization_id ?? refuse('not_found')
    const asked = await tx
      .selectFrom('organization_slug')
      .select('organization_id')
      .where('slug', '=', slug)
      .executeTakeFirst()
    if (!asked) refuse('organization_unknown', { slug }, 'slug')
    if (asked.organization_id === host) refuse('cohost_is_host', undefined, 'slug')
    const already = await listCohosts(tx, eventId)
    if (already.some((cohost) => cohost.organization.id === asked.organization_id))
      refuse('already_cohost', undefined, 'slug')
    if (already.length >= mostCohosts) refuse('too_many_cohosts', { maximum: mostCohosts })
    await refuseTooManyAsks(tx, eventId, asked.organization_id, now)
    const id = newId(now.getTime())
    await tx
      .insertInto('event_cohost')
      .values({
        id,
        event_id: eventId,
        organization_id: asked.organization_id,
        role,
        invited_by: callerId,
        created_at: now,
      })
      .execute()
    await announce(tx, 'cohost.invited', { cohostId: id })
    await recordAct(tx, 'cohost.invited', { eventId, subjectId: asked.organization_id, after: { role } })
    const cohosts = await listCohosts(tx, eventId)
    return cohosts.find((cohost) => cohost.id === id) ?? refuse('not_found')
  })
}

async function refuseTooManyAsks(tx: Tx, eventId: string, organizationId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ asks: number; oldest: Date }>`
    select count(*)::int as asks, min(created_at) as oldest from event_cohost
    where event_id = ${eventId} and organization_id = ${organizationId} and created_at > ${new Date(now.getTime() - day)}`.execute(
    tx,
  )
  const [recent] = rows
  if (!recent || recent.asks < mostAsksADay) return
  refuse('too_many_requests', { seconds: Math.ceil((recent.oldest.getTime() + day - now.getTime()) / 1000) })
}

/** Which co-hosting, by its id and the event or the co-host that it must be of. */
export type OfCohosting = { cohostId: string } & ({ eventId: string } | { organizationId: string })

/** Ends a co-hosting, asked for or going on: the host takes it back, or the co-host says no or steps back. Twice changes nothing. Refuses `not_found`. */
export async function endCohosting(db: Db, of: OfCohosting, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const before = await lockCohosting(tx, of)
    if (before.state !== 'invited' && before.state !== 'accepted') return
    const declined = before.state === 'invited' && 'organizationId' in of
    const state = declined ? 'declined' : 'ended'
    await tx.updateTable('event_cohost').set({ state, answered_at: now }).where('id', '=', of.cohostId).execute()
    const { eventId, organizationId, role } = before
    await announce(tx, 'event.changed', { eventId })
    await recordAct(tx, `cohost.${state}`, { eventId, subjectId: organizationId, before: { role } })
  })
}

/** Agrees to co-host; twice changes nothing. Refuses `not_found`, and `invitation_closed` when it was declined or taken back. */
export async function acceptCohosting(
  db: Db,
  of: { cohostId: string; organizationId: string },
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const { state, eventId, role } = await lockCohosting(tx, of)
    if (state === 'accepted') return
    if (state !== 'invited') refuse('invitation_closed', { state: state === 'ended' ? 'withdrawn' : state })
    await tx
      .updateTable('event_cohost')
      .set({ state: 'accepted', answered_at: now })
      .where('id', '=', of.cohostId)
      .execute()
    await announce(tx, 'event.changed', { eventId })
    await recordAct(tx, 'cohost.accepted', { eventId, subjectId: of.organizationId, after: { role } })
  })
}

async function lockCohosting(db: Db, of: OfCohosting) {
  const one = db
    .selectFrom('event_cohost')
    .select(['state', 'role', 'event_id as eventId', 'organization_id as organizationId'])
    .where('id', '=', of.cohostId)
    .forUpdate()
  const owned =
    'eventId' in of ? one.where('event_id', '=', of.eventId) : one.where('organization_id', '=', of.organizationId)
  return (await owned.executeTakeFirst()) ?? refuse('not_found')
}

/** An event of others that an organization co-hosts or is asked to. Instants in UTC, or null without a date. */
export interface Cohosted {
  id: string
  role: CohostRole
  state: 'invited' | 'accepted'
  event: {
    id: string
    slug: string
    name: string
    category: string
    startsAt: string | null
    timeZone: string
    state: string
  }
  host: { slug: string; name: string }
}

/** A page of the events that an organization co-hosts or is asked to, asked last first. A cursor that is none of them gives an empty page. */
export async function listCohosted(
  db: Db,
  organizationId: string,
  { cursor, limit = 50 }: { cursor?: string; limit?: number },
): Promise<PageOf<Cohosted>> {
  const { rows } = await sql<Cohosted>`
    select c.id, c.role, c.state,
      json_build_object('id', e.id, 'slug', e.slug, 'name', e.name, 'category', e.category, 'startsAt', e.starts_at,
        'timeZone', e.time_zone, 'state', e.state) as event,
      json_build_object('slug', g.slug, 'name', g.name) as host
    from event_cohost c join event e on e.id = c.event_id join organization g on g.id = e.organization_id
    where c.organization_id = ${organizationId} and c.state in ('invited', 'accepted')
      and ${cursor ? sql`c.id < ${cursor}` : sql`true`}
    order by c.id desc limit ${limit + 1}`.execute(db)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** What the mails of a co-hosting say, and whom it asks: the owners and managers of the organization, and nobody once it is answered. Refuses `not_found`. */
export async function cohostingById(db: Db, cohostId: string) {
  const { rows } = await sql<{
    event: { id: string; name: string; category: Event['category']; host: string }
    organization: { slug: string; name: string }
    asked: { userId: string; name: string; email: string; language: string }[]
  }>`
    select json_build_object('id', e.id, 'name', e.name, 'category', e.category, 'host', h.name) as event,
      json_build_object('slug', g.slug, 'name', g.name) as organization,
      coalesce((
        select json_agg(json_build_object('userId', u.id, 'name', u.name, 'email', u.email, 'language', u.language) order by m.created_at, u.id)
        from membership m join users u on u.id = m.user_id
        where m.organization_id = c.organization_id and m.role = any(${[...permissions['organization.edit']]}::text[])
          and c.state = 'invited' and u.banned_at is null
      ), '[]') as asked
    from event_cohost c join event e on e.id = c.event_id join organization h on h.id = e.organization_id
    join organization g on g.id = c.organization_id
    where c.id = ${cohostId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}
