import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, datesBetween, dateWords, isPlainDate, monthOf, todayOf, weekdayOf } from './dates.ts'
import type { Filters } from './filters.ts'
import { addressOf, daysAsked, NAMED_SPANS, readFilters, searchOf, spanOf } from './filters.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))

test('what the address says is read, what makes no sense is not chosen', () => {
  assert.deepEqual(read('q=+organ+&city=Lisbon&when=weekend&category=film&price=25&online=1&organizer=tidal-works'), {
    q: 'organ',
    city: 'Lisbon',
    when: 'weekend',
    category: 'film',
    price: 25,
    online: true,
    organizer: 'tidal-works',
  })
  assert.deepEqual(
    read('q=&city=+&when=someday&category=boats&price=-3&online=yes&organizer=Tidal%20Works&from=2026-02-30&to=x'),
    {},
  )
  assert.deepEqual(read('when=2026-12-04&from=2026-12-01'), { when: '2026-12-04', from: '2026-12-01' })
  assert.deepEqual(read('q=a%00b%0Ac'), { q: 'a b c' })
})

test('filters survive the way into an address and back', () => {
  const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map(todayOf)
  const filters: fc.Arbitrary<Filters> = fc.record(
    {
      q: fc.constantFrom('organ', 'brass & strings', 'दिल्ली', '50% off'),
      when: fc.oneof(fc.constantFrom(...NAMED_SPANS), date),
      from: date,
      to: date,
      city: fc.constantFrom('Lisbon', 'São Paulo'),
      category: fc.constantFrom('music', 'talks'),
      price: fc.nat(500),
      online: fc.constant(true),
      organizer: fc.constantFrom('tidal-works', 'org-2'),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  fc.assert(
    fc.property(filters, (chosen) => {
      const address = new URL(addressOf('/discover', chosen), 'http://conflux')
      assert.equal(address.pathname, '/discover')
      assert.deepEqual(readFilters(address.searchParams), chosen)
    }),
  )
})

test('a weekend is Friday to Sunday, and what is left of it once it began', () => {
  const cases: [today: string, from: string, to: string][] = [
    ['2026-11-23', '2026-11-27', '2026-11-29'],
    ['2026-11-27', '2026-11-27', '2026-11-29'],
    ['2026-11-28', '2026-11-28', '2026-11-29'],
    ['2026-11-29', '2026-11-29', '2026-11-29'],
    ['2026-12-31', '2027-01-01', '2027-01-03'],
  ]
  for (const [today, from, to] of cases) {
    assert.deepEqual(spanOf('weekend', today), { from, to }, today)
    assert.deepEqual(spanOf('next-weekend', today), { from: addDays(to, 5), to: addDays(to, 7) }, today)
  }
  assert.deepEqual(spanOf('tomorrow', '2026-12-31'), { from: '2027-01-01', to: '2027-01-01' })
  assert.deepEqual(spanOf('2026-12-24', '2026-11-23'), { from: '2026-12-24', to: '2026-12-24' })
})

test('dates of one’s own win over a named span, and may be open', () => {
  assert.deepEqual(daysAsked({ when: 'week', from: '2026-12-01' }, '2026-11-23'), { from: '2026-12-01' })
  assert.deepEqual(daysAsked({ when: 'today' }, '2026-11-23'), { from: '2026-11-23', to: '2026-11-23' })
  assert.equal(daysAsked({}, '2026-11-23'), undefined)
})

test('the API is asked in its own words', () => {
  assert.deepEqual(searchOf({ price: 0, city: 'Lisbon' }, { from: '2026-11-27' }), {
    city: 'Lisbon',
    free: true,
    from: '2026-11-27',
  })
  assert.deepEqual(searchOf({ price: 25, online: true, q: 'x' }, undefined), { q: 'x', priceMax: 2500, online: true })
})

test('dates: days, weeks and months follow each other', () => {
  const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map(todayOf)
  fc.assert(
    fc.property(date, fc.integer({ min: 0, max: 800 }), (from, days) => {
      const to = addDays(from, days)
      assert.ok(isPlainDate(to))
      assert.equal(datesBetween(from, to).length, days + 1)
      assert.equal((weekdayOf(from) + days - weekdayOf(to)) % 7, 0)
      assert.equal(monthOf(addMonths(from, 1)), addMonths(from, 1))
    }),
  )
  assert.equal(addMonths('2026-12-31', 1), '2027-01-01')
  assert.equal(addMonths('2026-01-15', -1), '2025-12-01')
  assert.equal(isPlainDate('2026-02-29'), false)
})

test('dates are written as each language writes them', () => {
  assert.equal(dateWords.span('2026-11-27', '2026-11-29', 'en'), '27–29 Nov')
  assert.equal(dateWords.span('2026-11-27', '2026-11-27', 'en'), '27 Nov')
  assert.equal(dateWords.span('2026-11-27', '2026-11-29', 'de'), '27.–29. Nov.')
  assert.equal(dateWords.month('2026-12-01', 'de', '2026-11-21'), 'Dezember')
  assert.equal(dateWords.month('2027-01-01', 'en', '2026-11-21'), 'January 2027')
  assert.equal(dateWords.day('2026-11-28', 'en'), 'Sat 28 Nov')
})
