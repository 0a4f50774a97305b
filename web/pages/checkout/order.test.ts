import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attendeesOf, placesOf, stepOf } from './order.ts'

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
