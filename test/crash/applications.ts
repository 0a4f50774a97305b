import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const main = join(import.meta.dirname, '../../src/main.ts')

/** Application processes on one database, as somebody runs them who starts each again when it ends. */
export interface Applications {
  /** Origin of one that answers, in turn; waits until there is one. */
  origin(): Promise<string>
  /** Kills the one that is next in turn with −9; resolves when all are there again. */
  kill(): Promise<void>
  /** Kills all of them with −9, for good. */
  end(): Promise<void>
  /** What those said last that took requests and ended although nobody killed them. */
  deaths: readonly string[]
  /** What they logged. */
  log: readonly string[]
}

export function startApplications(count: number, env: Record<string, string>): Applications {
  const running = new Set<ChildProcess>()
  /** Those that take requests, the next in turn first. */
  const ready = new Map<ChildProcess, string>()
  // All buyers may wait at once.
  const changes = new EventEmitter().setMaxListeners(0)
  const log: string[] = []
  const deaths: string[] = []
  let isOver = false

  async function keepRunning(): Promise<void> {
    while (!isOver) {
      const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      running.add(child)
      const exited = once(child, 'close')
      let said = ''
      child.stderr.on('data', (data) => {
        said += data
      })
      createInterface({ input: child.stdout }).on('line', (line) => heard(child, line))
      await exited
      running.delete(child)
      if (ready.delete(child) && !child.killed) deaths.push(said.slice(-2000))
    }
  }

  function heard(child: ChildProcess, line: string): void {
    if (line.startsWith('{')) log.push(line)
    const origin = /Conflux is ready: (\S+)/.exec(line)?.[1]
    if (origin === undefined || child.killed) return
    ready.set(child, origin)
    changes.emit('ready')
  }

  async function nextInTurn(): Promise<[ChildProcess, string]> {
    for (;;) {
      const [first] = ready
      if (first) {
        ready.delete(first[0])
        ready.set(...first)
        return first
      }
      await once(changes, 'ready')
    }
  }

  const killAll = () => {
    isOver = true
    ready.clear()
    for (const child of running) child.kill('SIGKILL')
  }
  process.once('exit', killAll)
  const ended = Promise.all(Array.from({ length: count }, keepRunning))

  return {
    deaths,
    log,
    origin: async () => (await nextInTurn())[1],
    async kill() {
      const [child] = await nextInTurn()
      ready.delete(child)
      child.kill('SIGKILL')
      while (ready.size < count) await once(changes, 'ready')
    },
    async end() {
      killAll()
      await ended
      process.off('exit', killAll)
    },
  }
}
