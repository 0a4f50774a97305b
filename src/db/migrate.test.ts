import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../test/harness.ts'
import { catchUp, migrate } from './migrate.ts'

const { db, database } = await testApp()

const written = (name: string) =>
  sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(db)
const forgotten = (name: string) => sql`delete from kysely_migration where name = ${name}`.execute(db)

test('a database that is up to date stays as it is', async () => {
  assert.deepEqual(await catchUp(database), { applied: [], ahead: [] })
})

test('a process starts on a database that a newer version has brought further, and does not migrate it', async () => {
  await written('9998_later')
  await written('9999_latest')
  assert.deepEqual(await catchUp(database), { applied: [], ahead: ['9998_later', '9999_latest'] })
  await assert.rejects(migrate(database), /9998_later/)
  await forgotten('9998_later')
  await forgotten('9999_latest')
})

test('a step that is not ours and no later one is refused, and so is a later one where one of ours is missing', async () => {
  await written('0001_other')
  await assert.rejects(catchUp(database), /0001_other/)
  await forgotten('0001_other')
  await written('9999_latest')
  await forgotten('0002_platform')
  await assert.rejects(catchUp(database), /9999_latest/)
})
