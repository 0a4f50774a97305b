import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type Database } from '../../src/db/connect.ts'
import { freePort } from '../redis-server.ts'
import { ensureTestServer, testDatabasePrefix, withDatabase } from '../server.ts'
import { startProxy } from './proxy.ts'

const main = join(import.meta.dirname, '../../src/main.ts')

/** A process of an installation. */
export interface Part {
  /** Where it answers. */
  origin: string
  child: ChildProcess
  /** What it wrote to its log and its errors. */
  log: readonly string[]
}

/** An installation of several processes behind a proxy: two for pages and the API, one for jobs, one for sockets. */
export interface Installation {
  /** Where people reach it: the proxy. */
  origin: string
  database: Database
  web: readonly [Part, Part]
  worker: Part
  realtime: Part
  /** Starts a process in the place of one that is gone. */
  replace(part: Part): Promise<void>
  stop(): Promise<void>
}

/** Starts all of it on a database of its own, with Redis if there is a `redisUrl`. */
export async function startInstallation(redisUrl?: string): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'topology-test-'))
  const [proxy, server] = await Promise.all([startProxy(), ensureTestServer()])
  const name = `${testDatabasePrefix}${process.pid}_${randomBytes(6).toString('hex')}`
  const admin = connect({ connection: withDatabase(server.url, 'postgres'), maximum: 1, onError: () => {} })
  await admin.pool.query(`create database ${name} template ${server.template}`)
  const url = withDatabase(server.url, name)
  const database = connect({ connection: url, maximum: 4, onError: () => {} })
  const env = {
    ...given('PATH', 'NODE_COMPILE_CACHE'),
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    PUBLIC_URL: proxy.origin,
    TRUST_PROXY: '1',
    APP_SECRET: randomBytes(32).toString('hex'),
    DEMO: 'off',
    LOG_LEVEL: 'info',
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  }
  // Whoever is told to end takes along what was started here.
  process.once('exit', killAll)
  const start = (roles: string) => startPart({ ...env, ROLES: roles })
  async function stop(): Promise<void> {
    await Promise.all([...running].map((child) => end(child, 'SIGKILL')))
    process.off('exit', killAll)
    await proxy.stop()
    await database.close()
    await admin.pool.query(`drop database if exists ${name} with (force)`)
    await admin.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const starting = Promise.all([start('web'), start('web'), start('worker'), start('realtime')])
  const parts = await starting.catch(async (error) => {
    await stop()
    throw error
  })
  const [one, other, worker, realtime] = parts
  proxy.lead({ web: [one.origin, other.origin], realtime: realtime.origin })
  return {
    origin: proxy.origin,
    database,
    web: [one, other],
    worker,
    realtime,
    replace: (part) => startAgain(part),
    stop,
  }
}

interface StartedPart extends Part {
  log: string[]
  env: Record<string, string>
}

async function startPart(env: Record<string, string>): Promise<StartedPart> {
  const port = String(await freePort())
  const settings = { ...env, PORT: port, HEALTH_PORT: port }
  const part = { origin: `http://127.0.0.1:${port}`, env: settings, log: [], child: launch(settings) }
  await untilReady(part)
  return part
}

/** In its place and on its port, as those who keep processes running do it. */
async function startAgain(part: Part): Promise<void> {
  const started = part as StartedPart
  started.child = launch(started.env)
  await untilReady(started)
}

/** Processes that have not ended yet. */
const running = new Set<ChildProcess>()

function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

function launch(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Asks whether it is ready, as those do who lead requests to it. */
async function untilReady({ origin, child, log }: StartedPart): Promise<void> {
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => log.push(text))
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`a process ended before it was ready:\n${log.join('')}`)
}

/** Ends a process; tells its exit code, which is null where a signal ended it. */
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  return code
}

const given = (...names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
