import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { type Command, carryOut, isDebian, onPath, packageCommands } from './packages.ts'

/** Best first: the shell without windows takes a third less time for the same tests. */
const programs = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const playwright = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js')

/** One way to a browser: what is said of it, and its commands in their order. */
export interface Installation {
  saying: string
  commands: readonly Command[]
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
  const packaged = (name: string): Installation => ({
    saying: `Installing ${name} with apt-get…`,
    commands: packageCommands(name),
  })
  const packages = isRoot && isDebian ? ['chromium-headless-shell', 'chromium'].map(packaged) : []
  return [...packages, ...(isRoot ? [download('--with-deps')] : []), download()]
}

function findInstalled(): string | undefined {
  return [...programs.flatMap(onPath), ...applications, chromium.executablePath()].find(
    (path) => existsSync(path) && runs(path),
  )
}

/** A file alone proves nothing: Ubuntu's chromium-browser only tells that there is a snap. */
function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /Chrom/.test(stdout)
}
