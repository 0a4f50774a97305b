import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const emptyIsStaleAfterMs = 5_000
const pauseMs = 100

/**
 * Runs `work` while this process holds the lock file, waiting for whoever holds it. `work` is given the lock: `lock.alsoHeldBy(pid)`
 * keeps it for a child process that may outlive this one, such as an npm that goes on when the set-up is killed.
 */
export async function whileLocked(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  let told = false
  while (!take(file)) {
    if (removeStale(file)) continue
    if (!told) console.log('Waiting for another set-up of the same project to finish…')
    told = true
    await sleep(pauseMs)
  }
  try {
    return await work({ alsoHeldBy: (pid) => writeFileSync(file, `${process.pid} ${pid}`) })
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Renames before deleting, so that of several who find the lock stale one takes it away, and never a fresh one. */
function removeStale(file) {
  const found = read(file)
  if (found === null) return true
  if (!isStale(file, found)) return false
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== found) writeFileSync(file, read(aside), { flag: 'wx' })
  } catch {
    // Somebody else was faster, which is as good.
  }
  rmSync(aside, { force: true })
  return true
}

function isStale(file, content) {
  const pids = content.split(' ').filter(Boolean).map(Number)
  if (pids.length > 0) return !pids.some(isRunning)
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > emptyIsStaleAfterMs
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
