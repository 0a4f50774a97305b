import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '../../../errors.ts'
import type { GuestPlaces } from './guests.ts'
import { invitationFor } from './invited.ts'

const invitation = (id: string, left: number, declined = false): GuestPlaces => ({ id, left, declined })
const none = () => 0
const told = (answer: string | Refusal) =>
  answer instanceof Refusal ? [answer.code, (answer.data as { left?: number } | undefined)?.left] : answer

test('which invitation a cart goes by', () => {
  const cases: [GuestPlaces[], number, unknown][] = [
    [[], 1, ['guests_only', undefined]],
    [[invitation('a', 2)], 2, 'a'],
    [[invitation('a', 2)], 3, ['guest_places', 2]],
    [[invitation('a', -1)], 1, ['guest_places', 0]],
    [[invitation('a', 2, true)], 1, ['guest_declined', undefined]],
    [[invitation('a', 1), invitation('b', 4)], 3, 'b'],
    [[invitation('a', 1, true), invitation('b', 1)], 1, 'b'],
    [[invitation('a', 5, true), invitation('b', 1)], 2, ['guest_places', 1]],
  ]
  for (const [invitations, quantity, expected] of cases)
    assert.deepEqual(told(invitationFor(invitations, quantity, none)), expected)
  assert.deepEqual(told(invitationFor([invitation('a', 2)], 2, () => 1)), ['guest_places', 1])
})

test('nobody gets more by an invitation than it has left, however their carts are split', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ left: fc.integer({ min: -2, max: 8 }), declined: fc.boolean() }), { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }),
      (given, carts) => {
        const invitations = given.map(({ left, declined }, index) => invitation(String(index), left, declined))
        const taken = new Map<string, number>()
        for (const quantity of carts) {
          const by = invitationFor(invitations, quantity, (id) => taken.get(id) ?? 0)
          if (typeof by === 'string') taken.set(by, (taken.get(by) ?? 0) + quantity)
        }
        for (const { id, left, declined } of invitations)
          assert.ok((taken.get(id) ?? 0) <= (declined ? 0 : Math.max(0, left)))
      },
    ),
  )
})
