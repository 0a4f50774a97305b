import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, weekdayOf } from '../discover/dates.ts'
import type { Cell } from './grid.ts'
import { gridSpan, monthGrid } from './grid.ts'

type Named = { name: string; first: string; last: string }

const drawn = (cells: Cell<Named>[] | undefined) =>
  cells?.map(({ lanes, more }) => {
    const lines = lanes.map((lane) => {
      if (lane === null) return '-'
      if ('passing' in lane) return '='
      const { event, days, cameFrom, goesOn } = lane.bar
      return `${cameFrom ? '<' : ''}${event.name}${days}${goesOn ? '>' : ''}`
    })
    return lines.join(' ') + (more > 0 ? ` +${more}` : '')
  })

test('a month is whole weeks from Monday', () => {
  assert.deepEqual(gridSpan('2026-12-10'), { from: '2026-11-30', to: '2027-01-03' })
  assert.deepEqual(gridSpan('2027-02-01'), { from: '2027-02-01', to: '2027-02-28' })
  assert.equal(monthGrid('2027-02-01', []).length, 4)
})

test('bars keep their line, run over the end of a week, and count where there is no room', () => {
  const events: Named[] = [
    { name: 'a', first: '2026-12-04', last: '2026-12-08' },
    { name: 'b', first: '2026-12-04', last: '2026-12-04' },
    { name: 'c', first: '2026-12-05', last: '2026-12-05' },
    { name: 'd', first: '2026-12-08', last: '2026-12-08' },
    ...['e', 'f', 'g', 'h', 'i'].map((name) => ({ name, first: '2026-12-10', last: '2026-12-10' })),
  ]
  const weeks = monthGrid('2026-12-01', events)
  assert.deepEqual(drawn(weeks[0]), ['', '', '', '', 'a3> b1', '= c1', '='])
  assert.deepEqual(drawn(weeks[1]), ['<a2', '= d1', '', 'e1 f1 g1 h1 +1', '', '', ''])
})

test('whatever is on: each event is on each of its days once, as a bar, passing through or counted', () => {
  const events = fc.array(
    fc
      .record({ name: fc.uuid(), on: fc.integer({ min: -20, max: 50 }), length: fc.integer({ min: 1, max: 20 }) })
      .map(({ name, on, length }): Named => {
        const first = addDays('2026-12-01', on)
        return { name, first, last: addDays(first, length - 1) }
      }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(events, (all) => {
      for (const week of monthGrid('2026-12-01', all)) {
        assert.deepEqual(
          week.map(({ date }) => weekdayOf(date)),
          [1, 2, 3, 4, 5, 6, 7],
        )
        for (const { date, lanes, more } of week) {
          const here = all.filter(({ first, last }) => first <= date && date <= last)
          const shown = lanes.flatMap((lane) => (lane === null ? [] : 'bar' in lane ? lane.bar.event : lane.passing))
          assert.equal(new Set(shown).size + more, here.length)
          assert.ok(shown.every((event) => here.includes(event)))
        }
      }
    }),
  )
})
