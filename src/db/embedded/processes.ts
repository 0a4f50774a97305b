import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether a process of this id runs now, whoever it belongs to. A process that has ended but was not waited for does not. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return statOf(pid)?.state !== 'Z'
}

/** The arguments a running process was started with, separated by spaces; empty when there is no such process. */
export function argumentsOf(pid: number): string {
  if (process.platform !== 'linux') return spawnSync('ps', ['-ww', '-o', 'args=', '-p', `${pid}`]).stdout.toString()
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Tells a process from a later one that was given the same id: when it started, in ticks since boot; empty where that cannot be read. */
export function startOf(pid: number): string {
  return statOf(pid)?.start ?? ''
}

/** Fields 3 and 22 of proc_pid_stat(5); the second field is a name in parentheses that may itself hold spaces. */
function statOf(pid: number): { state: string; start: string } | null {
  if (process.platform !== 'linux') return null
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { state: fields[0] ?? '', start: fields[19] ?? '' }
  } catch {
    return null
  }
}
