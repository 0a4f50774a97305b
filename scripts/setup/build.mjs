import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedNode } from './install.mjs'
import { runStep } from './run.mjs'

const sources = ['web', 'lang', 'src/http', 'src/lib/look', 'vite.config.ts', 'package-lock.json']
const outputOf = (root) => join(root, 'dist')
/** Written last, so it is there only after a build that came to its end. */
const stampOf = (root) => join(outputOf(root), '.conflux-built.json')

/**
 * Whether dist/ was built from the sources as they are. Sizes and times of change decide when they are those of the build; otherwise, as
 * after a checkout that touched every file, the contents do.
 */
export function pagesAreFresh(root) {
  const stamp = readStamp(root)
  if (!stamp?.files.every((path) => existsSync(join(outputOf(root), path)))) return false
  const files = sourceFiles(root)
  const looks = hashOfLooks(root, files)
  if (stamp.looks === looks) return true
  if (stamp.contents !== hashOfContents(root, files)) return false
  writeStamp(root, { ...stamp, looks })
  return true
}

/** Builds the pages. Throws SetupError when that fails, and then dist/ counts as stale. */
export async function buildPages(root, lock) {
  const files = sourceFiles(root)
  const stamp = { looks: hashOfLooks(root, files), contents: hashOfContents(root, files) }
  rmSync(stampOf(root), { force: true })
  await runStep({
    doing: 'Building the web pages…',
    done: 'The web pages are built.',
    failed: 'The web pages could not be built',
    command: pinnedNode(root),
    args: [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--app'],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    lock,
  })
  mkdirSync(outputOf(root), { recursive: true })
  writeStamp(root, { ...stamp, files: filesIn(outputOf(root), '') })
}

function sourceFiles(root) {
  const files = sources.flatMap((name) => {
    if (!existsSync(join(root, name))) return []
    return statSync(join(root, name)).isDirectory() ? filesIn(root, name) : [name]
  })
  return files.filter((path) => !/\.test\.tsx?$/.test(path)).sort()
}

function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(root, path) : [path]
  })
}

function hashOfLooks(root, files) {
  const hash = createHash('sha256')
  for (const path of files) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function hashOfContents(root, files) {
  const hash = createHash('sha256')
  for (const path of files) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampOf(root), 'utf8'))
  } catch {
    return null
  }
}

/** Where dist/ cannot be written, a fresh build merely stays slower to recognize. */
function writeStamp(root, stamp) {
  try {
    writeFileSync(stampOf(root), JSON.stringify(stamp))
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
}
