import { makeApp } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import type { Db } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { fillDemo } from './demo/fill.ts'
import { StartError } from './lib/start-error.ts'
import { makeAdministrator } from './modules/accounts/administrators.ts'
import { checkMoney } from './modules/money/check.ts'
import { checkOrders } from './modules/orders/check.ts'

/** Does one thing to the database and stops: `migrate`, `check`, `demo`, `user make-admin EMAIL`. `check` ends with 1 when something is off. */
export async function runCommand(config: Config, command: string, words: readonly string[]): Promise<void> {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
  const [verb, email] = words
  const { database, stopDatabase } = await openDatabase(config, say)
  try {
    const applied = await migrate(database)
    if (command === 'migrate')
      return say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
    if (command === 'check') return await check(database.db, say)
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

async function check(db: Db, say: (sentence: string) => void) {
  const findings = [...(await checkOrders(db)), ...(await checkMoney(db))]
  for (const { invariant, what } of findings) say(`${invariant}: ${what}.`)
  say(findings.length === 0 ? 'Stocks, orders, tickets and the ledger agree.' : `${findings.length} things are off.`)
  if (findings.length > 0) process.exitCode = 1
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
