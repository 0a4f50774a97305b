import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstDisorder, type RefundPolicy, type RefundStep, refundShare, shareAt } from './refund-policy.ts'

const hour = 3600
const day = 24 * hour
const startsAt = new Date('2099-11-28T20:00:00Z')
const before = (seconds: number) => new Date(startsAt.getTime() - seconds * 1000)

const inSteps: RefundPolicy = {
  kind: 'steps',
  steps: [
    { secondsBefore: 7 * day, percent: 100 },
    { secondsBefore: day, percent: 50 },
  ],
  fee: false,
}

const moments: [RefundPolicy, number, number][] = [
  [{ kind: 'none' }, 30 * day, 0],
  [{ kind: 'contact' }, 30 * day, 0],
  [inSteps, 30 * day, 100],
  [inSteps, 7 * day, 100],
  [inSteps, 7 * day - 1, 50],
  [inSteps, day, 50],
  [inSteps, day - 1, 0],
  [inSteps, -hour, 0],
  [{ kind: 'steps', steps: [{ secondsBefore: 0, percent: 80 }], fee: true }, 0, 80],
  [{ kind: 'steps', steps: [{ secondsBefore: 0, percent: 80 }], fee: true }, -1, 0],
]

test('a policy gives back what its step says, to the second', () => {
  for (const [policy, seconds, percent] of moments)
    assert.equal(shareAt(policy, startsAt, before(seconds)), percent, `${policy.kind} ${seconds} s before`)
  assert.equal(shareAt(inSteps, null, new Date()), 100)
})

test('steps are in order when each comes nearer to the start and gives less', () => {
  assert.equal(firstDisorder(inSteps.kind === 'steps' ? inSteps.steps : []), -1)
  assert.equal(firstDisorder([step(day, 50), step(7 * day, 20)]), 1)
  assert.equal(firstDisorder([step(7 * day, 50), step(day, 50)]), 1)
  assert.equal(firstDisorder([step(7 * day, 100), step(day, 50), step(day, 20)]), 2)
})

test('the later one asks, the less goes back', () => {
  fc.assert(
    fc.property(
      orderedSteps,
      fc.integer({ min: -day, max: 400 * day }),
      fc.nat({ max: 400 * day }),
      (steps, at, wait) => {
        const policy: RefundPolicy = { kind: 'steps', steps, fee: true }
        const [early, late] = [shareAt(policy, startsAt, before(at)), shareAt(policy, startsAt, before(at - wait))]
        assert.ok(late <= early)
        assert.ok(late >= 0 && early <= 100)
      },
    ),
  )
})

test('an open window gives at least its own share, to orders paid before the move only', () => {
  const opensAt = before(3 * day)
  const window = { opensAt, closesAt: before(hour), percent: 80, fee: true }
  const paid = (paidAt: Date) => ({ policy: inSteps, paidAt, windows: [window] })
  const share = (paidAt: Date, at: Date) => refundShare(paid(paidAt), startsAt, at)
  assert.deepEqual(share(before(9 * day), before(2 * day)), { percent: 80, fee: true })
  assert.deepEqual(share(opensAt, opensAt), { percent: 80, fee: true })
  assert.deepEqual(share(before(3 * day - 1), before(2 * day)), { percent: 50, fee: false }, 'paid after the move')
  assert.deepEqual(share(before(9 * day), before(8 * day)), { percent: 100, fee: false }, 'not open yet')
  assert.deepEqual(share(before(9 * day), before(hour)), { percent: 0, fee: false }, 'closed')
})

test('of equal shares the one with the fee is better, and a better policy is kept', () => {
  const window = { opensAt: before(30 * day), closesAt: startsAt, percent: 100, fee: true }
  const terms = { policy: inSteps, paidAt: before(40 * day), windows: [window, { ...window, percent: 60 }] }
  assert.deepEqual(refundShare(terms, startsAt, before(20 * day)), { percent: 100, fee: true })
  assert.deepEqual(refundShare({ ...terms, windows: [{ ...window, percent: 60 }] }, startsAt, before(20 * day)), {
    percent: 100,
    fee: false,
  })
})

const step = (secondsBefore: number, percent: number): RefundStep => ({ secondsBefore, percent })

/** Steps as they are allowed: nearer and nearer to the start, less and less. */
const orderedSteps = fc
  .uniqueArray(fc.record({ secondsBefore: fc.nat({ max: 366 * day }), percent: fc.integer({ min: 1, max: 100 }) }), {
    minLength: 1,
    maxLength: 6,
    selector: ({ secondsBefore }) => secondsBefore,
  })
  .map((steps) => {
    const seconds = steps.map(({ secondsBefore }) => secondsBefore).sort((a, b) => b - a)
    const shares = [...new Set(steps.map(({ percent }) => percent))].sort((a, b) => b - a)
    return shares.map((percent, index) => step(seconds[index] ?? 0, percent))
  })
