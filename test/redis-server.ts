import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { findRedis } from '../scripts/test/redis.ts'

/** A Redis of a test. */
export interface RedisServer {
  url: string
  /** Ends it with −9, as a machine that fails does; what it kept is gone. */
  kill(): Promise<void>
  /** Starts it again on the same port; resolves once it takes connections. */
  start(): Promise<void>
  /** Stops it in its tracks, so that it neither answers nor hangs up, and lets it go on. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

const program = process.env.REDIS_SERVER || (process.env.TEST_REDIS_URL ? undefined : findRedis())

/** Why tests that kill a Redis are skipped, or false where they are not. */
export const noRedisToKill: string | false =
  program === undefined && 'there is no redis-server; install it, or as root on Debian let npm test do so'

/** Why tests of a Redis are skipped, or false where they are not. */
export const noRedis: string | false = process.env.TEST_REDIS_URL ? false : noRedisToKill

/** The address of a Redis: TEST_REDIS_URL, or one started for this process. */
export async function anyRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.TEST_REDIS_URL
  return url ? { url, stop: async () => {} } : startRedis()
}

/** Starts a Redis of one's own on a free port of this machine. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  let child = await spawnRedis(port)
  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: end,
    async start() {
      child = await spawnRedis(port)
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: end,
  }
}

/** Keeps nothing on disk. */
async function spawnRedis(port: number): Promise<ChildProcess> {
  if (program === undefined) throw new Error(String(noRedisToKill))
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) if (/Ready to accept connections/.test(line)) break
  child.stdout.resume()
  return child
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((done) => server.close(done))
  return address !== null && typeof address === 'object' ? address.port : 0
}
