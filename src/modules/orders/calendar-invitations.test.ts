import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextTold, type Told } from './calendar-invitations.ts'

const told = (invited: boolean, sequence: number, eventSequence: number): Told => ({ invited, sequence, eventSequence })

test('what a calendar is told next', () => {
  const cases: [what: string, before: Told | undefined, invited: boolean, event: number, next: Told | undefined][] = [
    ['a first ticket', undefined, true, 3, told(true, 3, 3)],
    ['never had one', undefined, false, 3, undefined],
    ['nothing new', told(true, 3, 3), true, 3, told(true, 3, 3)],
    ['the event moved', told(true, 3, 3), true, 4, told(true, 4, 4)],
    ['the event moved twice', told(true, 3, 3), true, 5, told(true, 5, 5)],
    ['the ticket is gone', told(true, 3, 3), false, 3, told(false, 4, 3)],
    ['gone, and the event moved', told(false, 4, 3), false, 9, told(false, 4, 3)],
    ['a ticket again', told(false, 4, 3), true, 3, told(true, 5, 3)],
    ['ahead of the event, which moved', told(true, 5, 3), true, 4, told(true, 6, 4)],
    ['cancelled', told(true, 3, 3), false, 4, told(false, 4, 4)],
  ]
  for (const [what, before, invited, eventSequence, next] of cases)
    assert.deepEqual(nextTold(before, { invited, eventSequence }), next, what)
})

test('whatever happens, the revision rises with whatever is new, never falls, and is never below the event’s', () => {
  const happening = fc.record({ invited: fc.boolean(), moves: fc.integer({ min: 0, max: 3 }) })
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), (all) => {
      let before: Told | undefined
      let eventSequence = 0
      for (const { invited, moves } of all) {
        eventSequence += moves
        const next = nextTold(before, { invited, eventSequence })
        if (next) {
          const isNew = !before || before.invited !== invited || (invited && before.eventSequence !== eventSequence)
          if (before) assert.ok(isNew ? next.sequence > before.sequence : next.sequence === before.sequence)
          if (invited) assert.ok(next.sequence >= eventSequence)
        } else assert.ok(!before && !invited)
        before = next ?? before
      }
    }),
  )
})
