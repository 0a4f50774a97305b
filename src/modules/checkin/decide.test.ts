import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCode } from './code.ts'
import { decide, type TicketAtDoor } from './decide.ts'

const good: TicketAtDoor = {
  id: 'ticket',
  eventId: 'here',
  eventState: 'published',
  orderState: 'paid',
  state: 'valid',
  test: false,
  testMode: false,
  admittedBy: null,
}

test('a ticket is let in unless there is a reason not to', () => {
  const refused = (reason: string) => ({ result: 'refused', reason, earlier: null })
  const cases: [string, TicketAtDoor | undefined, object][] = [
    ['a good ticket', good, { result: 'admitted', reason: null, earlier: null }],
    ['one that is in', { ...good, admittedBy: 'scan' }, { result: 'already_in', reason: null, earlier: 'scan' }],
    ['an unknown code', undefined, refused('unknown_code')],
    ['one of another event', { ...good, eventId: 'there' }, refused('wrong_event')],
    [
      'another event counts before any other reason',
      { ...good, eventId: 'there', state: 'void' },
      refused('wrong_event'),
    ],
    ['a cancelled event', { ...good, eventState: 'cancelled' }, refused('event_cancelled')],
    ['a void ticket', { ...good, state: 'void' }, refused('void')],
    ['a void ticket that was let in before', { ...good, state: 'void', admittedBy: 'scan' }, refused('void')],
    ['one that went to somebody else', { ...good, state: 'transferred' }, refused('transferred')],
    ['a real ticket during a test', { ...good, testMode: true }, { result: 'admitted', reason: null, earlier: null }],
    [
      'a test ticket during a test',
      { ...good, test: true, testMode: true },
      { result: 'admitted', reason: null, earlier: null },
    ],
    ['a test ticket when the test is over', { ...good, test: true }, refused('test_ticket')],
    ['an unpaid order', { ...good, orderState: 'cancelled' }, refused('not_paid')],
  ]
  for (const [what, ticket, expected] of cases) assert.deepEqual(decide(ticket, 'here'), expected, what)
})

test('codes are read however they are typed', () => {
  const cases: [string, object][] = [
    ['ABCD 2345 WXYZ', { shortCode: 'ABCD2345WXYZ' }],
    ['abcd-2345-wxyz', { shortCode: 'ABCD2345WXYZ' }],
    [' oO0i Il1L \t9999 ', { shortCode: '000111119999' }],
    ['', { shortCode: '' }],
    ['ABCD2345WXYZ0', { code: 'ABCD2345WXYZ0' }],
    ['abcd2345wxyz0\n', { code: 'ABCD2345WXYZ0' }],
  ]
  for (const [typed, expected] of cases) assert.deepEqual(readCode(typed), expected, typed)
})
