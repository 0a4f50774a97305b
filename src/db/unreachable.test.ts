import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../test/harness.ts'
import { connect } from './connect.ts'
import { isUnreachable } from './unreachable.ts'

const { db, connect: connectAgain } = await testApp()

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

test('nobody listens', async () => {
  const nowhere = connect({ connection: 'postgres://x@127.0.0.1:1/x', maximum: 1, onError: () => {} })
  assert.ok(isUnreachable(await failure(sql`select 1`.execute(nowhere.db))))
  await nowhere.close()
})

test('there is no socket', async () => {
  const place = { host: '/nowhere', port: 5432, user: 'x', database: 'x' }
  const nowhere = connect({ connection: place, maximum: 1, onError: () => {} })
  assert.ok(isUnreachable(await failure(sql`select 1`.execute(nowhere.db))))
  await nowhere.close()
})

test('the server ends the connection under a query', async () => {
  const other = connectAgain(1)
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(other.db)
  const waiting = failure(sql`select pg_sleep(60)`.execute(other.db))
  await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
  assert.ok(isUnreachable(await waiting))
})

test('a wrong query is the fault of who asks', async () => {
  assert.equal(isUnreachable(await failure(sql`select 1/0`.execute(db))), false)
  assert.equal(isUnreachable(await failure(sql`select * from nowhere`.execute(db))), false)
})

test('a missing file is no missing database', () => {
  assert.equal(isUnreachable(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })), false)
})
