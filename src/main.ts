import { readConfig } from './config.ts'
import { StartError } from './lib/start-error.ts'
import { settingsHelp } from './settings.ts'

const usage = `Conflux: put on events, sell tickets, let people in.

  npm start                      starts everything and prints the address
  npm start -- --help            this text
  npm start -- --roles=worker    starts a process for these roles alone, as ROLES does
  npm run dev                    the same, with pages rendered from source as they change
  npm run conflux -- migrate     brings the database up to date and stops
  npm run conflux -- check       says whether stocks, orders, tickets and the ledger agree; ends with 1 if not
  npm run conflux -- demo        fills an empty development database with demo data and stops
  npm run conflux -- user make-admin EMAIL
                                 makes that person an administrator

Settings are environment variables:

${settingsHelp()}
`

const rolesOption = '--roles='

/** Reads what it is told, does that, and ends with 1 and one sentence when it cannot. */
async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) return void process.stdout.write(usage)
  const roles = words.find((word) => word.startsWith(rolesOption))?.slice(rolesOption.length)
  const config = readConfig(roles === undefined ? process.env : { ...process.env, ROLES: roles })
  const [command, ...rest] = words.filter((word) => !word.startsWith('--'))
  if (command === undefined) {
    const { start } = await import('./start.ts')
    return start(config, { development: words.includes('--dev') })
  }
  const { runCommand } = await import('./commands.ts')
  await runCommand(config, command, rest)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  )
  process.exitCode = 1
}
