import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { FileContent } from '../../http/contract.ts'
import type { FileStore } from '../../storage/files.ts'
import { readImage } from '../../storage/image.ts'
import { imageFile, keepImage } from '../../storage/stored-images.ts'
import { opensTo, type Visitor } from './guest-access.ts'
import { lockEvent } from './row.ts'

/** Widths a cover is kept in, in pixels. */
const cut = { widths: [480, 960, 1600, 2400] }

/** Makes an image the cover of an event. Refuses image_unreadable and wrong_event_state (cancelled). */
export async function setCover(db: Db, files: FileStore, eventId: string, bytes: Uint8Array): Promise<void> {
  const ownerOf = async (tx: Tx) => (await lockEvent(tx, eventId)).organization_id
  await changeCover(db, eventId, await keepImage(db, files, await readImage(bytes, cut), { ownerOf }))
}

/** Goes back to the generated cover. Refuses wrong_event_state (cancelled). */
export const removeCover = (db: Db, eventId: string): Promise<void> => changeCover(db, eventId, null)

const changeCover = (db: Db, eventId: string, cover_key: string | null): Promise<void> =>
  transact(db, async (tx) => {
    const { state } = await lockEvent(tx, eventId)
    if (state === 'cancelled') refuse('wrong_event_state', { state })
    await tx.updateTable('event').set({ cover_key, updated_at: sql`now()` }).where('id', '=', eventId).execute()
    await announce(tx, 'event.changed', { eventId })
    await recordAct(tx, cover_key === null ? 'event.cover_removed' : 'event.cover_set', { eventId })
  })

/**
 * One size of an uploaded cover, kept for ever: but of events that are all for invited people it is for those they open to, and kept by no shared
 * cache. Refuses not_found.
 */
export async function coverFile(
  db: Db,
  files: FileStore,
  of: { key: string; file: string },
  visitor: Visitor,
): Promise<FileContent> {
  const isShared = await isForAll(db, of.key)
  if (!isShared && !(await opensToBy(db, of.key, visitor))) refuse('not_found')
  const { type, bytes, ...kept } = await imageFile(db, files, of, { ofOrganization: true })
  return { type, bytes, ...(isShared ? kept : {}) }
}

async function isForAll(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql<{ guarded: boolean }>`
    select exists (select from event where cover_key = ${key} and visibility = 'invite-only') as guarded`.execute(db)
  if (!rows[0]?.guarded) return true
  const open = await db
    .selectFrom('event')
    .select('id')
    .where('cover_key', '=', key)
    .where('visibility', '!=', 'invite-only')
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

/** Whether one of the events with a cover opens to a visitor. */
async function opensToBy(db: Db, key: string, visitor: Visitor): Promise<boolean> {
  const events = await db.selectFrom('event').select('id').where('cover_key', '=', key).execute()
  for (const { id } of events) if (await opensTo(db, id, visitor)) return true
  return false
}
