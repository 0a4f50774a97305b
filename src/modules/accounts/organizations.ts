import { sql } from 'kysely'
import { recordAct, recordChange } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { isTimeZone } from '../../lib/time.ts'
import { takeFreeSlug, takeSlug } from './teams/organization-slugs.ts'

export interface Organization {
  id: string
  slug: string
  name: string
  summary: string
  /** `https://…` or nothing. */
  website: string
  /** IANA name; new events start with it. */
  timeZone: string
}

/**
 * Makes an organization that the person owns. Without a slug one is made of the name. Refuses `slug_taken` for a slug that was
 * asked for, and `unknown_time_zone`.
 */
export async function createOrganization(
  db: Db,
  userId: string,
  { name, slug, timeZone }: { name: string; slug?: string; timeZone: string },
): Promise<Organization> {
  if (!isTimeZone(timeZone)) refuse('unknown_time_zone', undefined, 'timeZone')
  return transact(db, (tx) => insert(tx, userId, { name, time_zone: timeZone }, slug))
}

/**
 * The organization made for one person who puts on events through a client that knows no organizations: the one there is, else a new
 * one in the person's name and time zone.
 */
export async function personalOrganization(db: Db, userId: string): Promise<Organization> {
  return transact(db, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select(['name', 'time_zone'])
      .where('id', '=', userId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow()
    const existing = await tx
      .selectFrom('organization')
      .innerJoin('membership', 'membership.organization_id', 'organization.id')
      .select([...columns])
      .where('membership.user_id', '=', userId)
      .where('membership.role', '=', 'owner')
      .where('organization.personal', '=', true)
      .executeTakeFirst()
    return existing ?? insert(tx, userId, { name: user.name, time_zone: user.time_zone, personal: true })
  })
}

const columns = [
  'organization.id',
  'organization.slug',
  'organization.name',
  'organization.summary',
  'organization.website',
  'organization.time_zone as timeZone',
] as const

async function insert(
  tx: Tx,
  userId: string,
  values: { name: string; time_zone: string; personal?: boolean },
  slug?: string,
): Promise<Organization> {
  const id = newId()
  // The slug is replaced by the next statement, when the row that it belongs to is there.
  await tx
    .insertInto('organization')
    .values({ id, slug: id, ...values })
    .execute()
  if (slug === undefined) await takeFreeSlug(tx, id, values.name)
  else await takeSlug(tx, id, slug)
  await tx.insertInto('membership').values({ organization_id: id, user_id: userId, role: 'owner' }).execute()
  await recordAct(tx, 'organization.created', { organizationId: id })
  return readOrganization(tx, id)
}

/** One organization. Refuses `not_found`. */
export async function readOrganization(db: Db, organizationId: string): Promise<Organization> {
  const found = await db.selectFrom('organization').select(columns).where('id', '=', organizationId).executeTakeFirst()
  return found ?? refuse('not_found')
}

export interface OrganizationChange {
  name?: string
  slug?: string
  summary?: string
  website?: string
  timeZone?: string
}

/** Changes what is given. Refuses `slug_taken`, `unknown_time_zone` and `not_found`. */
export async function changeOrganization(
  db: Db,
  organizationId: string,
  { timeZone, slug, ...change }: OrganizationChange,
): Promise<Organization> {
  if (timeZone !== undefined && !isTimeZone(timeZone)) refuse('unknown_time_zone', undefined, 'timeZone')
  const values = { ...change, ...(timeZone === undefined ? {} : { time_zone: timeZone }) }
  return transact(db, async (tx) => {
    // Two that move it at once would else wait for each other: both share its row by noting their slugs, and want all of it next.
    await sql`select from organization where id = ${organizationId} for update`.execute(tx)
    const before = await readOrganization(tx, organizationId)
    if (slug !== undefined && slug !== before.slug) await takeSlug(tx, organizationId, slug)
    if (Object.keys(values).length > 0)
      await tx.updateTable('organization').set(values).where('id', '=', organizationId).execute()
    const after = await readOrganization(tx, organizationId)
    await recordChange(tx, 'organization.edited', { organizationId }, before, after)
    return after
  })
}
