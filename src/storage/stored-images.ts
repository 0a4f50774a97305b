import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { transact } from '../db/transact.ts'
import { refuse } from '../errors.ts'
import type { FileContent } from '../http/contract.ts'
import { type FileStore, fileKey } from './files.ts'
import type { ImageSize } from './image.ts'

/** What uploads are encoded as. */
type ImageType = 'image/webp' | 'image/png'

/** What is kept of an image beside its bytes. */
interface Keeping {
  type?: ImageType
  /** Says which organization's it is, if any, or refuses. */
  ownerOf?: (tx: Tx) => Promise<string>
}

/** Milliseconds for which an upload waits while the same bytes are removed, and after which it looks again. */
const patience = 10_000
const pauseBetweenLooks = 50

/** SQL: whether nobody removes a file just now. A removal is over by then, or its process has died: S3 is tried for a quarter of an hour. */
export const isStaying = (file: 'f' | 'stored_file') => {
  const since = sql.ref(`${file}.going_since`)
  return sql<boolean>`(${since} is null or ${since} < now() - interval '20 minutes')`
}

/**
 * Keeps an image in its sizes and returns its key, that of the largest. Its files are written down before they are kept, so that nothing takes them for
 * unused meanwhile (see unused-images.ts); where they are going already, they are made anew after. Refuses `busy` where that takes too long.
 */
export async function keepImage(
  db: Db,
  files: FileStore,
  sizes: readonly ImageSize[],
  keeping: Keeping = {},
): Promise<string> {
  const keyed = sizes.map((size) => ({ ...size, key: fileKey(size.bytes) }))
  const key = keyed.at(-1)?.key
  if (key === undefined) throw new Error('an image has a size')
  const until = performance.now() + patience
  while (!(await writeDown(db, key, keyed, keeping))) {
    if (performance.now() > until) refuse('busy')
    await pause(pauseBetweenLooks)
  }
  await Promise.all(keyed.map((size) => files.put(size.bytes)))
  return key
}

/** Whether all files of an image are written down: those that are just being removed are not. */
const writeDown = (
  db: Db,
  key: string,
  keyed: readonly (ImageSize & { key: string })[],
  { type = 'image/webp', ownerOf }: Keeping,
): Promise<boolean> =>
  transact(db, async (tx) => {
    const organization_id = (await ownerOf?.(tx)) ?? null
    const written = await tx
      .insertInto('stored_file')
      .values(
        keyed.map(({ key, width, height, bytes }) => ({
          key,
          width,
          height,
          organization_id,
          bytes: bytes.length,
          media_type: type,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet(({ ref }) => ({
            created_at: sql`now()`,
            going_since: null,
            organization_id: sql`coalesce(${ref('excluded.organization_id')}, ${ref('stored_file.organization_id')})`,
          }))
          .where(isStaying('stored_file')),
      )
      .returning('key')
      .execute()
    if (written.length < keyed.length) return false
    await tx
      .insertInto('image_size')
      .values(keyed.map((size) => ({ image_key: key, width: size.nominal, file_key: size.key })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return true
  })

/**
 * One size of an image, by the name of its file, `<width>.webp` or `.png`; `ofOrganization` leaves out those of people and of the platform. What a
 * key means never changes, so it may be kept for ever. Refuses not_found.
 */
export async function imageFile(
  db: Db,
  files: FileStore,
  { key, file }: { key: string; file: string },
  { ofOrganization = false } = {},
): Promise<FileContent> {
  const [, width = '0', ending = ''] = /^(\d{1,4})\.(webp|png)$/.exec(file) ?? []
  const type = `image/${ending}`
  const size = await db
    .selectFrom('image_size as i')
    .innerJoin('stored_file as f', 'f.key', 'i.image_key')
    .select('i.file_key')
    .where('i.image_key', '=', key)
    .where('i.width', '=', Number(width))
    .where('f.media_type', '=', type)
    .$if(ofOrganization, (query) => query.where('f.organization_id', 'is not', null))
    .executeTakeFirst()
  const bytes = size && (await files.get(size.file_key))
  if (!bytes) refuse('not_found')
  return { type, bytes, cache: 'public, max-age=31536000, immutable' }
}
