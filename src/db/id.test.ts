import assert from 'node:assert/strict'
import { test } from 'node:test'
import { madeAt, newId } from './id.ts'

test('ids are UUIDv7 and tell when they were made', () => {
  const at = new Date('2026-11-21T17:00:00.123Z')
  assert.match(newId(at.getTime()), /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  assert.deepEqual(madeAt(newId(at.getTime())), at)
})

test('ids of one moment sort as they were made while there is room, and no two are the same', () => {
  const at = Date.parse('2026-11-21T17:00:00Z')
  const ids = Array.from({ length: 6_000 }, () => newId(at))
  assert.equal(new Set(ids).size, ids.length)
  const early = ids.slice(0, 2_000)
  assert.deepEqual(early.toSorted(), early)
})
