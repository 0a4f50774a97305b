import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, so that its CPU time is its own. */
export interface Child {
  port: number
  /** What the server said of itself when it was ready. */
  info: Record<string, string>
  /** CPU microseconds so far, and bytes of memory now. */
  used(): Promise<{ cpu: number; memory: number }>
  stop(): Promise<void>
}

/** Starts `file`, which must call `ready` of this module. */
export async function startChild(file: string, args: readonly string[] = []): Promise<Child> {
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  exited.catch(() => {})
  const answer = async <T>(): Promise<T> => (await Promise.race([once(child, 'message'), exited]))[0] as T
  const { port, info } = await answer<{ port: number; info: Record<string, string> }>()
  return {
    port,
    info,
    async used() {
      child.send('used')
      return answer<{ cpu: number; memory: number }>()
    },
    async stop() {
      child.removeAllListeners('message')
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

/** In the server's process: says that it is ready, tells what it used when asked, stops when told. */
export function ready(port: number, info: Record<string, string>, stop: () => Promise<void>): void {
  process.on('message', async (message) => {
    if (message === 'used') {
      const { user, system } = process.cpuUsage()
      process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() })
    } else if (message === 'stop') {
      await stop()
      process.exit(0)
    }
  })
  process.send?.({ port, info })
}
