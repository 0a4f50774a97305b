import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RoomState, watching } from './watch.ts'

test('a room that could not be looked up after a change is looked up again by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const room = 'person:ada'
  const told = Promise.withResolvers<RoomState>()
  const failed = Promise.withResolvers<unknown>()
  let unread = 0
  let isAway = false
  const watch = watching({
    async look() {
      if (isAway) throw new Error('the database is away')
      return { unread }
    },
    paceOf: () => ({ gather: 150 }),
    tell: (_room, now) => told.resolve(now),
    onError: failed.resolve,
  })
  assert.deepEqual(await watch.enter(room), { v: 1, state: { unread: 0 } })
  unread = 1
  isAway = true
  watch.touch(room)
  t.mock.timers.tick(150)
  assert.match(String(await failed.promise), /away/)
  isAway = false
  t.mock.timers.tick(5000)
  assert.deepEqual(await told.promise, { v: 2, state: { unread: 1 } })
})
