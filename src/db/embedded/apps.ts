import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, startOf } from './processes.ts'

let registrations = 0

/**
 * Notes in `dir` that this process uses the server, and returns how to take that back. The server is stopped by the last that uses it,
 * so it survives one of two starts ending, and does not outlive both.
 */
export function register(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  registrations += 1
  const file = join(dir, `${process.pid}-${registrations}`)
  writeFileSync(file, startOf(process.pid))
  return () => rmSync(file, { force: true })
}

/** Whether any living process, this one included, is noted in `dir`. Notes of dead ones are removed. */
export function anyRegistered(dir: string): boolean {
  let living = false
  for (const name of readdirSync(dir)) {
    const pid = Number.parseInt(name, 10)
    if (isRunning(pid) && readStart(join(dir, name)) === startOf(pid)) living = true
    else rmSync(join(dir, name), { force: true })
  }
  return living
}

function readStart(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
