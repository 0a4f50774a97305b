import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../../lib/start-error.ts'
import { program } from './binaries.ts'
import type { Place } from './place.ts'

/** The database and its owner, made with the cluster. */
export const databaseName = 'conflux'

/**
 * Makes the files of an empty server, unless they are there. They get their place by one rename, so what an interruption leaves is never
 * taken for a database. Refuses with StartError when PostgreSQL cannot make them, or when those there are of another version.
 */
export function ensureCluster(place: Place, { fsync, log }: { fsync: boolean; log(sentence: string): void }): void {
  if (existsSync(place.data)) {
    checkVersion(place)
    return
  }
  log('Creating the database…')
  const unfinished = join(place.dir, 'data.new')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const { uid, gid } = place.runner
  if (uid !== undefined && gid !== undefined) chownSync(unfinished, uid, gid)
  run(place, 'initdb', [
    ...['-D', unfinished, '-U', databaseName, '--auth=trust', '--encoding=UTF8', '--locale=C'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(fsync ? [] : ['--no-sync'])],
  ])
  const single = ['--single', '-D', unfinished, '-c', `fsync=${fsync ? 'on' : 'off'}`, 'postgres']
  run(place, 'postgres', single, `create database ${databaseName}\n`)
  renameSync(unfinished, place.data)
}

function checkVersion({ data, binaries }: Place): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const [ours] = binaries.version.split('.')
  if (found === ours) return
  throw new StartError(
    `The database in ${data} is of PostgreSQL ${found}, but this version of Conflux brings ${ours}; give another DATA_DIR, or DATABASE_URL.`,
  )
}

function run({ binaries, runner }: Place, name: 'initdb' | 'postgres', args: string[], input = ''): void {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  const done = spawnSync(program(binaries, name), args, { ...runner, cwd: '/', env, input })
  if (done.status === 0) return
  const said = `${done.error?.message ?? ''} ${done.stderr ?? ''}`.trim().replaceAll(/\s+/g, ' ')
  throw new StartError(
    `The embedded database cannot be created, because ${name} failed (${said.slice(-500)}); set DATABASE_URL to use a PostgreSQL of your own.`,
  )
}
