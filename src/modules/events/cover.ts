import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { FileContent } from '../../http/contract.ts'
import { type FileStore, fileKey } from '../../storage/files.ts'
import { type ImageSize, readImage } from './image.ts'
import { lockEvent } from './row.ts'

/**
 * Makes an image the cover of an event. Refuses image_unreadable and wrong_event_state (cancelled).
 * Its files are written down before they are kept, so that nothing takes them for unused meanwhile (see unused-covers.ts).
 */
export async function setCover(db: Db, files: FileStore, eventId: string, bytes: Uint8Array): Promise<void> {
  const sizes = (await readImage(bytes)).map((size) => ({ ...size, key: fileKey(size.bytes) }))
  await transact(db, async (tx) => {
    const { organization_id } = await lockEvent(tx, eventId)
    await writeDown(tx, organization_id, sizes)
  })
  await Promise.all(sizes.map((size) => files.put(size.bytes)))
  await changeCover(db, eventId, sizes.at(-1)?.key ?? null)
}

async function writeDown(tx: Tx, organization_id: string, sizes: readonly (ImageSize & { key: string })[]) {
  const image = sizes.at(-1)
  if (!image) return
  await tx
    .insertInto('stored_file')
    .values(
      sizes.map(({ key, width, height, bytes }) => ({
        key,
        width,
        height,
        organization_id,
        bytes: bytes.length,
        media_type: 'image/webp',
      })),
    )
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ created_at: sql`now()` }))
    .execute()
  await tx
    .insertInto('image_size')
    .values(sizes.map(({ key, nominal }) => ({ image_key: image.key, width: nominal, file_key: key })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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

/** One size of an uploaded cover, named `<width>.webp`. What a key means never changes, so it may be kept for ever. Refuses not_found. */
export async function coverFile(db: Db, files: FileStore, key: string, file: string): Promise<FileContent> {
  const width = Number(/^(\d{1,4})\.webp$/.exec(file)?.[1] ?? 0)
  const size = await db
    .selectFrom('image_size')
    .select('file_key')
    .where('image_key', '=', key)
    .where('width', '=', width)
    .executeTakeFirst()
  const bytes = size && (await files.get(size.file_key))
  if (!bytes) refuse('not_found')
  return { type: 'image/webp', bytes, cache: 'public, max-age=31536000, immutable' }
}
