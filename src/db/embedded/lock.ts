import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../lib/start-error.ts'
import { isRunning, startOf } from './processes.ts'

const emptyIsStaleAfterMs = 5_000
const waitAtMostMs = 60_000
const pauseMs = 20

/**
 * Runs `work` while this process, and in it this call, holds the lock file. A lock whose holder has died is taken over.
 * Refuses with StartError when the holder keeps it for more than a minute.
 */
export async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitAtMostMs
  let release = tryLock(file)
  while (!release) {
    if (Date.now() > deadline) {
      throw new StartError(
        `Another process (${readHolder(file).pid}) has been busy with ${file} for a minute; end it and start again.`,
      )
    }
    await sleep(pauseMs)
    release = tryLock(file)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

/** Takes the lock and returns how to release it, or null when a living process holds it. Never waits, so it may run at exit. */
export function tryLock(file: string): (() => void) | null {
  const content = `${process.pid} ${startOf(process.pid)}`
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return () => rmSync(file, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  removeStale(file)
  return null
}

/** Renames before deleting: of several that find the lock stale, one succeeds. What was renamed is put back if it turns out to be fresh. */
function removeStale(file: string): void {
  const found = readHolder(file)
  if (!found.stale) return
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
    const fresh = readFileSync(aside, 'utf8') !== found.content
    if (fresh) writeFileSync(file, readFileSync(aside), { flag: 'wx' })
    rmSync(aside, { force: true })
  } catch {}
}

function readHolder(file: string): { content: string; pid: number; stale: boolean } {
  try {
    const content = readFileSync(file, 'utf8')
    const [pid, start] = content.split(' ')
    if (!pid) return { content, pid: 0, stale: Date.now() - statSync(file).mtimeMs > emptyIsStaleAfterMs }
    return { content, pid: Number(pid), stale: !isRunning(Number(pid)) || startOf(Number(pid)) !== start }
  } catch {
    return { content: '', pid: 0, stale: false }
  }
}
