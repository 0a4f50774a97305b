import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { order, soldEvent } from '../../../test/tickets.ts'

const app = await testApp()
const { db } = app
const { owner, manager, editor, finance, doorkeeper, stranger, administrator, own, foreign } = await cast(app)
const event = await soldEvent(db, own.id)
const params = { eventId: event.id }

const scan = (who: typeof owner, body: object, eventId = event.id) =>
  who.api['POST /api/events/:eventId/scans']({
    params: { eventId },
    body: { nonce: randomUUID(), ...body },
  })
const oneTicket = async (at = event, attendee = 'Marta Quintela') => {
  const sold = await order(db, at, { attendees: [attendee] })
  const [ticket] = sold.tickets
  assert.ok(ticket)
  return { ...ticket, orderId: sold.id }
}
const countScans = async () =>
  (await db.selectFrom('scan').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

test('a good ticket is let in once; the second scan says when and where', async () => {
  const sold = await order(db, event, { attendees: ['Marta Quintela', 'Jun Takahata', 'Ola Brandvold'] })
  const [, second] = sold.tickets
  assert.ok(second)
  const nonce = randomUUID()
  const first = await scan(doorkeeper, {
    nonce,
    code: second.code,
    door: 'Yard gate',
    scannedAt: '2026-11-20T18:00:00Z',
  })
  assert.deepEqual(first.scan, {
    nonce,
    result: 'admitted',
    reason: null,
    door: 'Yard gate',
    scannedAt: '2026-11-20T18:00:00.000Z',
    undoneAt: null,
  })
  assert.deepEqual(first.ticket, {
    id: second.id,
    test: false,
    attendeeName: 'Jun Takahata',
    ticketType: 'Weekend',
    position: 2,
    of: 3,
  })
  assert.equal(first.earlier, null)

  const again = await scan(manager, { code: second.code, door: 'River door' })
  assert.equal(again.scan.result, 'already_in')
  assert.deepEqual(again.earlier, { at: '2026-11-20T18:00:00.000Z', door: 'Yard gate' })
  assert.equal(again.ticket?.attendeeName, 'Jun Takahata')
  assert.equal(again.counts.admitted, first.counts.admitted)

  const facts = await db.selectFrom('outbox').select('payload').where('fact', '=', 'ticket.admitted').execute()
  assert.deepEqual(facts.filter(({ payload }) => (payload as { ticketId: string }).ticketId === second.id).length, 1)
})

test('a ticket is found by its short code however it is typed, and by its id', async () => {
  const [typed, found] = [await oneTicket(), await oneTicket()]
  const spaced = typed.shortCode
    .toLowerCase()
    .replace(/(.{4})/g, '$1 ')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
  assert.equal((await scan(doorkeeper, { code: spaced })).scan.result, 'admitted')
  assert.equal((await scan(doorkeeper, { code: typed.code })).scan.result, 'already_in')
  assert.equal((await scan(doorkeeper, { ticketId: found.id })).scan.result, 'admitted')
})

test('a scan that comes again gives the same answer, also after it was undone', async () => {
  const ticket = await oneTicket()
  const body = { nonce: randomUUID(), code: ticket.code, door: 'Yard gate' }
  const first = await scan(doorkeeper, body)
  assert.deepEqual(await scan(doorkeeper, body), first)

  const repeat = { nonce: randomUUID(), code: ticket.code }
  const already = await scan(doorkeeper, repeat)
  await doorkeeper.api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId: body.nonce } })
  const { counts: _counts, ...same } = already
  const { counts: _later, ...answer } = await scan(doorkeeper, repeat)
  assert.deepEqual(answer, same)
})

test('a nonce with other content is refused and changes nothing', async () => {
  const [ticket, other] = [await oneTicket(), await oneTicket()]
  const nonce = randomUUID()
  await scan(doorkeeper, { nonce, code: ticket.code })
  const before = await countScans()
  const contents = [
    { code: other.code },
    { ticketId: ticket.id },
    { code: ticket.code, door: 'River door' },
    { code: ticket.code, scannedAt: '2026-11-20T18:00:00Z' },
  ]
  for (const content of contents)
    await assert.rejects(scan(doorkeeper, { nonce, ...content }), { code: 'scan_conflict', status: 409 })
  const elsewhere = await soldEvent(db, foreign.id)
  await assert.rejects(scan(stranger, { nonce, code: ticket.code }, elsewhere.id), { code: 'scan_conflict' })
  assert.equal(await countScans(), before)
})

test('a bad code is an answer and not an error, and the next good one is let in', async () => {
  const elsewhere = await oneTicket(await soldEvent(db, foreign.id))
  const near = await oneTicket(await soldEvent(db, own.id))
  const cancelled = await soldEvent(db, own.id, { state: 'cancelled' })
  const cases: [object, string, string?][] = [
    [{ code: 'https://example.org/menu' }, 'unknown_code'],
    [{ code: '😀' }, 'unknown_code'],
    [{ code: `${(await oneTicket()).code}X` }, 'unknown_code'],
    [{ ticketId: elsewhere.id }, 'unknown_code'],
    [{ code: elsewhere.shortCode }, 'unknown_code'],
    [{ code: elsewhere.code }, 'wrong_event'],
    [{ code: near.code }, 'wrong_event'],
    [{ code: (await oneTicket(cancelled)).code }, 'event_cancelled', cancelled.id],
  ]
  for (const [body, reason, eventId] of cases) {
    const answer = await scan(doorkeeper, body, eventId)
    assert.deepEqual([answer.scan.result, answer.scan.reason], ['refused', reason], JSON.stringify(body))
    if (reason !== 'event_cancelled') assert.equal(answer.ticket, null)
    assert.equal((await scan(doorkeeper, { code: (await oneTicket()).code })).scan.result, 'admitted')
  }
})

test('a ticket that is no longer good is refused by its name', async () => {
  const [gone, passed, unpaid] = [await oneTicket(), await oneTicket(), await oneTicket()]
  await db.updateTable('ticket').set({ state: 'void' }).where('id', '=', gone.id).execute()
  await db.updateTable('ticket').set({ state: 'transferred' }).where('id', '=', passed.id).execute()
  await db
    .updateTable('order')
    .set({ state: 'cancelled', cancelled_at: new Date() })
    .where('id', '=', unpaid.orderId)
    .execute()
  for (const [ticket, reason] of [
    [gone, 'void'],
    [passed, 'transferred'],
    [unpaid, 'not_paid'],
  ] as const) {
    const answer = await scan(doorkeeper, { code: ticket.code })
    assert.deepEqual([answer.scan.reason, answer.ticket?.attendeeName], [reason, 'Marta Quintela'])
  }
})

test('a scanner whose clock is ahead does not scan in the future', async () => {
  app.setNow('2026-11-20T19:00:00Z')
  const answer = await scan(doorkeeper, { code: (await oneTicket()).code, scannedAt: '2027-01-01T00:00:00+01:00' })
  app.setNow(undefined)
  assert.equal(answer.scan.scannedAt, '2026-11-20T19:00:00.000Z')
})

test('what is not a scan is refused with the field, and changes nothing', async () => {
  const ticket = await oneTicket()
  const before = await countScans()
  const cases: [object, string][] = [
    [{}, 'code'],
    [{ code: '' }, 'code'],
    [{ code: 'x'.repeat(401) }, 'code'],
    [{ code: 'a\u0000b' }, 'code'],
    [{ code: 7 }, 'code'],
    [{ code: ticket.code, ticketId: ticket.id }, 'ticketId'],
    [{ ticketId: 'none' }, 'ticketId'],
    [{ code: ticket.code, nonce: '1' }, 'nonce'],
    [{ code: ticket.code, door: ' ' }, 'door'],
    [{ code: ticket.code, door: 'x'.repeat(61) }, 'door'],
    [{ code: ticket.code, scannedAt: 'yesterday' }, 'scannedAt'],
    [{ code: ticket.code, scannedAt: '2026-12-31T23:59:60Z' }, 'scannedAt'],
    [{ code: ticket.code, result: 'admitted' }, 'result'],
  ]
  for (const [body, field] of cases)
    await assert.rejects(scan(doorkeeper, body), (error: { code: string; fields: object }) => {
      assert.deepEqual([error.code, Object.keys(error.fields)], ['invalid', [field]], JSON.stringify(body))
      return true
    })
  assert.equal(await countScans(), before)
})

test('only people with the permission scan and undo; strangers do not learn that the event exists', async () => {
  const ticket = await oneTicket()
  const { scan: made } = await scan(doorkeeper, { code: ticket.code })
  const before = await countScans()
  const rejected: [typeof owner | Awaited<ReturnType<typeof app.browser>>, number, string][] = [
    [editor, 403, 'not_allowed'],
    [finance, 403, 'not_allowed'],
    [stranger, 404, 'not_found'],
    [administrator, 404, 'not_found'],
    [app.browser(), 401, 'sign_in_required'],
  ]
  for (const [who, status, code] of rejected) {
    await assert.rejects(scan(who as typeof owner, { code: ticket.code }), { status, code })
    await assert.rejects(
      who.api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId: made.nonce } }),
      { status, code },
    )
  }
  for (const who of [owner, manager, doorkeeper])
    assert.equal((await scan(who, { code: ticket.code })).scan.result, 'already_in')
  assert.equal(await countScans(), before + 3)
  await assert.rejects(scan(doorkeeper, { code: ticket.code }, randomUUID()), { code: 'not_found' })
  await assert.rejects(scan(doorkeeper, { code: ticket.code }, 'none'), { code: 'not_found' })
})

test('an undone scan lets the ticket in again; undoing twice, or late, changes nothing', async () => {
  const ticket = await oneTicket()
  const { scan: first, counts } = await scan(doorkeeper, { code: ticket.code })
  const undo = (scanId: string) =>
    doorkeeper.api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId } })
  const undone = await undo(first.nonce)
  assert.notEqual(undone.scan.undoneAt, null)
  assert.equal(undone.counts.admitted, counts.admitted - 1)
  const { scan: second } = await scan(doorkeeper, { code: ticket.code })
  assert.equal(second.result, 'admitted')
  assert.deepEqual((await undo(first.nonce)).scan, undone.scan)
  assert.equal((await scan(doorkeeper, { code: ticket.code })).scan.result, 'already_in')
})

test('what let nobody in cannot be undone, nor a scan of another event', async () => {
  const ticket = await oneTicket()
  const { scan: admitted } = await scan(doorkeeper, { code: ticket.code })
  const { scan: already } = await scan(doorkeeper, { code: ticket.code })
  const { scan: refused } = await scan(doorkeeper, { code: 'nothing' })
  const undo = (scanId: string, eventId = event.id) =>
    doorkeeper.api['DELETE /api/events/:eventId/scans/:scanId']({ params: { eventId, scanId } })
  for (const { nonce } of [already, refused])
    await assert.rejects(undo(nonce), { code: 'scan_not_undoable', status: 409 })
  const other = await soldEvent(db, own.id)
  for (const [nonce, eventId] of [
    [admitted.nonce, other.id],
    [randomUUID(), event.id],
    ['none', event.id],
  ] as const)
    await assert.rejects(undo(nonce, eventId), { code: 'not_found' })
  const theirs = await soldEvent(db, foreign.id)
  await assert.rejects(
    stranger.api['DELETE /api/events/:eventId/scans/:scanId']({
      params: { eventId: theirs.id, scanId: admitted.nonce },
    }),
    { code: 'not_found' },
  )
  assert.equal((await scan(doorkeeper, { nonce: admitted.nonce, code: ticket.code })).scan.undoneAt, null)
})
