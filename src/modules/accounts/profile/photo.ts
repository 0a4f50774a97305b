import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { FileContent } from '../../../http/contract.ts'
import type { FileStore } from '../../../storage/files.ts'
import { readImage } from '../../../storage/image.ts'
import { imageFile, keepImage } from '../../../storage/stored-images.ts'

/** Photos are squares, kept in two widths, in pixels: beside a name, and at the head of a page. */
const cut = { widths: [96, 320], square: true } as const

/** Makes an image somebody's photo: the square in its middle, without metadata. Refuses image_unreadable. */
export async function setPhoto(db: Db, files: FileStore, userId: string, bytes: Uint8Array): Promise<void> {
  await wear(db, userId, await keepImage(db, files, await readImage(bytes, cut)))
}

/** Takes somebody's photo away. Its files go when nobody has the same one, within a day (see storage/unused-images.ts). */
export const removePhoto = (db: Db, userId: string): Promise<void> => wear(db, userId, null)

async function wear(db: Db, userId: string, photo_key: string | null): Promise<void> {
  await db
    .insertInto('profile')
    .values({ user_id: userId, photo_key })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ photo_key, updated_at: new Date() }))
    .execute()
}

/** One size of a photo that somebody has, `96.webp` or `320.webp`. Refuses not_found. */
export async function photoFile(db: Db, files: FileStore, key: string, file: string): Promise<FileContent> {
  const worn = await db.selectFrom('profile').select('user_id').where('photo_key', '=', key).executeTakeFirst()
  if (!worn) refuse('not_found')
  return { ...(await imageFile(db, files, { key, file })), cache: 'private, max-age=31536000, immutable' }
}

/** The photo that somebody has, in its largest size. */
export async function readPhoto(
  db: Db,
  files: FileStore,
  userId: string,
): Promise<{ type: 'image/webp'; bytes: Uint8Array } | null> {
  const row = await db.selectFrom('profile').select('photo_key').where('user_id', '=', userId).executeTakeFirst()
  const bytes = row?.photo_key ? await files.get(row.photo_key) : null
  return bytes && { type: 'image/webp', bytes }
}
