import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isToasted } from './toasted.ts'

test('a toast is for what has just happened, once, and never for offers', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  const told = { id: 'b', topic: 'orders', readAt: null, createdAt: '2026-11-22T11:59:58Z' } as const
  const cases: [string, Parameters<typeof isToasted>[0], known: string | null | undefined, isTold: boolean][] = [
    ['it is new', told, 'a', true],
    ['it is the first of all', told, null, true],
    ['it was there when the page opened', told, undefined, false],
    ['it was told', told, 'b', false],
    ['it was read on another device', { ...told, readAt: '2026-11-22T11:59:59Z' }, 'a', false],
    ['it is an offer', { ...told, topic: 'offers' }, 'a', false],
    ['the device slept', { ...told, createdAt: '2026-11-22T11:58:59Z' }, 'a', false],
  ]
  for (const [why, newest, known, isTold] of cases) assert.equal(isToasted(newest, known, now), isTold, why)
})
