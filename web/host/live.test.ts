import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepOf } from './live.ts'

test('versions are the next, leave a gap, or are old; the first one known is never a gap', () => {
  const cases: [known: number | undefined, v: number, step: ReturnType<typeof stepOf>][] = [
    [undefined, 1, 'next'],
    [undefined, 7, 'next'],
    [1, 2, 'next'],
    [1, 3, 'gap'],
    [3, 3, 'old'],
    [3, 1, 'old'],
  ]
  for (const [known, v, step] of cases) assert.equal(stepOf(known, v), step, `${v} after ${known}`)
})
