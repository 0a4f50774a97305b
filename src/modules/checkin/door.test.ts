import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { order, soldEvent } from '../../../test/tickets.ts'

const app = await testApp()
const { db } = app
const { owner, editor, finance, doorkeeper, stranger, own, foreign } = await cast(app)

const scan = (eventId: string, ticketId: string, door?: string) =>
  doorkeeper.api['POST /api/events/:eventId/scans']({
    params: { eventId },
    body: { nonce: randomUUID(), ticketId, ...(door === undefined ? {} : { door }) },
  })

test('the door shows the event, who is in by door, and the latest scans', async () => {
  const event = await soldEvent(db, own.id, { name: 'Repair Café' })
  const { tickets } = await order(db, event, { attendees: ['Marta Quintela', 'Jun Takahata', 'Ola Brandvold'] })
  const params = { eventId: event.id }
  const [first, second] = tickets
  assert.ok(first && second)
  await scan(event.id, first.id, 'Yard gate')
  const { scan: undone } = await scan(event.id, second.id, 'River door')
  await doorkeeper.api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId: undone.nonce } })
  await scan(event.id, second.id, 'Yard gate')
  await scan(event.id, randomUUID(), 'Yard gate')

  const door = await doorkeeper.api['GET /api/events/:eventId/door']({ params })
  assert.equal(door.event.name, 'Repair Café')
  assert.deepEqual(door.counts, { admitted: 2, valid: 3 })
  assert.deepEqual(door.doors, [{ door: 'Yard gate', admitted: 2 }])
  assert.deepEqual(
    door.scans.map(({ result, reason, attendeeName, door, undoneAt }) => [
      result,
      reason,
      attendeeName,
      door,
      undoneAt !== null,
    ]),
    [
      ['refused', 'unknown_code', null, 'Yard gate', false],
      ['admitted', null, 'Jun Takahata', 'Yard gate', false],
      ['admitted', null, 'Jun Takahata', 'River door', true],
      ['admitted', null, 'Marta Quintela', 'Yard gate', false],
    ],
  )
})

test('a ticket is found at the door by name, email or code, with when and where it came in', async () => {
  const event = await soldEvent(db, own.id)
  const elsewhere = await soldEvent(db, own.id)
  const { code, tickets } = await order(db, event, {
    attendees: ['Zoë 100% Müller', 'Marta Quintela'],
    email: 'zoe@example.org',
  })
  await order(db, event, { attendees: ['Jun Takahata'], email: 'jun@example.net' })
  await order(db, elsewhere, { attendees: ['Zoë of another event'], email: 'zoe@example.org' })
  const [zoe] = tickets
  assert.ok(zoe)
  await db.updateTable('ticket').set({ state: 'void' }).where('attendee_name', '=', 'Marta Quintela').execute()
  await scan(event.id, zoe.id, 'Yard gate')

  const find = async (q: string) =>
    (await doorkeeper.api['GET /api/events/:eventId/door/search']({ params: { eventId: event.id }, query: { q } }))
      .tickets
  const names = async (q: string) => (await find(q)).map((ticket) => ticket.attendeeName)
  const both = ['Marta Quintela', 'Zoë 100% Müller']
  const cases: [string, string[]][] = [
    ['zoë', ['Zoë 100% Müller']],
    ['MÜLLER', ['Zoë 100% Müller']],
    ['zoe@exam', both],
    [code, both],
    [code.slice(0, 4).toLowerCase(), both],
    [` ${code.slice(0, 4)}-${code.slice(4)} `, both],
    [zoe.shortCode.replace(/(.{4})/g, '$1 '), ['Zoë 100% Müller']],
    ['0%', ['Zoë 100% Müller']],
    ['_', []],
    ['\\', []],
    ['  ', []],
    ['nobody', []],
  ]
  for (const [q, expected] of cases) assert.deepEqual(await names(q), expected, q)

  const [marta, found] = await find('zoe@')
  assert.deepEqual([marta?.state, marta?.admitted], ['void', null])
  assert.deepEqual([found?.position, found?.of, found?.orderCode, found?.admitted?.door], [1, 2, code, 'Yard gate'])
})

test('the list of doors is of events I may scan for that are not over', async () => {
  const hours = (count: number) => new Date(Date.now() + count * 3600_000)
  const [soon, later] = [
    await soldEvent(db, foreign.id, { name: 'Soon', startsAt: hours(1) }),
    await soldEvent(db, foreign.id, { name: 'Yesterday', startsAt: hours(-20) }),
  ]
  await soldEvent(db, foreign.id, { name: 'Long over', startsAt: hours(-40) })
  await soldEvent(db, foreign.id, { name: 'Not published', state: 'draft' })
  await soldEvent(db, foreign.id, { name: 'Cancelled', state: 'cancelled' })
  await order(db, soon, { attendees: ['A', 'B'] })
  const { events } = await stranger.api['GET /api/me/doors']()
  assert.deepEqual(
    events.map(({ id, organization, counts }) => [id, organization, counts]),
    [
      [later.id, 'Elsewhere', { admitted: 0, valid: 0 }],
      [soon.id, 'Elsewhere', { admitted: 0, valid: 2 }],
    ],
  )
  assert.deepEqual((await editor.api['GET /api/me/doors']()).events, [])
  assert.ok((await owner.api['GET /api/me/doors']()).events.length > 0)
  await assert.rejects(app.browser().api['GET /api/me/doors'](), { status: 401 })
})

test('door and search are for people with the permission', async () => {
  const params = { eventId: (await soldEvent(db, own.id)).id }
  const rejected: [Pick<typeof owner, 'api'>, number][] = [
    [editor, 403],
    [finance, 403],
    [stranger, 404],
    [app.browser(), 401],
  ]
  for (const [who, status] of rejected) {
    await assert.rejects(who.api['GET /api/events/:eventId/door']({ params }), { status })
    await assert.rejects(who.api['GET /api/events/:eventId/door/search']({ params, query: { q: 'a' } }), { status })
  }
  await assert.rejects(doorkeeper.api['GET /api/events/:eventId/door/search']({ params, query: { q: 'a\u0000' } }), {
    code: 'invalid',
  })
})
