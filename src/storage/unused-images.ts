import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { FileStore } from './files.ts'
import { isStaying } from './stored-images.ts'

/** The most files removed at once; the rest wait for the next time. */
const most = 200

const dayOf = (now: Date) => sql<Date>`${now}::timestamptz - interval '1 day'`

/**
 * Removes uploaded images that nothing shows any more, and their files. An upload writes its files down anew before it keeps them and is over
 * within a day: what was written down since yesterday is left alone.
 */
export async function removeUnusedImages(db: Db, files: FileStore, now: Date): Promise<void> {
  await sql`
    delete from image_size where image_key in (
      select f.key from stored_file f
      where f.created_at < ${dayOf(now)} and not ${isShown}
      for update skip locked)`.execute(db)
  for (const key of await unusedFiles(db, now)) await removeFile(db, files, key, now)
}

async function unusedFiles(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select f.key from stored_file f where ${isUnused(now)} order by f.key limit ${most}`.execute(db)
  return rows.map(({ key }) => key)
}

/** The file is marked before it goes and forgotten after: whoever uploads the same bytes meanwhile waits for that, and no transaction does. */
async function removeFile(db: Db, files: FileStore, key: string, now: Date): Promise<void> {
  const { rows } = await sql`
    update stored_file f set going_since = now()
    where f.key = ${key} and ${isUnused(now)} and ${isStaying('f')} returning f.key`.execute(db)
  if (rows.length === 0) return
  await files.remove(key)
  await db.deleteFrom('stored_file').where('key', '=', key).where('going_since', 'is not', null).execute()
}

/** Whether a file `f` is a cover, a photo or a logo; PNGs of an organization are logos in mails, which may be read years after it has another. */
const isShown = sql`(exists (select from event e where e.cover_key = f.key) or exists (select from profile p where p.photo_key = f.key)
  or (f.media_type = 'image/png' and f.organization_id is not null)
  or exists (select from platform_setting s where s.key = 'logo' and s.value ->> 'key' = f.key))`

/** One file may be a size of several images. */
const isUnused = (now: Date) => sql`(f.created_at < ${dayOf(now)}
  and not ${isShown}
  and not exists (select from image_size i where i.file_key = f.key))`
