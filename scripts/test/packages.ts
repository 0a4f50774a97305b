import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]]

/** Milliseconds that one command of an installation may take, on a slow line too. */
const installPatience = 10 * 60_000

/** Carries out a command of an installation, whether or not it succeeds: whoever asked looks for what it was to bring. Services it brings are not started. */
export function carryOut([program, ...args]: Command): void {
  spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    timeout: installPatience,
  })
}

/** What installs a package of Debian. */
export const packageCommands = (name: string): Command[] => [
  apt('update'),
  apt('install', '-y', '--no-install-recommends', name),
]

// Right after a machine is started, its own updates often hold the lock for a while.
const apt = (...args: string[]): Command => ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=120', ...args]

/** Whether this user may install packages of Debian here. */
export const mayInstallPackages = (): boolean => process.getuid?.() === 0 && isDebian()

export function isDebian(): boolean {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** Every file of this name on the PATH, but for what packages of this project put there. */
export const onPath = (program: string): string[] =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, program))
    .filter((path) => existsSync(path))
