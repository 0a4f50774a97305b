import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openEmbedded } from '../../src/db/embedded.ts'
import { withDatabase } from '../server.ts'

/** A PostgreSQL of one's own, as installations run it: no commit is acknowledged before it is on the disk. */
export interface Postgres {
  /** Makes an empty database and returns its address. */
  newDatabase(name: string): Promise<string>
  /** Kills the postmaster with −9; resolves when the launcher has started another and it answers. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'crash-test-'))
  // Root starts it as another user, who has to get there.
  chmodSync(folder, 0o755)
  const dir = join(folder, 'pg')
  const embedded = await openEmbedded({ dir, explicit: true, log: () => {} })
  const pidOf = () => Number.parseInt(readFileSync(join(dir, 'data/postmaster.pid'), 'utf8'), 10)
  return {
    async newDatabase(name) {
      await query(embedded.url, `create database ${name}`)
      return withDatabase(embedded.url, name)
    },
    async kill() {
      process.kill(pidOf(), 'SIGKILL')
      while (!(await answers(embedded.url))) await pause(20)
    },
    async stop() {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const answers = (url: string) =>
  query(url, 'select').then(
    () => true,
    () => false,
  )

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end()
  }
}
