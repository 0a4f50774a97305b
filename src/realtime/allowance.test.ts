import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowance, tallyUpTo } from './allowance.ts'

test('a burst is allowed, and then so much each second', () => {
  let now = 0
  const asks = allowance({ burst: 3, perSecond: 2 }, () => now)
  const asked = (times: number) => Array.from({ length: times }, asks)
  assert.deepEqual(asked(4), [true, true, true, false])
  now = 1000
  assert.deepEqual(asked(3), [true, true, false])
  now = 3_600_000
  assert.deepEqual(asked(4), [true, true, true, false])
})

test('each has a tally of its own, and what is removed may come again', () => {
  const tally = tallyUpTo(2)
  assert.deepEqual([tally.add('a'), tally.add('a'), tally.add('a'), tally.add('b')], [true, true, false, true])
  tally.remove('a')
  assert.deepEqual([tally.add('a'), tally.add('a')], [true, false])
})
