import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../services.ts'
import type { Carrier } from './bus.ts'

const channel = 'conflux_news'
/** What NOTIFY takes: less than 8,000 bytes. https://www.postgresql.org/docs/18/sql-notify.html */
const mostBytes = 7999
/** Milliseconds between attempts to listen again. */
const pauseBetweenAttempts = 500

/**
 * Carries messages by LISTEN and NOTIFY. It listens on a connection of its own, which needs PostgreSQL itself or a proxy that leaves sessions whole,
 * as the job runner does.
 */
export function postgresCarrier(pool: pg.Pool, log: Pick<Log, 'info' | 'warn'>): Carrier {
  const stopping = new AbortController()
  let listening: Promise<void> | undefined
  let current: pg.Client | undefined

  async function stayListening(heard: (text: string) => void, gap: () => void): Promise<void> {
    let wasThere = false
    let isAway = false
    while (!stopping.signal.aborted) {
      try {
        const { ended } = await listenOnce(heard)
        if (isAway) log.info({}, 'news of other processes arrive again')
        if (wasThere) gap()
        wasThere = true
        isAway = false
        await ended
      } catch (error) {
        if (!isAway && !stopping.signal.aborted)
          log.warn({ err: error }, 'news of other processes do not arrive until the database is back')
        isAway = true
        await pause(pauseBetweenAttempts, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  /** Resolves when it listens, with a promise that rejects when it no longer does. */
  async function listenOnce(heard: (text: string) => void): Promise<{ ended: Promise<void> }> {
    const client = new pg.Client(pool.options)
    const { promise: ended, reject } = Promise.withResolvers<void>()
    ended.catch(() => {})
    current = client
    client.on('error', reject)
    client.on('end', () => reject(new Error('the connection that listens was closed')))
    client.on('notification', ({ payload }) => heard(String(payload)))
    await client.connect()
    await client.query(`listen ${channel}`)
    return { ended }
  }

  return {
    async send(text) {
      if (Buffer.byteLength(text) > mostBytes) throw new Error(`a message of ${text.length} characters is too long`)
      await pool.query('select pg_notify($1, $2)', [channel, text])
    },
    listen(heard, gap) {
      listening = stayListening(heard, gap)
    },
    async close() {
      stopping.abort()
      await current?.end().catch(() => {})
      await listening
    },
  }
}
