import { createClient } from 'redis'
import type { Log } from '../services.ts'

/** A connection to Redis that may be away: what it keeps, the database can tell as well. */
export interface Redis {
  /** Asks Redis. Rejects at once while it is away, and after a second when it does not answer. */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T>
  /** The client itself, for libraries that bring their own way of asking. */
  client: RedisClient
  /** Another connection that waits for Redis when it is away, as listening does. It is closed with this one. */
  another(): RedisClient
  close(): Promise<void>
}

export type RedisClient = ReturnType<typeof newClient>

/** Milliseconds. */
const patience = 1000
const pauseBetweenProbes = 1000
const longestPause = 2000

/**
 * Opens Redis without waiting for it. Its loss is logged once, and so is its return; in between it is tried again and again. A Redis that stands still
 * counts as lost.
 */
export function openRedis(url: string, log: Pick<Log, 'info' | 'warn'>): Redis {
  const client = newClient(url, true)
  const others: RedisClient[] = []
  let isAway = false
  let probe: NodeJS.Timeout | undefined

  function lose(error: unknown): void {
    if (isAway) return
    isAway = true
    log.warn({ err: error }, 'Redis is away: the database does its work until it is back')
    probe = setInterval(tryAgain, pauseBetweenProbes)
  }

  async function tryAgain(): Promise<void> {
    const isBack = await within(client.ping()).then(
      () => true,
      () => false,
    )
    if (!isBack || !isAway) return
    isAway = false
    clearInterval(probe)
    log.info({}, 'Redis is back')
  }

  client.on('error', lose)
  void client.connect().catch(lose)

  return {
    client,
    async ask(question) {
      if (isAway) throw new Error('Redis is away')
      try {
        return await within(question(client))
      } catch (error) {
        if (error instanceof Late) lose(error)
        throw error
      }
    },
    another() {
      const other = newClient(url, false)
      others.push(other)
      // The first connection says that Redis is away; once is enough.
      other.on('error', () => {})
      void other.connect().catch(() => {})
      return other
    },
    async close() {
      clearInterval(probe)
      isAway = true
      for (const one of [client, ...others]) if (one.isOpen) one.destroy()
    },
  }
}

function newClient(url: string, refusesWhileAway: boolean) {
  return createClient({
    url,
    disableOfflineQueue: refusesWhileAway,
    socket: {
      connectTimeout: 5000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, longestPause),
    },
  })
}

class Late extends Error {}

function within<T>(answer: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  // What has arrived while this process was busy is read first.
  const giveUp = () => setImmediate(() => reject(new Late('Redis does not answer')))
  const timer = setTimeout(giveUp, patience)
  answer.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}
