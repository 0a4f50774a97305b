import { sql } from 'kysely'
import type { Config } from './config.ts'
import { connect, type Database } from './db/connect.ts'
import { openEmbedded } from './db/embedded.ts'
import { StartError } from './lib/start-error.ts'

/** The oldest PostgreSQL our SQL runs on. */
const oldest = 150000

export interface OpenDatabase {
  database: Database
  /** Closes the pool, and the embedded server when nobody else uses it. */
  stopDatabase(): Promise<void>
}

/** Opens the database the settings name. Refuses with StartError when it does not answer or is too old. */
export async function openDatabase(config: Config, say: (sentence: string) => void): Promise<OpenDatabase> {
  const embedded =
    config.database.kind === 'embedded'
      ? await openEmbedded({ dir: config.database.dir, explicit: config.data.explicit, log: say })
      : undefined
  let isClosing = false
  const database = connect({
    connection: embedded?.connection ?? (config.database.kind === 'url' ? config.database.url : ''),
    maximum: config.databasePool,
    // The pool lets go of connections before the server has: those that it then ends are no news.
    onError: (error) => isClosing || process.stderr.write(`A database connection broke: ${error.message}\n`),
  })
  const stopDatabase = async () => {
    isClosing = true
    await database.close()
    await embedded?.stop()
  }
  try {
    await refuseOld(database)
  } catch (error) {
    await stopDatabase()
    throw error instanceof StartError
      ? error
      : new StartError(`DATABASE_URL does not answer: ${error instanceof Error ? error.message : error}.`)
  }
  return { database, stopDatabase }
}

async function refuseOld({ db }: Database): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(db)
  const version = Number(rows[0]?.version)
  if (version < oldest)
    throw new StartError(`DATABASE_URL names PostgreSQL ${Math.floor(version / 10000)}, but it must be 15 or newer.`)
}
