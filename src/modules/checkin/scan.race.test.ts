import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type TestApp, testApp } from '../../../test/harness.ts'
import { organization, person } from '../../../test/people.ts'
import { order, soldEvent } from '../../../test/tickets.ts'
import type { Db } from '../../db/connect.ts'
import { scanTicket, undoScan } from './scan.ts'

const scanners = 20

test('twenty scanners at the same moment let a ticket in once', async () => {
  const { results } = await race(await testApp())
  assert.deepEqual(results, ['admitted', ...Array(scanners - 1).fill('already_in')])
})

test('without the unique index the same race lets it in more than once', async () => {
  const app = await testApp()
  await sql`drop index scan_admitted_key`.execute(app.db)
  const { results } = await race(app)
  assert.deepEqual(results, Array(scanners).fill('admitted'))
})

test('the same scan sent twenty times at once is one scan with one answer', async () => {
  const app = await testApp()
  const nonce = randomUUID()
  const { answers } = await race(app, () => nonce)
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.equal(answers[0]?.scan.result, 'admitted')
  const facts = await app.db.selectFrom('outbox').select('id').where('fact', '=', 'ticket.admitted').execute()
  assert.equal(facts.length, 1)
})

test('undoing twice at once lets in one more, not two', async () => {
  const app = await testApp()
  const { db, event, ticket, userId } = await oneTicketSold(app)
  const scan = () => scanTicket(db, event.id, { nonce: randomUUID(), code: ticket.code }, userId, new Date())
  const { scan: first } = await scan()
  const undo = () => undoScan(db, event.id, first.nonce, userId, new Date())
  await Promise.all([undo(), undo()])
  const after = await Promise.all([scan(), scan(), scan(), undo()])
  assert.deepEqual(
    after
      .slice(0, 3)
      .map((answer) => answer.scan.result)
      .sort(),
    ['admitted', 'already_in', 'already_in'],
  )
})

/** Everybody has looked at the ticket and decided before anybody may write: the worst moment there is. */
async function race(app: TestApp, nonceOf: () => string = randomUUID) {
  const { db, event, ticket, userId } = await oneTicketSold(app)
  const many = app.connect(scanners).db
  const now = new Date()
  const racing = await db.transaction().execute(async (gate) => {
    await sql`lock table scan in share mode`.execute(gate)
    const started = Array.from({ length: scanners }, () =>
      scanTicket(many, event.id, { nonce: nonceOf(), code: ticket.code }, userId, now),
    )
    while ((await waiting(gate)) < scanners);
    return started
  })
  const answers = await Promise.all(racing)
  return { answers, results: answers.map((answer) => answer.scan.result).sort() }
}

async function waiting(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_locks where relation = 'scan'::regclass and not granted`.execute(db)
  return rows[0]?.n ?? 0
}

async function oneTicketSold(app: TestApp) {
  const owner = await person(app)
  const event = await soldEvent(app.db, (await organization(app.db, { owner })).id)
  const [ticket] = (await order(app.db, event)).tickets
  assert.ok(ticket)
  return { db: app.connect(8).db, event, ticket, userId: owner.userId }
}
