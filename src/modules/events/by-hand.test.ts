import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deadlineOf } from './by-hand.ts'

const ordered = new Date('2026-11-01T12:00:00Z')
const starts = new Date('2026-11-20T18:00:00Z')

test('an order lapses so many days after it was made or so many hours before the start, whichever comes first', () => {
  const at = (days: number | null, hoursBefore: number | null) =>
    deadlineOf({ days, hoursBefore }, ordered, starts)?.toISOString() ?? null
  assert.equal(at(7, null), '2026-11-08T12:00:00.000Z')
  assert.equal(at(null, 2), '2026-11-20T16:00:00.000Z')
  assert.equal(at(null, 0), '2026-11-20T18:00:00.000Z')
  assert.equal(at(7, 24), '2026-11-08T12:00:00.000Z')
  assert.equal(at(30, 24), '2026-11-19T18:00:00.000Z')
  assert.equal(at(null, null), null)
  assert.equal(deadlineOf({ days: null, hoursBefore: 2 }, ordered, null), null)
})

test('longer terms never end sooner', () => {
  const whole = (max: number) => fc.integer({ min: 0, max })
  fc.assert(
    fc.property(whole(90), whole(90), whole(1000), whole(1000), (days, moreDays, hours, fewerHours) => {
      const short = deadlineOf({ days, hoursBefore: hours + fewerHours }, ordered, starts)
      const long = deadlineOf({ days: days + moreDays, hoursBefore: hours }, ordered, starts)
      assert.ok(short && long && short <= long)
    }),
  )
})
