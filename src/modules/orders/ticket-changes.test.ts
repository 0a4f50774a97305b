import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ChangeableTicket, changeRefusal, changesUntil, offerUntil } from './ticket-changes.ts'

const startsAt = new Date('2099-11-28T20:00:00Z')
const endsAt = new Date('2099-11-28T23:30:00Z')
const now = new Date('2099-11-01T12:00:00Z')
const ticket: ChangeableTicket = {
  state: 'valid',
  isAdmitted: false,
  eventState: 'published',
  startsAt,
  endsAt,
  timeZone: 'Europe/Lisbon',
  transfersAllowed: true,
  renamesAllowed: true,
  changesCloseHours: null,
}
const refused = (changes: Partial<ChangeableTicket>, change: 'transfer' | 'rename' = 'transfer', at = now) =>
  changeRefusal({ ...ticket, ...changes }, change, at)?.code ?? null

test('what can be done with a ticket', () => {
  assert.equal(refused({}), null)
  assert.equal(refused({}, 'rename'), null)
  assert.equal(refused({ state: 'void' }), 'ticket_not_valid')
  assert.equal(refused({ state: 'transferred' }, 'rename'), 'ticket_not_valid')
  assert.equal(refused({ isAdmitted: true }), 'ticket_admitted')
  assert.equal(refused({ eventState: 'cancelled' }), 'wrong_event_state')
  assert.equal(refused({ transfersAllowed: false }), 'transfers_off')
  assert.equal(refused({ transfersAllowed: false }, 'rename'), null)
  assert.equal(refused({ renamesAllowed: false }, 'rename'), 'renames_off')
  assert.equal(refused({ renamesAllowed: false }), null)
})

test('changes close when the event is over, or so many hours before it starts; without a date they do not', () => {
  assert.deepEqual(changesUntil(ticket), endsAt)
  assert.deepEqual(changesUntil({ ...ticket, changesCloseHours: 0 }), startsAt)
  assert.deepEqual(changesUntil({ ...ticket, changesCloseHours: 24 }), new Date('2099-11-27T20:00:00Z'))
  assert.equal(changesUntil({ startsAt: null, endsAt: null, changesCloseHours: 24 }), null)
  assert.equal(refused({ changesCloseHours: 24 }, 'transfer', new Date('2099-11-27T19:59:59.999Z')), null)
  const late = changeRefusal({ ...ticket, changesCloseHours: 24 }, 'rename', new Date('2099-11-27T20:00:00Z'))
  assert.equal(late?.code, 'ticket_changes_closed')
  assert.deepEqual(late?.data, { until: '2099-11-27T20:00:00.000Z', timeZone: 'Europe/Lisbon' })
  assert.equal(refused({ startsAt: null, endsAt: null, changesCloseHours: 24 }), null)
})

const anyTicket: fc.Arbitrary<ChangeableTicket> = fc.record({
  state: fc.constantFrom('valid', 'void', 'transferred'),
  isAdmitted: fc.boolean(),
  eventState: fc.constantFrom('draft', 'waiting', 'published', 'cancelled'),
  startsAt: fc.option(fc.constant(startsAt)),
  endsAt: fc.option(fc.constant(endsAt)),
  timeZone: fc.constant('Europe/Lisbon'),
  transfersAllowed: fc.boolean(),
  renamesAllowed: fc.boolean(),
  changesCloseHours: fc.option(fc.integer({ min: 0, max: 8760 })),
})
const anyTime = fc.integer({ min: -400 * 24, max: 48 }).map((hours) => new Date(startsAt.getTime() + hours * 3600_000))

test('what is refused stays refused as time goes on', () => {
  fc.assert(
    fc.property(anyTicket, fc.constantFrom('transfer', 'rename'), anyTime, fc.nat(1e9), (any, change, at, later) => {
      if (changeRefusal(any, change, at) !== null)
        assert.ok(changeRefusal(any, change, new Date(at.getTime() + later)) !== null)
    }),
  )
})

test('an offer that may be made stands for a week at most, and never beyond what it could be accepted by', () => {
  fc.assert(
    fc.property(anyTicket, anyTime, (any, at) => {
      fc.pre(changeRefusal(any, 'transfer', at) === null)
      const until = offerUntil(any, at)
      assert.ok(until > at && until.getTime() - at.getTime() <= 7 * 24 * 3600_000)
      const last = new Date(until.getTime() - 1)
      assert.equal(changeRefusal(any, 'transfer', last < at ? at : last), null)
    }),
  )
})
