import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { buy } from '../../../test/sales.ts'
import type { Db } from '../../db/connect.ts'
import { Refusal } from '../../errors.ts'
import { scanTicket, undoScan } from '../checkin/scan.ts'
import { checkOrders } from './check.ts'
import { deskIn } from './desk.ts'
import { voidTickets } from './release.ts'
import { renameTicket } from './tickets.ts'
import { acceptTransfer, declineTransfer } from './transfer-answers.ts'
import { lastTransferOf, offerTransfer, withdrawTransfer } from './transfers.ts'

const app = await testApp()
const { db } = app
const { owner, own } = await cast(app)
const { secret } = app.app.services
const now = () => new Date()
const [one, other] = [app.connect(1).db, app.connect(1).db] as const
const receiver = { name: 'Jun', userId: null, language: 'en' }

/** An order with one ticket of each position, the first of them on offer. */
async function offered(quantity = 1) {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  const order = await buy(app.browser(), { eventId, typeId: String(typeIds[0]), quantity })
  const ticketId = String(order.tickets[0]?.id)
  await offerTransfer({ db, secret, now }, ticketId, { email: 'jun@example.org', language: 'en' })
  const { id: transferId } = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return { eventId, orderId: order.id, ticketId, transferId }
}

const accept = (on: Db, transferId: string) => acceptTransfer({ db: on, secret, now }, transferId, receiver)
const voidAll = (on: Db, orderId: string) => voidTickets(on, deskIn(on, { now, secret }), orderId, null)
const codeOf = async (ticketId: string) =>
  (await db.selectFrom('ticket').select('code').where('id', '=', ticketId).executeTakeFirstOrThrow()).code
const scan = async (on: Db, eventId: string, ticketId: string) =>
  scanTicket(on, eventId, { nonce: randomUUID(), code: await codeOf(ticketId) }, owner.userId, now())
const ticketsOf = async (orderId: string) =>
  (await db.selectFrom('ticket').select('state').where('order_id', '=', orderId).orderBy('version').execute()).map(
    ({ state }) => state,
  )

/**
 * Two things at the same moment, decided in the order given: somebody else has the row that both need, until the second waits behind
 * the first. Says what became of each: its value, or the code of its refusal.
 */
async function meeting(row: RawBuilder<unknown>, ...acts: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const { outcomes } = await db.transaction().execute(async (gate) => {
    await row.execute(gate)
    const started: Promise<unknown>[] = []
    let over = 0
    for (const act of acts) {
      const outcome = act().catch((error: unknown) => (error instanceof Refusal ? error.code : error))
      started.push(outcome.finally(() => over++))
      while ((await waiters()) + over < started.length);
    }
    return { outcomes: started }
  })
  return Promise.all(outcomes)
}

/** Outside of every transaction, which would see the same activity from its first look to its end. */
async function waiters(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct l.pid) as n from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where a.datname = current_database() and not l.granted`.execute(db)
  return rows[0]?.n ?? 0
}

const ticketRow = (ticketId: string) => sql`select from ticket where id = ${ticketId} for update`
const transferRow = (transferId: string) => sql`select from ticket_transfer where id = ${transferId} for update`

test('ten who accept the same offer at once get the same ticket, and there is one', async () => {
  const { orderId, transferId } = await offered()
  const connections = Array.from({ length: 10 }, () => app.connect(1).db)
  const ids = await Promise.all(connections.map((on) => accept(on, transferId)))
  assert.equal(new Set(ids).size, 1)
  assert.deepEqual(await ticketsOf(orderId), ['transferred', 'valid'])
  const facts = await db
    .selectFrom('outbox')
    .select('id')
    .where('fact', '=', 'transfer.accepted')
    .where(sql<boolean>`payload->>'transferId' = ${transferId}`)
    .execute()
  assert.equal(facts.length, 1)
})

test('a place has one ticket beside those that were passed on, whatever the code does', async () => {
  const { orderId, ticketId } = await offered()
  const again = sql`
    insert into ticket (id, order_id, order_line_id, event_id, ticket_type_id, code, short_code, position, attendee_name, attendee_email)
    select gen_random_uuid(), order_id, order_line_id, event_id, ticket_type_id, code || 'X', 'X', position, 'X', 'x@example.org'
    from ticket where id = ${ticketId}`
  await assert.rejects(again.execute(db), /ticket_place_key/)
  assert.deepEqual(await ticketsOf(orderId), ['valid'])
})

test('two who offer the same ticket at once: one offer is open', async () => {
  const { ticketId } = await offered()
  await withdrawTransfer(db, ticketId, now())
  const offer = (on: Db, email: string) => () =>
    offerTransfer({ db: on, secret, now }, ticketId, { email, language: 'en' })
  const outcomes = await meeting(ticketRow(ticketId), offer(one, 'one@example.org'), offer(other, 'other@example.org'))
  assert.equal(outcomes[1], 'transfer_open')
  assert.equal((await lastTransferOf(db, ticketId, now()))?.toEmail, 'one@example.org')
})

test('accepted while all tickets of the order are voided: the new ticket is void, or there is none', async () => {
  const first = await offered()
  const [, voided] = await meeting(
    ticketRow(first.ticketId),
    () => accept(one, first.transferId),
    () => voidAll(other, first.orderId),
  )
  assert.deepEqual(voided, { voided: 1, orderCancelled: true })
  assert.deepEqual(await ticketsOf(first.orderId), ['transferred', 'void'])

  const second = await offered()
  const outcomes = await meeting(
    ticketRow(second.ticketId),
    () => voidAll(other, second.orderId),
    () => accept(one, second.transferId),
  )
  assert.deepEqual(outcomes, [{ voided: 1, orderCancelled: true }, 'ticket_not_valid'])
  assert.deepEqual(await ticketsOf(second.orderId), ['void'])
  assert.deepEqual(await checkOrders(db), [])
})

test('accepted while somebody is let in with it: either they are in, or the ticket was passed on', async () => {
  const first = await offered()
  const [admitted, refused] = await meeting(
    ticketRow(first.ticketId),
    () => scan(one, first.eventId, first.ticketId),
    () => accept(other, first.transferId),
  )
  assert.equal((admitted as Awaited<ReturnType<typeof scanTicket>>).scan.result, 'admitted')
  assert.equal(refused, 'ticket_admitted')
  assert.deepEqual(await ticketsOf(first.orderId), ['valid'])

  const second = await offered()
  const [, turnedAway] = await meeting(
    ticketRow(second.ticketId),
    () => accept(other, second.transferId),
    () => scan(one, second.eventId, second.ticketId),
  )
  assert.equal((turnedAway as Awaited<ReturnType<typeof scanTicket>>).scan.reason, 'transferred')
})

test('accepted while it is taken back or declined: what came first holds', async () => {
  for (const end of [withdrawing, declining]) {
    const first = await offered()
    const [, refused] = await meeting(
      transferRow(first.transferId),
      () => end(one, first),
      () => accept(other, first.transferId),
    )
    assert.equal(refused, 'transfer_closed')
    assert.deepEqual(await ticketsOf(first.orderId), ['valid'])

    const second = await offered()
    const [, tooLate] = await meeting(
      transferRow(second.transferId),
      () => accept(other, second.transferId),
      () => end(one, second),
    )
    assert.equal(tooLate, 'transfer_closed')
    assert.deepEqual(await ticketsOf(second.orderId), ['transferred', 'valid'])
  }
})

interface OnOffer {
  ticketId: string
  transferId: string
}

const withdrawing = (on: Db, { ticketId }: OnOffer) => withdrawTransfer(on, ticketId, now())
const declining = (on: Db, { transferId }: OnOffer) => declineTransfer(on, transferId, now())

const acts = ['offer', 'accept', 'withdraw', 'decline', 'scan', 'undo', 'rename', 'void'] as const
const step = fc.record({ act: fc.constantFrom(...acts, 'offer', 'accept', 'accept'), ticket: fc.nat(9) })

test('whatever people do with tickets, the code of one that was passed on opens no door, and the books stay true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { eventId, orderId } = await offered(2)
      for (const { act, ticket } of steps) {
        const tickets = await db
          .selectFrom('ticket')
          .select('id')
          .where('order_id', '=', orderId)
          .orderBy('created_at')
          .orderBy('id')
          .execute()
        const ticketId = String(tickets[ticket % tickets.length]?.id)
        await carryOut(act, { eventId, orderId, ticketId })
      }
      assert.deepEqual(await checkOrders(db), [])
      const gone = await db
        .selectFrom('ticket')
        .select('id')
        .where('order_id', '=', orderId)
        .where('state', '=', 'transferred')
        .execute()
      for (const { id } of gone) assert.equal((await scan(db, eventId, id)).scan.reason, 'transferred')
    }),
    { numRuns: process.env.PROOF ? 200 : 15 },
  )
})

async function carryOut(
  act: (typeof acts)[number],
  { eventId, orderId, ticketId }: { eventId: string; orderId: string; ticketId: string },
): Promise<void> {
  const open = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .orderBy('offered_at', 'desc')
    .executeTakeFirst()
  const admitted = await db
    .selectFrom('scan')
    .select('nonce')
    .where('ticket_id', '=', ticketId)
    .where('result', '=', 'admitted')
    .executeTakeFirst()
  const name = { attendeeName: 'Ola', attendeeEmail: 'ola@example.org' }
  try {
    if (act === 'offer')
      await offerTransfer({ db, secret, now }, ticketId, { email: 'jun@example.org', language: 'en' })
    if (act === 'accept' && open) await accept(db, open.id)
    if (act === 'decline' && open) await declineTransfer(db, open.id, now())
    if (act === 'withdraw') await withdrawTransfer(db, ticketId, now())
    if (act === 'scan') await scan(db, eventId, ticketId)
    if (act === 'undo' && admitted) await undoScan(db, eventId, admitted.nonce, owner.userId, now())
    if (act === 'rename') await renameTicket(db, ticketId, name, now())
    if (act === 'void') await voidTickets(db, deskIn(db, { now, secret }), orderId, [ticketId])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
