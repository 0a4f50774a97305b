import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoEvents } from './data.ts'
import { demoTimes } from './dates.ts'

const event = { at: '14:00', hours: 33, timeZone: 'Europe/Lisbon' }

test('a day of this weekend is the coming one', () => {
  const monday = new Date('2026-11-23T12:00:00Z')
  assert.deepEqual(demoTimes({ ...event, on: { weekend: 0, day: 'sat' } }, monday), {
    startsAt: '2026-11-28T14:00',
    endsAt: '2026-11-29T23:00',
  })
  assert.equal(demoTimes({ ...event, on: { weekend: 2, day: 'fri' } }, monday).startsAt, '2026-12-11T14:00')
})

test('what has begun already is next week', () => {
  const saturday = new Date('2026-11-28T15:00:00Z')
  assert.equal(demoTimes({ ...event, on: { weekend: 0, day: 'sat' } }, saturday).startsAt, '2026-12-05T14:00')
  assert.equal(demoTimes({ ...event, on: { weekend: 0, day: 'sun' } }, saturday).startsAt, '2026-11-29T14:00')
})

test('on no day of the year is an event of the demo over', () => {
  for (let day = 0; day < 366; day++) {
    const now = new Date(Date.UTC(2026, 0, 1 + day, 17, 30))
    for (const one of demoEvents) {
      const { startsAt, endsAt } = demoTimes(one, now)
      assert.ok(startsAt < endsAt)
      assert.ok(Date.parse(`${startsAt}Z`) > now.getTime() - 15 * 3600 * 1000, `${one.name} ${startsAt}`)
    }
  }
})
