import { randomInt } from 'node:crypto'
import type { Db, Tx } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { slugOf } from '../../../lib/slug.ts'

/** What a slug of an organization must look like: small letters and digits with single hyphens between, 2 to 60. */
export const slugPattern = '^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$'

/** Words that are parts of our own addresses. */
const reserved: readonly string[] = ['new', 'me', 'admin', 'api', 'all']

/** Gives an organization the first free slug made of its name. */
export async function takeFreeSlug(tx: Tx, organizationId: string, name: string): Promise<void> {
  for (const slug of slugChoices(name)) if (await take(tx, organizationId, slug)) return
  throw new Error('no slug was free')
}

/** Gives an organization this slug; its earlier ones keep leading to it. Refuses `slug_taken` when another has or had it. */
export async function takeSlug(tx: Tx, organizationId: string, slug: string): Promise<void> {
  if (!(await take(tx, organizationId, slug))) refuse('slug_taken', { slug }, 'slug')
}

/** Waits for another transaction that is taking the same slug. */
async function take(tx: Tx, organizationId: string, slug: string): Promise<boolean> {
  if (reserved.includes(slug)) return false
  await tx
    .insertInto('organization_slug')
    .values({ slug, organization_id: organizationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const taken = await tx
    .updateTable('organization')
    .from('organization_slug')
    .set({ slug })
    .where('organization.id', '=', organizationId)
    .where('organization_slug.slug', '=', slug)
    .whereRef('organization_slug.organization_id', '=', 'organization.id')
    .returning('organization.id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Slugs to try for a name, best first: the name spelled, then numbered, then with an end made up by chance. */
function* slugChoices(name: string): Generator<string> {
  const spelled = slugOf(name)
  const base = spelled.length >= 2 ? spelled.slice(0, 50).replace(/-+$/, '') : 'organizer'
  yield base
  for (let number = 2; number <= 9; number++) yield `${base}-${number}`
  for (let tries = 0; tries < 20; tries++) yield `${base}-${randomInt(1e6)}`
}

/** The slug an organization of this name would get, or whether the one asked for is free: no organization has or had it. */
export async function slugPreview(
  db: Db,
  { name, slug }: { name?: string; slug?: string },
): Promise<{ slug: string; free: boolean }> {
  const choices = slug === undefined ? [...slugChoices(name ?? '')] : [slug]
  const rows = await db.selectFrom('organization_slug').select('slug').where('slug', 'in', choices).execute()
  const taken = new Set([...reserved, ...rows.map((row) => row.slug)])
  const free = choices.find((choice) => !taken.has(choice))
  return { slug: free ?? choices[0] ?? '', free: free !== undefined }
}
