import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './connect.ts'

/** The folder of the migrations, plain SQL, forward only, in the order of their names. */
export const migrationsFolder = join(import.meta.dirname, '../../migrations')

/** Any number will do, as long as it is always the same. */
const jobsLock = 7_204_401

/**
 * Brings a database up to date: our tables, then those of the job runner. Several processes may start at once:
 * one migrates, the others wait. Returns the names of our migrations that it applied.
 * Refuses a database that has steps which are not ours.
 */
export async function migrate({ patient }: Pick<Database, 'patient'>): Promise<string[]> {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: patient }) })
  const migrator = new Migrator({ db, provider: { getMigrations: sqlFiles } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  await db.connection().execute(async (one) => {
    // The job runner's own migrations do not expect company (they fail when two run at once).
    await sql`select pg_advisory_lock(${jobsLock})`.execute(one)
    try {
      await runMigrations({ pgPool: patient })
    } finally {
      await sql`select pg_advisory_unlock(${jobsLock})`.execute(one)
    }
  })
  return (results ?? []).map((result) => result.migrationName)
}

/**
 * The same for a process that starts, which leaves a database alone that a newer version has brought further: while one takes over, processes of the
 * one before still start, and after going back they do. Returns the names applied, and those it does not know.
 */
export async function catchUp(database: Database): Promise<{ applied: string[]; ahead: string[] }> {
  try {
    return { applied: await migrate(database), ahead: [] }
  } catch (error) {
    const ahead = await stepsAhead(database).catch(() => [])
    if (ahead.length === 0) throw error
    return { applied: [], ahead }
  }
}

/** The steps of a database beyond ours, in which all of ours are; none where something else is the matter. */
async function stepsAhead({ db }: Database): Promise<string[]> {
  const ours = Object.keys(await sqlFiles()).sort()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const theirs = new Set(rows.map(({ name }) => name))
  const ahead = [...theirs].filter((name) => !ours.includes(name)).sort()
  const last = ours.at(-1) ?? ''
  return ours.every((name) => theirs.has(name)) && ahead.every((name) => name > last) ? ahead : []
}

async function sqlFiles(): Promise<Record<string, Migration>> {
  const names = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql'))
  const entries = names.map(async (name) => {
    const text = await readFile(join(migrationsFolder, name), 'utf8')
    return [
      name.replace(/\.sql$/, ''),
      {
        up: (db: Kysely<unknown>) =>
          sql
            .raw(text)
            .execute(db)
            .then(() => {}),
      },
    ] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
