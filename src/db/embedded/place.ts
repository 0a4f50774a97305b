import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StartError } from '../../lib/start-error.ts'
import { type Binaries, copyBinaries, findBinaries, program } from './binaries.ts'

/** Whom the programs of PostgreSQL run as, in the shape `spawn` takes; empty for the user who runs this process. */
export type Runner = { readonly uid?: number; readonly gid?: number }

/** Where a server lives and who runs it. */
export interface Place {
  readonly dir: string
  readonly data: string
  readonly runner: Runner
  readonly binaries: Binaries
}

/** Where data and programs go when root starts a checkout that the user of PostgreSQL cannot reach. */
const systemDir = '/var/lib/conflux'

/**
 * Makes the folder of a server and settles who runs it. PostgreSQL refuses to run as root, so for root it is the owner of the data,
 * or the user `postgres`. Refuses with StartError when the folder cannot be used, and, if `explicit`, when that user cannot reach it.
 */
export function preparePlace(wanted: string, explicit: boolean): Place {
  const binaries = findBinaries(process.platform, process.arch)
  if (process.getuid?.() !== 0) return prepareOwn(wanted, binaries)

  makeFolder(wanted)
  const runner = chooseRunner(wanted)
  const dir = canEnter(runner, dirname(wanted)) ? wanted : elsewhere(wanted, explicit)
  makeFolder(dir)
  chmodSync(dir, 0o700)
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(dir, runner.uid, runner.gid)
  return { dir, data: join(dir, 'data'), runner, binaries: reachable(binaries, runner) }
}

function prepareOwn(dir: string, binaries: Binaries): Place {
  const data = join(dir, 'data')
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code
    throw new StartError(
      `The database folder ${dir} cannot be written (${reason}); start as its owner, or give another DATA_DIR.`,
    )
  }
  if (existsSync(data) && statSync(data).uid !== process.getuid?.()) {
    throw new StartError(
      `The database in ${data} belongs to another user; start as that user or as root, or give another DATA_DIR.`,
    )
  }
  return { dir, data, runner: {}, binaries }
}

/** Parents made on the way stay passable for the user of PostgreSQL, whatever the umask. */
function makeFolder(dir: string): void {
  const mask = process.umask(0o022)
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code
    throw new StartError(`The database folder ${dir} cannot be made (${reason}); give another DATA_DIR.`)
  } finally {
    process.umask(mask)
  }
}

/** Data once made by an ordinary user stays that user's. */
function chooseRunner(dir: string): Runner {
  const data = join(dir, 'data')
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid }
  }
  const name = process.platform === 'darwin' ? '_postgres' : 'postgres'
  const runner = lookUp(name) ?? (addUser(name) ? lookUp(name) : null)
  if (runner) return runner
  throw new StartError(
    `PostgreSQL refuses to run as root and the user ${name} cannot be made; start as an ordinary user, or set DATABASE_URL.`,
  )
}

function lookUp(name: string): Runner | null {
  const ids = [['-u'], ['-g']].map((flags) => spawnSync('id', [...flags, name]))
  const [uid, gid] = ids.map(({ status, stdout }) => (status === 0 ? Number(stdout.toString()) : Number.NaN))
  return uid !== undefined && gid !== undefined && uid > 0 && gid >= 0 ? { uid, gid } : null
}

function addUser(name: string): boolean {
  return (
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]).status === 0
  )
}

/** Asked of the kernel, because modes alone do not tell: there are access lists and containers. */
function canEnter(runner: Runner, dir: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { ...runner, cwd: '/' }).status === 0
}

function elsewhere(wanted: string, explicit: boolean): string {
  if (explicit) {
    throw new StartError(
      `DATA_DIR is ${JSON.stringify(dirname(wanted))}, but it must be a folder that the user postgres can reach when started as root.`,
    )
  }
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 8)
  return join(systemDir, `${basename(dirname(dirname(wanted)))}-${name}`, basename(wanted))
}

function reachable(binaries: Binaries, runner: Runner): Binaries {
  const runs = (candidate: Binaries) =>
    spawnSync(program(candidate, 'postgres'), ['--version'], { ...runner, cwd: '/' }).status === 0
  if (runs(binaries)) return binaries
  makeFolder(systemDir)
  const copy = copyBinaries(binaries, systemDir)
  if (runs(copy)) return copy
  throw new StartError(
    `The embedded PostgreSQL does not run on this system, which needs glibc and a user other than root; set DATABASE_URL to use a PostgreSQL of your own.`,
  )
}
