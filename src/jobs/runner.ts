import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Logger, makeWorkerUtils, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'

/** Swallows what the library says: failures come to us as errors. */
export const quiet = new Logger(() => () => {})

/** Milliseconds between tries of work that fails, as everything does while the database is away. */
export const pauseAfterFailure = 2000

export interface SteadyRunner {
  /** What the jobs it has begun are locked by just now. */
  id(): string
  /** Lets running jobs finish, for three seconds at most. */
  stop(): Promise<void>
}

/**
 * Runs jobs until it is stopped. The library's runner ends for good when it cannot write down that a job is done, as when the database restarts
 * at that moment; then another takes its place, and its jobs.
 */
export async function steadyRunner(options: {
  pool: Pool
  tasks: TaskList
  onError(error: unknown, what: string): void
}): Promise<SteadyRunner> {
  const { pool, tasks, onError } = options
  const stopping = new AbortController()
  let current: { id: string; runner: Runner } = await begin(pool, tasks)
  let isRunning = true
  const ended = watch()

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await current.runner.promise.catch((error) => onError(error, 'job runner'))
      isRunning = false
      if (stopping.signal.aborted) return
      onError(new Error('the job runner ended by itself and is started again'), 'job runner')
      await replace()
    }
  }

  async function replace(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await unlock(pool, [current.id])
        current = await begin(pool, tasks)
        isRunning = true
        if (stopping.signal.aborted) await current.runner.stop()
        return
      } catch (error) {
        onError(error, 'job runner')
        await pause(pauseAfterFailure, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  return {
    id: () => current.id,
    async stop() {
      stopping.abort()
      if (isRunning) await current.runner.stop().catch((error) => onError(error, 'job runner'))
      await ended
    },
  }
}

/** Gives the jobs of runners that are no more to whoever comes next. */
export async function unlock(pool: Pool, ids: string[]): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet })
  try {
    await utils.forceUnlockWorkers(ids)
  } finally {
    await utils.release()
  }
}

async function begin(pool: Pool, tasks: TaskList): Promise<{ id: string; runner: Runner }> {
  const events: WorkerEvents = new EventEmitter()
  let id = ''
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id
  })
  const runner = await run({
    pgPool: pool,
    events,
    noHandleSignals: true,
    logger: quiet,
    taskList: tasks,
    preset: {
      worker: {
        concurrentJobs: 4,
        // What cannot be written down while the database is away ends the runner, not the process, if it is written in batches. The library's
        // local queue would end the process too: what it then fails to give back is a rejection that nobody hears.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: 3000,
      },
    },
  })
  return { id, runner }
}
