import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** Best first: the shell without windows takes a third less time for the same tests. */
const programs = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const playwright = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js')

/** Milliseconds that one command of an installation may take, on a slow line too. */
const installPatience = 10 * 60_000

/** One way to a browser: what is said of it, and its commands in their order. */
export interface Installation {
  saying: string
  commands: readonly (readonly [program: string, ...args: string[]])[]
}

/**
 * The path of a Chromium that runs: the one CHROMIUM_PATH names, an installed one, Debian's package installed now (as root), or the
 * download of Playwright. Throws an Error that says what to do when there is none.
 */
export function provideChromium(say: (sentence: string) => void): string {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (runs(named)) return named
    throw new Error(`CHROMIUM_PATH is ${JSON.stringify(named)}, but no browser runs there; correct it or unset it.`)
  }
  const found = findInstalled()
  if (found) return found
  for (const { saying, commands } of installations({ isRoot: process.getuid?.() === 0, isDebian: isDebian() })) {
    say(saying)
    // One that fails may still do: package lists may be new enough as they are.
    for (const command of commands) carryOut(command)
    const installed = findInstalled()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium could be installed; install Chromium or Chrome, or name one by CHROMIUM_PATH, and run again.',
  )
}

/** What may install a browser on such a machine, best first. Libraries of the system are for root alone to install. */
export function installations({ isRoot, isDebian }: { isRoot: boolean; isDebian: boolean }): Installation[] {
  const download = (...options: string[]): Installation => ({
    saying: `Downloading Chromium with Playwright${options.length > 0 ? ', and its libraries' : ''}…`,
    commands: [[process.execPath, playwright, 'install', ...options, 'chromium']],
  })
  // Right after a machine is started, its own updates often hold the lock for a while.
  const apt = (...args: string[]): readonly [string, ...string[]] => [
    'apt-get',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  ]
  const packaged = (name: string): Installation => ({
    saying: `Installing ${name} with apt-get…`,
    commands: [apt('update'), apt('install', '-y', '--no-install-recommends', name)],
  })
  const packages = isRoot && isDebian ? ['chromium-headless-shell', 'chromium'].map(packaged) : []
  return [...packages, ...(isRoot ? [download('--with-deps')] : []), download()]
}

function carryOut([program, ...args]: readonly [string, ...string[]]): void {
  spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: installPatience,
  })
}

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const onPath = programs.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...applications, chromium.executablePath()].find((path) => existsSync(path) && runs(path))
}

/** A file alone proves nothing: Ubuntu's chromium-browser only tells that there is a snap. */
function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /Chrom/.test(stdout)
}

function isDebian(): boolean {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
