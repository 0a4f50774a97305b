import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, makeApp } from './app.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database.ts'
import { catchUp } from './db/migrate.ts'
import { demoSignIns, fillDemo } from './demo/fill.ts'
import { isLoopbackHost } from './lib/loopback.ts'
import { StartError } from './lib/start-error.ts'
import { certificateFor } from './tls.ts'

/** Stops in at most this long, or is ended. */
const longestStop = 4500

/** Starts the asked roles, says where they answer, and stops them all on SIGINT or SIGTERM. */
export async function start(config: Config, options: { development: boolean }): Promise<void> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = stopper(undo)
  process.on('SIGINT', stop.asked)
  process.on('SIGTERM', stop.asked)
  say(config.database.kind === 'embedded' ? 'Starting PostgreSQL…' : 'Connecting to PostgreSQL…')
  const { database, stopDatabase } = await openDatabase(config, say)
  undo.push(stopDatabase)
  try {
    const { applied, ahead } = await catchUp(database)
    if (applied.length > 0) say(`Database brought up to date (${applied.length} steps).`)
    if (ahead.length > 0)
      say(`A newer version has brought the database further (${ahead.join(', ')}); it is left as it is.`)
    const tls = await certificateFor(config)
    const pages = { dist: join(import.meta.dirname, '../dist'), development: options.development }
    const app = await makeApp({ config, database, ...(tls ? { tls } : {}), ...(config.roles.web ? { pages } : {}) })
    undo.unshift(() => app.close())
    if (config.demo) await fillDemo(app, say)
    if (config.roles.worker) await app.startWorker()
    await listen(app, config)
  } catch (error) {
    await stop.now()
    throw error
  }
}

/** How long an earlier process that is just being stopped may still hold the port. */
const portPatience = 2000

/** Listens where this process has something to answer: a worker alone does on its HEALTH_PORT, if it has one. */
async function listen(app: App, config: Config): Promise<void> {
  const { host, roles } = config
  const port = roles.web || roles.realtime ? config.port : config.healthPort
  if (port === null) return say('The worker runs.')
  await listenAt(app, { host, port })
  if (roles.web) return banner(app, config)
  const named = Object.entries(roles).filter(([, isOurs]) => isOurs)
  say(
    `This process is ${named.map(([name]) => name).join(' and ')}, and answers /healthz and /readyz on ${host}:${port}.`,
  )
}

async function listenAt(app: App, at: { host: string; port: number }): Promise<void> {
  const until = Date.now() + portPatience
  for (;;) {
    try {
      await app.server.listen(at)
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code !== 'EADDRINUSE' || Date.now() > until) throw notListening(at, code) ?? error
      await pause(100)
    }
  }
}

function notListening({ host, port }: { host: string; port: number }, code: string): StartError | undefined {
  if (code === 'EADDRINUSE')
    return new StartError(`PORT is ${port}, but something else on this machine already listens there; choose another.`)
  if (code === 'EACCES')
    return new StartError(`PORT is ${port}, but this user may not listen there; choose one from 1024 on.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartError(`HOST is "${host}", but this machine has no such address; 0.0.0.0 is all that it has.`)
  return undefined
}

async function banner(app: App, config: Config): Promise<void> {
  const { services } = app
  const lines = ['', `  Conflux is ready: ${services.publicUrl()}`]
  if (config.mode === 'development') lines.push(`  Mail lands in:     ${services.publicUrl()}/dev/mailbox`)
  const signIns = config.demo ? await demoSignIns(services) : []
  if (signIns.length > 0) lines.push('', '  Demo sign-ins (one click on the sign-in page):')
  for (const { email, password, what } of signIns) lines.push(`    ${email.padEnd(28)} ${password.padEnd(20)} ${what}`)
  lines.push('', '  Ctrl-C stops everything.', '')
  say(lines.join('\n'))
  for (const warning of warningsOf(config, services.publicUrl())) say(`Warning: ${warning}`)
}

/** What an operator should know of these settings, in sentences. */
export function warningsOf({ host, mode, rateLimits }: Config, publicUrl: string): string[] {
  const warnings: string[] = []
  const isOpen = !isLoopbackHost(host)
  if (isOpen && mode === 'development')
    warnings.push(
      `development mode listens on ${host}, where others can reach it. /dev pages and demo sign-ins still answer this machine only.`,
    )
  if (isOpen && isLoopbackHost(new URL(publicUrl).host))
    warnings.push(
      `mails and payments lead back to ${publicUrl}, which other devices cannot reach; set PUBLIC_URL to the address they use.`,
    )
  if (!rateLimits) warnings.push('rate limits are off.')
  return warnings
}

/**
 * Takes things down in the reverse order of their start, once. Signals come twice when npm passes on what the terminal sent to everybody, so
 * a repeat within a second is the same wish; a later one ends at once.
 */
function stopper(undo: (() => Promise<unknown>)[]) {
  let stopping: Promise<void> | undefined
  let askedAt = 0
  const now = () => {
    stopping ??= (async () => {
      for (const step of undo) await step()
    })()
    return stopping
  }
  const asked = () => {
    if (stopping) return Date.now() - askedAt > 1000 ? process.exit(1) : undefined
    askedAt = Date.now()
    say('Stopping…')
    setTimeout(() => process.exit(1), longestStop).unref()
    now().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
        process.exit(1)
      },
    )
  }
  return { now, asked }
}

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
