import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { topics } from '../src/modules/privacy/export/topics.ts'
import { testApp } from './harness.ts'
import { personalColumns } from './personal-data.ts'

test('every column that says something of a person is accounted for, in the archive and in erasing', async () => {
  const { db } = await testApp()
  const { rows } = await sql<{ column: string }>`
    select table_name || '.' || column_name as column from information_schema.columns
    where table_schema = 'public' and column_name ~ '(^|_)(email|name|phone|address|recipient|holder|agent|image|photo|attendees|browser_id|user_id|interests|gender|birth_year)$'
    union
    select c.conrelid::regclass::text || '.' || a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = 'users'::regclass
    union
    select table_name || '.' || column_name from information_schema.columns
    where table_schema = 'public' and data_type = 'uuid' and column_name ~ '(_by|impersonator_id)$'
    order by 1`.execute(db)
  const found = rows.map(({ column }) => column.replaceAll('"', ''))
  assert.deepEqual(
    found.filter((column) => !(column in personalColumns)),
    [],
    'say what becomes of these',
  )
  assert.deepEqual(
    Object.keys(personalColumns).filter((column) => !found.includes(column)),
    [],
    'these are no more',
  )
})

test('what is said to be in the archive names a file of it, or says why it is in none', () => {
  const files = topics.map(({ name }) => name as string)
  for (const [column, { export: told }] of Object.entries(personalColumns))
    assert.ok(files.includes(told) || told.includes(' '), `${column}: ${told}`)
})
