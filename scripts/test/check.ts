import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { nothing, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')

/** Runs a program of a package over the whole project. It is not a test, so it counts only when it fails. */
export async function runCheck(program: string, args: readonly string[]): Promise<Tally> {
  const path = join(root, 'node_modules', program)
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' })
  return status === 0 ? nothing : { ...nothing, failed: 1 }
}
