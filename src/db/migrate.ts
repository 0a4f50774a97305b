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
