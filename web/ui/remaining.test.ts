import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { announcement, remaining } from './remaining.ts'

test('the time left is shown in minutes and seconds', () => {
  assert.equal(remaining(461_000, 0).text, '07:41')
  assert.equal(remaining(1, 0).text, '00:01')
  assert.equal(remaining(0, 5000).text, '00:00')
  assert.equal(remaining(3_661_000, 0).text, '01:01:01')
})

test('five, two and one minute are announced once each, and the end', () => {
  const said: number[] = []
  for (let seconds = 600; seconds > 0; seconds -= 1) {
    const minutes = announcement(seconds, seconds - 1)
    if (minutes !== undefined) said.push(minutes)
  }
  assert.deepEqual(said, [5, 2, 1, 0])
})

test('a clock that was asleep announces only what is true now', () => {
  assert.equal(announcement(600, 50), 1)
  assert.equal(announcement(600, 0), 0)
  fc.assert(
    fc.property(fc.nat(900), fc.nat(900), (one, other) => {
      const after = Math.min(one, other)
      const minutes = announcement(Math.max(one, other), after)
      if (minutes !== undefined) assert.ok(after <= minutes * 60)
    }),
  )
})
