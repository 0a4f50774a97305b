import type { Tx } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { slugOf } from '../../lib/slug.ts'

/** Gives a new event the first free address made of its name: `night-ferry`, `night-ferry-2` and so on. */
export async function takeFreeSlug(tx: Tx, eventId: string, name: string): Promise<string> {
  const base = slugOf(name) || 'event'
  const random = eventId.slice(-6)
  for (const slug of [base, `${base}-2`, `${base}-3`, `${base}-${random}`, `${base}-${eventId}`])
    if (await take(tx, eventId, slug)) return slug
  throw new Error(`no slug left for event ${eventId}`)
}

/** Gives an event this address; its earlier ones keep leading to it. Refuses slug_taken when another event has or had it. */
export async function takeSlug(tx: Tx, eventId: string, slug: string): Promise<void> {
  if (!(await take(tx, eventId, slug))) refuse('slug_taken', { slug }, 'slug')
}

/** Waits for another transaction that is taking the same slug. */
async function take(tx: Tx, eventId: string, slug: string): Promise<boolean> {
  await tx
    .insertInto('event_slug')
    .values({ slug, event_id: eventId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx.selectFrom('event_slug').select('event_id').where('slug', '=', slug).executeTakeFirst()
  return row?.event_id === eventId
}
