import { makeApp } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import { migrate } from './db/migrate.ts'
import { fillDemo } from './demo/fill.ts'
import { StartError } from './lib/start-error.ts'
import { makeAdministrator } from './modules/accounts/administrators.ts'

/** Does one thing to the database and stops: `migrate`, `demo`, `user make-admin EMAIL`. */
export async function runCommand(config: Config, command: string, words: readonly string[]): Promise<void> {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
  const [verb, email] = words
  const { database, stopDatabase } = await openDatabase(config, say)
  try {
    const applied = await migrate(database)
    if (command === 'migrate')
      return say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
    if (command === 'demo') return await demo(config, database, say)
    if (command === 'user' && verb === 'make-admin' && email !== undefined) {
      await makeAdministrator(database.db, email)
      return say(`${email} is an administrator now.`)
    }
    throw new StartError(`There is no command "${[command, ...words].join(' ')}"; see npm start -- --help.`)
  } finally {
    await stopDatabase()
  }
}

async function demo(
  config: Config,
  database: Parameters<typeof makeApp>[0]['database'],
  say: (sentence: string) => void,
) {
  if (config.mode === 'production') throw new StartError('NODE_ENV is "production", where there is no demo data.')
  const app = await makeApp({ config, database })
  try {
    await fillDemo(app, say)
  } finally {
    await app.close()
  }
}
