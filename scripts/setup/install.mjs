import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, sep } from 'node:path'
import { runStep } from './run.mjs'
import { SetupError } from './setup-error.mjs'

/** Written last, so it is there only after an installation that came to its end. npm removes it with everything else when it begins. */
const stampOf = (root) => join(root, 'node_modules', '.conflux-installed.json')

/** The Node.js that the project brings and everything else runs on. */
export const pinnedNode = (root) => join(root, 'node_modules', '.bin', 'node')

/** Whether node_modules holds what the lockfile asks for, by the last installation here or by an npm that was run by hand. */
export function packagesAreInstalled(root) {
  const lockfile = lockfileHash(root)
  const stamp = readJson(stampOf(root))
  if (stamp?.lockfile === lockfile) return stamp.packages.every((path) => existsSync(join(root, path, 'package.json')))
  if (!installedByHand(root) || whyPinnedNodeFails(root)) return false
  writeStamp(root, lockfile)
  return true
}

/** Installs exactly what the lockfile says. Throws SetupError when npm fails, or when the Node.js it brought does not run here. */
export async function installPackages(root, lock) {
  const lockfile = lockfileHash(root)
  rmSync(stampOf(root), { force: true })
  const npm = npmCommand(root)
  const flags = [
    '--include=dev',
    '--include=optional',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  await runStep({
    doing: 'Installing packages… (a minute or two the first time)',
    done: 'Packages are installed.',
    failed: 'npm could not install the packages',
    command: npm.command,
    args: [...npm.args, 'ci', ...flags],
    cwd: root,
    env: npmEnvironment(root),
    lock,
  })
  const why = whyPinnedNodeFails(root)
  if (why) throw new SetupError(why)
  writeStamp(root, lockfile)
}

function lockfileHash(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  return hash.update(`${process.platform} ${process.arch}`).digest('hex')
}

function writeStamp(root, lockfile) {
  const packages = Object.keys(readJson(join(root, 'node_modules', '.package-lock.json'))?.packages ?? {})
  try {
    writeFileSync(stampOf(root), JSON.stringify({ lockfile, packages }))
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
}

/** npm writes node_modules/.package-lock.json at the end of its work; only what is optional, for other systems, may be missing from it. */
function installedByHand(root) {
  const found = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  if (!found || !wanted) return false
  const missing = ([path, { version, optional }]) =>
    path !== '' && found[path]?.version !== version && !(optional && !found[path])
  return (
    !Object.entries(wanted).some(missing) &&
    Object.keys(found).every((path) => existsSync(join(root, path, 'package.json')))
  )
}

function whyPinnedNodeFails(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages?.['node_modules/node']?.version
  if (!existsSync(pinnedNode(root))) {
    return `npm did not install Node.js ${wanted}, probably because install scripts are blocked; run "npm config set ignore-scripts false" and then this again.`
  }
  const { status, stdout, error } = spawnSync(pinnedNode(root), ['--version'], { encoding: 'utf8' })
  if (status === 0 && stdout.trim() === `v${wanted}`) return null
  if (status === 0)
    return `node_modules brings Node.js ${stdout.trim()} instead of v${wanted}; delete node_modules and run this again.`
  const alpine = existsSync('/etc/alpine-release') ? ' (Alpine Linux lacks glibc; use an image of Debian)' : ''
  return `The Node.js ${wanted} that Conflux brings does not run on this system${alpine}: ${error?.message ?? `it ended with ${status}`}.`
}

/** npm is run by the machine's Node.js, since the one in node_modules is among what npm replaces. */
function npmCommand(root) {
  const outside = (path) => path && existsSync(path) && !path.startsWith(join(root, 'node_modules') + sep)
  const onPath = pathWithout(root)
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
  const node = [process.env.npm_node_execpath, process.execPath, ...onPath].find(outside)
  const cli = process.env.npm_execpath
  if (node && cli?.endsWith('npm-cli.js') && existsSync(cli)) return { command: node, args: [cli] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

function npmEnvironment(root) {
  const env = { ...process.env, PATH: pathWithout(root) }
  if (!cacheIsWritable()) {
    env.npm_config_cache = join(root, 'var', 'npm-cache')
    mkdirSync(env.npm_config_cache, { recursive: true })
  }
  return env
}

function pathWithout(root) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.startsWith(join(root, 'node_modules'))).join(delimiter)
}

/** A home that is read-only, missing, or left by another user would make npm fail. */
function cacheIsWritable() {
  try {
    const cache = process.env.npm_config_cache || join(homedir(), '.npm')
    const store = join(cache, '_cacache')
    const inside = existsSync(store) ? readdirSync(store).map((name) => join(store, name)) : []
    for (const folder of [nearestExisting(cache), ...(inside.length > 0 ? [store, ...inside] : [])]) {
      accessSync(folder, constants.W_OK | constants.X_OK)
    }
    return true
  } catch {
    return false
  }
}

function nearestExisting(path) {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
