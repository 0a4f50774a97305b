import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

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
  if (process.getuid?.() === 0 && isDebian()) {
    say('Installing Chromium with apt-get…')
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  } else {
    say('Downloading Chromium with Playwright…')
    const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js')
    const libraries = process.getuid?.() === 0 ? ['--with-deps'] : []
    spawnSync(process.execPath, [cli, 'install', ...libraries, 'chromium'], { stdio: 'inherit' })
  }
  const installed = findInstalled()
  if (installed) return installed
  throw new Error(
    'No Chromium could be installed; install Chromium or Chrome, or name one by CHROMIUM_PATH, and run again.',
  )
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

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
}
