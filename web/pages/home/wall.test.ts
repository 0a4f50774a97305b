import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, datesBetween } from '../discover/dates.ts'
import type { Wall } from './wall.ts'
import { hang } from './wall.ts'

type Named = { name: string; first: string; last: string }

const FRIDAY = '2026-11-27'
const event = (name: string, on: number, days = 1): Named => ({
  name,
  first: addDays(FRIDAY, on),
  last: addDays(FRIDAY, on + days - 1),
})
const days = (count: number) => datesBetween(FRIDAY, addDays(FRIDAY, count - 1))
const cells = (walls: Wall<Named>[]) =>
  walls.flatMap((wall) =>
    wall.days.flatMap(({ posters }) =>
      posters.map((p) => `${p.event.name} ${p.column},${p.row} ${p.columns}×${p.rows}${p.flip ? ' flip' : ''}`),
    ),
  )

test('a weekend: two days cover two columns, short columns grow to the bottom', () => {
  const weekend = [
    event('operas', 0),
    event('cities', 0),
    event('postgres', 0),
    event('organ', 1),
    event('wires', 1, 2),
    event('market', 1),
    event('marvila', 2),
  ]
  assert.deepEqual(cells(hang(days(3), weekend)), [
    'operas 1,2 1×1',
    'cities 1,3 1×1 flip',
    'postgres 1,4 1×1',
    'wires 2,2 2×1',
    'organ 2,3 1×1',
    'market 2,4 1×1 flip',
    'marvila 3,3 1×2 flip',
  ])
})

test('one event fills the wall, four fill it in two rows', () => {
  assert.deepEqual(cells(hang(days(3), [event('one', 1)])), ['one 1,2 3×1'])
  const four = ['a', 'b', 'c', 'd'].map((name) => event(name, 0))
  assert.deepEqual(cells(hang(days(1), four)), ['a 1,2 2×1', 'b 3,2 1×1', 'c 1,3 1×1 flip', 'd 2,3 2×1'])
})

test('a day too full says how many found no room', () => {
  const many = Array.from({ length: 20 }, (_, index) => event(`e${index}`, 0))
  const [wall] = hang(days(2), [...many, event('other', 1)])
  assert.deepEqual(
    wall?.days.map(({ posters, more }) => [posters.length, more]),
    [
      [5, 15],
      [1, 0],
    ],
  )
})

test('nothing on is an empty wall; days without events are left out', () => {
  assert.deepEqual(hang(days(3), []), [])
  const [wall] = hang(days(3), [event('a', 0), event('b', 2)])
  assert.deepEqual(
    wall?.days.map(({ date }) => date),
    [FRIDAY, addDays(FRIDAY, 2)],
  )
})

test('whatever is on: each event hangs once or is counted, no cell twice, no row past the edge', () => {
  const events = fc.array(
    fc
      .record({ name: fc.uuid(), on: fc.integer({ min: -3, max: 9 }), length: fc.integer({ min: 1, max: 6 }) })
      .map(({ name, on, length }) => event(name, on, length)),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 9 }), (all, count) => {
      const walls = hang(days(count), all)
      const visible = all.filter(({ first, last }) => days(count).some((day) => first <= day && day <= last))
      const hung = walls.flatMap((wall) => wall.days.flatMap(({ posters }) => posters))
      const more = walls.flatMap((wall) => wall.days).reduce((total, day) => total + day.more, 0)
      assert.equal(new Set(hung.map(({ event: { name } }) => name)).size, hung.length)
      assert.equal(hung.length + more, visible.length)
      for (const wall of walls) {
        const taken = wall.days.flatMap(({ posters }) =>
          posters.flatMap((poster) =>
            Array.from({ length: poster.columns * poster.rows }, (_, cell) => {
              const column = poster.column + (cell % poster.columns)
              assert.ok(column <= wall.columns)
              return `${column},${poster.row + Math.floor(cell / poster.columns)}`
            }),
          ),
        )
        assert.equal(new Set(taken).size, taken.length)
      }
    }),
  )
})
