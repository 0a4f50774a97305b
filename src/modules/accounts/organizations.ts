import { randomInt } from 'node:crypto'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { slugOf } from '../../lib/slug.ts'
import { isTimeZone } from '../../lib/time.ts'

/** What a slug of an organization must look like: small letters and digits with single hyphens between, 2 to 60. */
export const slugPattern = '^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$'

/** Words that are parts of our own addresses. */
const reserved: readonly string[] = ['new', 'me', 'admin', 'api', 'all']

export interface Organization {
  id: string
  slug: string
  name: string
  summary: string
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
  return transact(db, async (tx) => {
    const values = { name, time_zone: timeZone }
    const organization =
      slug === undefined ? await insertUnderFreeSlug(tx, values) : await insert(tx, { ...values, slug })
    if (!organization) refuse('slug_taken', { slug: slug ?? '' }, 'slug')
    await tx
      .insertInto('membership')
      .values({ organization_id: organization.id, user_id: userId, role: 'owner' })
      .execute()
    return organization
  })
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
      .forUpdate()
      .executeTakeFirstOrThrow()
    const existing = await tx
      .selectFrom('organization')
      .innerJoin('membership', 'membership.organization_id', 'organization.id')
      .select([...columns])
      .where('membership.user_id', '=', userId)
      .where('membership.role', '=', 'owner')
      .where('organization.personal', '=', true)
      .executeTakeFirst()
    if (existing) return existing
    const organization = await insertUnderFreeSlug(tx, { name: user.name, time_zone: user.time_zone, personal: true })
    await tx
      .insertInto('membership')
      .values({ organization_id: organization.id, user_id: userId, role: 'owner' })
      .execute()
    return organization
  })
}

const columns = [
  'organization.id',
  'organization.slug',
  'organization.name',
  'organization.summary',
  'organization.time_zone as timeZone',
] as const

/** The first of the possible slugs that is free. A slug that is taken between looking and writing just means one more try. */
async function insertUnderFreeSlug(
  tx: Tx,
  values: { name: string; time_zone: string; personal?: boolean },
): Promise<Organization> {
  for (const slug of slugChoices(values.name)) {
    const organization = await insert(tx, { ...values, slug })
    if (organization) return organization
  }
  throw new Error('no slug was free')
}

/** Undefined when the slug is taken. */
async function insert(tx: Tx, values: { slug: string; name: string; time_zone: string; personal?: boolean }) {
  if (reserved.includes(values.slug)) return undefined
  return tx
    .insertInto('organization')
    .values({ id: newId(), ...values })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning(columns)
    .executeTakeFirst()
}

/** Slugs to try for a name, best first: the name spelled, then numbered, then with an end made up by chance. */
function* slugChoices(name: string): Generator<string> {
  const spelled = slugOf(name)
  const base = spelled.length >= 2 ? spelled.slice(0, 50).replace(/-+$/, '') : 'organizer'
  yield base
  for (let number = 2; number <= 9; number++) yield `${base}-${number}`
  for (let tries = 0; tries < 20; tries++) yield `${base}-${randomInt(1e6)}`
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
  timeZone?: string
}

/** Changes what is given. Refuses `slug_taken`, `unknown_time_zone` and `not_found`. */
export async function changeOrganization(
  db: Db,
  organizationId: string,
  { timeZone, ...change }: OrganizationChange,
): Promise<Organization> {
  if (timeZone !== undefined && !isTimeZone(timeZone)) refuse('unknown_time_zone', undefined, 'timeZone')
  const values = { ...change, ...(timeZone === undefined ? {} : { time_zone: timeZone }) }
  if (Object.keys(values).length === 0) return readOrganization(db, organizationId)
  const { slug } = change
  if (slug !== undefined && reserved.includes(slug)) refuse('slug_taken', { slug }, 'slug')
  const changed = await db
    .updateTable('organization')
    .set(values)
    .where('id', '=', organizationId)
    .returning(columns)
    .executeTakeFirst()
    .catch((error: unknown) =>
      isTaken(error) ? refuse('slug_taken', { slug: slug ?? '' }, 'slug') : Promise.reject(error),
    )
  return changed ?? refuse('not_found')
}

const isTaken = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'organization_slug_key'

/** The address an organization of this name would get, or whether the one asked for is free. */
export async function slugPreview(
  db: Db,
  { name, slug }: { name?: string; slug?: string },
): Promise<{ slug: string; free: boolean }> {
  const choices = slug === undefined ? [...slugChoices(name ?? '')] : [slug]
  const rows = await db.selectFrom('organization').select('slug').where('slug', 'in', choices).execute()
  const taken = new Set([...reserved, ...rows.map((row) => row.slug)])
  const free = choices.find((choice) => !taken.has(choice))
  return { slug: free ?? choices[0] ?? '', free: free !== undefined }
}
