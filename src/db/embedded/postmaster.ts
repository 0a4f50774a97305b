import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../lib/start-error.ts'
import { program } from './binaries.ts'
import type { Place } from './place.ts'
import { argumentsOf, isRunning } from './processes.ts'
import { socketFolder, socketLock } from './socket.ts'

/** A running server as its postmaster.pid describes it. */
export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
  readonly status: string
}

export interface StartOptions {
  /** False gives up safety against power loss for speed, which only tests may. */
  fsync: boolean
  log(sentence: string): void
}

const pauseMs = 5
const reportEveryMs = 5_000
const retryForMs = 10_000
const fastStopWithinMs = 3_000
const immediateStopWithinMs = 1_000
const largestLog = 10_000_000

/** The server that runs on this data, ready or not; null when there is none, whatever the file left behind says. */
function findPostmaster(data: string): Postmaster | null {
  const found = readPidFile(data)
  if (!found || !isRunning(found.pid)) return null
  const started = argumentsOf(found.pid)
  return started.includes('postgres') && started.includes(realpathSync(data)) ? found : null
}

/**
 * Starts the server and waits until it takes connections, through crash recovery if need be. Refuses with StartError and the server's
 * own reason when it ends instead.
 */
export async function startPostmaster(place: Place, options: StartOptions): Promise<Postmaster> {
  const retryUntil = Date.now() + retryForMs
  for (;;) {
    disownLocks(place)
    const logFile = rotatedLog(place)
    const offset = existsSync(logFile) ? statSync(logFile).size : 0
    const child = launch(place, logFile, options)
    // Whoever ends before the server is ready takes it along, or nobody would ever stop it.
    const endChild = () => child.kill('SIGINT')
    process.once('exit', endChild)
    const ready = await waitUntilReady(place.data, child, options.log)
    process.off('exit', endChild)
    if (ready) return ready
    const said = readFileSync(logFile).subarray(offset).toString()
    if (!/shared memory block|lock file/.test(said) || Date.now() > retryUntil) {
      const reason = said.match(/(?:FATAL|PANIC): +(.*)/)?.[1] ?? 'no reason was given'
      throw new StartError(`PostgreSQL did not start (${reason}); see ${logFile} for what it said.`)
    }
    await sleep(20 * pauseMs)
  }
}

/** Ends the server: connections are closed and a checkpoint is written; if that takes too long, recovery at the next start does the rest. */
export async function stopPostmaster(data: string): Promise<void> {
  const found = findPostmaster(data)
  if (!found) return
  const steps = [
    ['SIGINT', fastStopWithinMs],
    ['SIGQUIT', immediateStopWithinMs],
    ['SIGKILL', immediateStopWithinMs],
  ] as const
  for (const [signal, within] of steps) {
    send(found.pid, signal)
    const deadline = Date.now() + within
    while (isRunning(found.pid) && Date.now() < deadline) await sleep(pauseMs)
    if (!isRunning(found.pid)) return
  }
}

/** Ends the server without waiting for it, from the last moments of a process; returns once it takes no more connections. */
export function stopPostmasterAtExit(data: string): void {
  const found = findPostmaster(data)
  if (!found) return
  send(found.pid, 'SIGINT')
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; tries < 100 && readPidFile(data)?.status === 'ready'; tries += 1)
    Atomics.wait(sleeper, 0, 0, pauseMs)
}

/** Resolves once a server that is stopping or starting has ended or is ready. */
export async function settled(data: string): Promise<Postmaster | null> {
  let found = findPostmaster(data)
  while (found && found.status !== 'ready') {
    await sleep(pauseMs)
    found = findPostmaster(data)
  }
  return found
}

/** Lines 1, 5 and 8 of postmaster.pid: see miscadmin.h of PostgreSQL, "Lock file contents". */
function readPidFile(data: string): Postmaster | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch {
    return null
  }
}

/**
 * The process id in a lock file that was left behind may by now belong to a stranger, or to a dead process that nobody has waited for,
 * and PostgreSQL would refuse to start. postmaster.pid is kept, because it also names the shared memory that tells whether old backends
 * still run; only the id is replaced by one that never runs. A power loss may leave it empty; then it says nothing and goes.
 */
function disownLocks(place: Place): void {
  const file = join(place.data, 'postmaster.pid')
  if (findPostmaster(place.data)) return
  rmSync(join(socketFolder(place), socketLock), { force: true })
  if (!existsSync(file)) return
  const content = readFileSync(file, 'utf8')
  if (content.trim() === '') rmSync(file)
  else writeFileSync(file, content.replace(/^.*/, `${2 ** 31 - 1}`))
}

function rotatedLog({ dir }: Place): string {
  const file = join(dir, 'log')
  if (existsSync(file) && statSync(file).size > largestLog) renameSync(file, `${file}.old`)
  return file
}

/** Detached and logging to a file, so that neither a Ctrl-C in the terminal nor the death of this process takes the server along. */
function launch(place: Place, logFile: string, { fsync }: StartOptions): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${socketFolder(place).replaceAll('"', '""')}"`,
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors of statements quote what people typed; the application logs them without.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  try {
    const child = spawn(program(place.binaries, 'postgres'), ['-D', realpathSync(place.data), ...flags], {
      ...place.runner,
      cwd: '/',
      detached: true,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', log, log],
    })
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

async function waitUntilReady(data: string, child: ChildProcess, log: StartOptions['log']): Promise<Postmaster | null> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  let reportAt = Date.now() + reportEveryMs
  while (!ended) {
    const found = readPidFile(data)
    if (found?.pid === child.pid && found?.status === 'ready') return found
    if (Date.now() > reportAt) {
      log('Waiting for the database to recover…')
      reportAt += reportEveryMs
    }
    await sleep(pauseMs)
  }
  return null
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
