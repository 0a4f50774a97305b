import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attendeesOf, endOf, isKeptLong, placesOf, stepOf } from './order.ts'

const form = (entries: Record<string, string>) => {
  const made = new FormData()
  for (const [name, value] of Object.entries(entries)) made.set(name, value)
  return made
}

test('attendees are read by position; ticking "later" leaves them all to the buyer', () => {
  const fields = {
    'attendees.0.name': '',
    'attendees.0.email': '',
    'attendees.1.name': ' Jun ',
    'attendees.1.email': 'jun@example.org',
  }
  assert.equal(attendeesOf(form({ name: 'Marta' })), undefined)
  assert.deepEqual(attendeesOf(form(fields)), [
    { name: null, email: null },
    { name: 'Jun', email: 'jun@example.org' },
  ])
  assert.deepEqual(attendeesOf(form({ ...fields, later: 'on' })), [])
})

test('places follow the lines of the order', () => {
  const line = { ticketTypeId: 'x', unitPrice: 0, total: 0 }
  const lines = [
    { ...line, name: 'Weekend', quantity: 2 },
    { ...line, name: 'Under 14', quantity: 1 },
  ]
  assert.deepEqual(placesOf({ lines }), ['Weekend', 'Weekend', 'Under 14'])
})

test('the step is what became of the last try', () => {
  const payment = { id: 'p', provider: 'sandbox', failure: null }
  assert.equal(stepOf({ payment: null }), 'first')
  assert.equal(stepOf({ payment: { ...payment, state: 'pending' } }), 'resumed')
  assert.equal(stepOf({ payment: { ...payment, state: 'pending' } }, true), 'waiting')
  assert.equal(stepOf({ payment: { ...payment, state: 'failed' } }, true), 'declined')
  assert.equal(stepOf({ payment: { ...payment, state: 'cancelled' } }), 'cancelled')
})

test('how an order ended says whether money may still be on its way', () => {
  const payment = (provider: string, state: 'pending' | 'cancelled' | 'stranded') => ({
    id: 'p',
    provider,
    state,
    failure: null,
  })
  const end = (state: 'expired' | 'cancelled', last: ReturnType<typeof payment> | null) =>
    endOf({ state, payment: last })
  assert.equal(end('expired', null), 'expired')
  assert.equal(end('expired', payment('stripe', 'pending')), 'onItsWay')
  assert.equal(end('expired', payment('transfer', 'pending')), 'lapsed')
  assert.equal(end('expired', payment('door', 'cancelled')), 'lapsed')
  assert.equal(end('expired', payment('stripe', 'stranded')), 'returned')
  assert.equal(end('cancelled', payment('transfer', 'cancelled')), 'dropped')
})

test('a clock is shown for hours, not for days, nor for what has no end', () => {
  const now = '2026-11-21T12:00:00Z'
  assert.equal(isKeptLong({ now, expiresAt: '2026-11-21T13:10:00Z' }), false)
  assert.equal(isKeptLong({ now, expiresAt: '2026-11-28T12:00:00Z' }), true)
  assert.equal(isKeptLong({ now, expiresAt: null }), true)
})
