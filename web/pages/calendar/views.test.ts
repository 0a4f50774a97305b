import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, monthOf } from '../discover/dates.ts'
import { calendarAddress, dayAfterKey, mondayOf, pageWith, readShown, turned, viewedAs } from './views.ts'

const today = '2026-11-26'
const read = (query: string) => readShown(new URLSearchParams(query), today)

test('an address says what is shown; what makes no sense is this month', () => {
  assert.deepEqual(read(''), { view: 'month', first: '2026-11-01' })
  assert.deepEqual(read('month=2027-02&view=list'), { view: 'list', first: '2027-02-01' })
  assert.deepEqual(read('week=2026-11-29'), { view: 'week', first: '2026-11-23' })
  assert.deepEqual(read('month=2027-13&week=soon'), { view: 'month', first: '2026-11-01' })
})

test('an address brings back what it was made of, with its filters', () => {
  for (const shown of [
    { view: 'month', first: '2026-11-01' },
    { view: 'list', first: '2026-11-01' },
    { view: 'week', first: '2026-11-23' },
  ] as const) {
    const address = calendarAddress(shown, { city: 'São Paulo', category: 'music' })
    assert.deepEqual(read(address.split('?')[1] ?? ''), shown)
    assert.match(address, /city=S%C3%A3o\+Paulo&category=music$/)
  }
})

test('views turn by their own pages, and change to each other', () => {
  assert.deepEqual(turned({ view: 'month', first: '2026-12-01' }, 1).first, '2027-01-01')
  assert.deepEqual(turned({ view: 'week', first: '2026-11-30' }, -1).first, '2026-11-23')
  assert.deepEqual(viewedAs({ view: 'month', first: '2026-11-01' }, 'week', today).first, '2026-11-23')
  assert.deepEqual(viewedAs({ view: 'list', first: '2026-12-01' }, 'week', today).first, '2026-11-30')
  assert.deepEqual(viewedAs({ view: 'week', first: '2026-11-30' }, 'month', today).first, '2026-12-01')
  assert.deepEqual(viewedAs({ view: 'month', first: '2026-12-01' }, 'list', today).first, '2026-12-01')
})

test('keys lead as in any grid of days', () => {
  const cases = [
    ['ArrowLeft', '2026-11-01', '2026-10-31'],
    ['ArrowRight', '2026-12-31', '2027-01-01'],
    ['ArrowUp', '2026-11-05', '2026-10-29'],
    ['ArrowDown', '2026-11-05', '2026-11-12'],
    ['Home', '2026-11-29', '2026-11-23'],
    ['End', '2026-11-23', '2026-11-29'],
    ['PageUp', '2027-03-31', '2027-02-28'],
    ['PageDown', '2027-12-31', '2028-01-31'],
    ['Enter', '2026-11-05', undefined],
  ] as const
  for (const [key, date, expected] of cases) assert.equal(dayAfterKey(key, date, 'month'), expected, `${key} ${date}`)
  assert.equal(dayAfterKey('PageDown', '2026-11-29', 'week'), '2026-12-06')
})

test('wherever a key leads, it is on the page that is turned to', () => {
  const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2026-01-01', days))
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown')
  fc.assert(
    fc.property(date, key, fc.constantFrom('month', 'week'), (from, pressed, view) => {
      const to = dayAfterKey(pressed, from, view) ?? assert.fail(pressed)
      const { first } = pageWith(view, to)
      assert.equal(view === 'week' ? mondayOf(to) : monthOf(to), first)
    }),
  )
})
