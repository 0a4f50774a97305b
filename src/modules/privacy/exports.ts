import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { isLanguage, type Language } from '../../../lang/languages.ts'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { zipOf } from '../../lib/zip.ts'
import { type FileStore, namedKey } from '../../storage/files.ts'
import { countFiles, filesOf, type GatherParts } from './export/files.ts'
import { subjectOf } from './export/subject.ts'

/** An export as its owner sees it. `files` is how many there will be, once that is counted. */
export interface DataExport {
  id: string
  state: 'asked' | 'ready' | 'failed' | 'gone'
  written: number
  files: number | null
  bytes: number | null
  askedAt: Date
  readyAt: Date | null
  expiresAt: Date | null
}

const day = 24 * 3600_000

/** How long an archive can be fetched, in days. */
const daysToFetch = 7

/** What is not ready after a day is given up, in days: then another may be asked for. */
const daysToMake = 1

const columns = [
  'id',
  'state',
  'written',
  'files',
  'bytes',
  'asked_at as askedAt',
  'ready_at as readyAt',
  'expires_at as expiresAt',
] as const

/** Somebody's last export, or null. */
export async function lastExport(db: Db, userId: string): Promise<DataExport | null> {
  const row = await db
    .selectFrom('data_export')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Has somebody's data gathered by a job. Refuses export_asked while another is being made. */
export async function askExport(db: Db, userId: string, language: Language, now: Date): Promise<DataExport> {
  return transact(db, async (tx) => {
    const asked = await tx
      .insertInto('data_export')
      .values({ id: newId(now.getTime()), user_id: userId, language, asked_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning(columns)
      .executeTakeFirst()
    if (!asked) refuse('export_asked')
    await announce(tx, 'export.asked', { exportId: asked.id })
    await recordAct(tx, 'data.exported', { subjectId: userId })
    return asked
  })
}

/** What making an export takes. */
export type ExportParts = GatherParts

/**
 * Makes the archive of an export that is asked for, from the beginning each time: a try that was ended midway leaves nothing but a draft that the next
 * one writes over. Nothing to do where it is made, or given up.
 */
export async function makeExport(parts: ExportParts, exportId: string): Promise<void> {
  const { db, files, now } = parts
  const asked = await db
    .selectFrom('data_export')
    .select(['user_id as userId', 'language'])
    .where('id', '=', exportId)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (!asked) return
  const subject = await subjectOf(db, asked.userId)
  const language = isLanguage(asked.language) ? asked.language : 'en'
  await note(db, exportId, { written: 0, files: await countFiles(db, subject) })
  const bytes = await files.write(
    keyOf(exportId),
    zipOf(counted(filesOf(parts, subject, language), (written) => note(db, exportId, { written }))),
  )
  const isWanted = await transact(db, async (tx) => {
    const ready = {
      state: 'ready' as const,
      bytes,
      ready_at: now(),
      expires_at: new Date(now().getTime() + daysToFetch * day),
    }
    const { numUpdatedRows } = await tx
      .updateTable('data_export')
      .set(ready)
      .where('id', '=', exportId)
      .where('state', '=', 'asked')
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await announce(tx, 'export.ready', { exportId })
    return numUpdatedRows > 0n
  })
  // Given up, or its owner erased, while it was made.
  if (!isWanted) await files.remove(keyOf(exportId))
}

/** Where the archive of an export is. */
const keyOf = (exportId: string) => namedKey(`data export ${exportId}`)

const note = (db: Db, exportId: string, progress: { written: number; files?: number }) =>
  db.updateTable('data_export').set(progress).where('id', '=', exportId).where('state', '=', 'asked').execute()

/** How many files are written between two notes of how far it is. */
const noteEvery = 25

async function* counted<T>(items: AsyncIterable<T>, tell: (count: number) => Promise<unknown>): AsyncGenerator<T> {
  let count = 0
  for await (const item of items) {
    yield item
    count++
    if (count % noteEvery === 0) await tell(count)
  }
}

/** The archive of an export of this person, to be sent as it is read. Refuses not_found where it is not theirs, not ready, or not there any more. */
export async function openExport(
  { db, files }: Pick<ExportParts, 'db' | 'files'>,
  { exportId, userId }: { exportId: string; userId: string },
  now: Date,
): Promise<{ stream: Readable; bytes: number; name: string }> {
  const ready = await db
    .selectFrom('data_export')
    .select(['bytes', 'asked_at as askedAt'])
    .where('id', '=', exportId)
    .where('user_id', '=', userId)
    .where('state', '=', 'ready')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  const stream = ready ? await files.open(keyOf(exportId)) : null
  if (!ready || !stream) return refuse('not_found')
  return { stream, bytes: ready.bytes ?? 0, name: `conflux-data-${ready.askedAt.toISOString().slice(0, 10)}.zip` }
}

/** Removes archives whose time is over, and gives up those that nobody could make. The file goes before the row says so: a crash between is made good by the next turn. */
export async function removeOldExports({ db, files }: Pick<ExportParts, 'db' | 'files'>, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; state: 'asked' | 'ready' }>`
    select id, state from data_export where state = 'ready' and expires_at <= ${now}
      or state = 'asked' and asked_at <= ${new Date(now.getTime() - daysToMake * day)}`.execute(db)
  for (const { id, state } of rows) {
    await files.remove(keyOf(id))
    await db
      .updateTable('data_export')
      .set({ state: state === 'asked' ? 'failed' : 'gone' })
      .where('id', '=', id)
      .where('state', '=', state)
      .execute()
  }
}

/** Removes all exports of somebody, with their archives. */
export async function removeExportsOf(db: Db, files: FileStore, userId: string): Promise<void> {
  const rows = await db.deleteFrom('data_export').where('user_id', '=', userId).returning('id').execute()
  for (const { id } of rows) await files.remove(keyOf(id))
}
