import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { buy, hold } from '../../../test/sales.ts'
import { checkOrders } from '../orders/check.ts'
import { checkMoney } from './check.ts'

const app = await testApp()
const { db, browser } = app
const { owner, own } = await cast(app)
const event = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500, quantity: 10 }] })
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
const order = await buy(browser(), { ...what, quantity: 2 })
await hold(browser(), what)

const findings = async () => [...(await checkOrders(db)), ...(await checkMoney(db))].map((one) => one.what)

test('after sales and holds nothing is off', async () => {
  assert.deepEqual(await findings(), [])
})

/** What the check says while this is so; everything is as before afterwards. */
async function whileSo(change: ReturnType<typeof sql>): Promise<string[]> {
  const seen: string[] = []
  await db
    .transaction()
    .execute(async (tx) => {
      // As somebody with a console might: no trigger and no deferred constraint keeps them from it.
      await sql`set local session_replication_role = replica`.execute(tx)
      await change.execute(tx)
      seen.push(...[...(await checkOrders(tx)), ...(await checkMoney(tx))].map((one) => one.what))
      throw new Error('undo')
    })
    .catch((error: Error) => assert.equal(error.message, 'undo'))
  return seen
}

test('each thing that may be off is named', async () => {
  const cases: [ReturnType<typeof sql>, RegExp[]][] = [
    [sql`update stock set held = held + 1`, [/stock .* counts 2 held and 2 sold/, /stock/]],
    [
      sql`update stock set blocked = 3 where not whole_event`,
      [/stock .* of a whole event keeps 0 places back, but its ticket types 3/],
    ],
    [sql`update stock set sold = sold - 1 where capacity = 10`, [/stock .* 1 sold .* 2 tickets are valid/]],
    [
      sql`delete from ticket where order_id = ${order.id} and position = 2`,
      [/stock/, /stock/, new RegExp(`order ${order.code} is paid and has 2 places, but 1 tickets`)],
    ],
    [sql`update ticket set state = 'void' where order_id = ${order.id}`, [/stock/, /stock/]],
    [
      sql`update entry set amount = amount + 1 where account = 'provider_clearing'`,
      [/journal .* \(sale\) sum to 1 EUR/, /journal .* \(provider_fee\) sum to 1 EUR/],
    ],
    [
      sql`delete from journal`,
      [/payment .* is succeeded and should be in the ledger as sale, but is there as nothing/],
    ],
    [
      sql`update payment set state = 'stranded'`,
      [
        /payment .* should be in the ledger as stranded, but is there as sale/,
        /order .* 5000 EUR minor units, but 0 were paid/,
      ],
    ],
    [
      sql`update payment set state = 'failed'`,
      [/payment .* as nothing, but is there as provider_fee and sale/, /order .* but 0 were paid/],
    ],
    [
      sql`update payment set state = 'stranded', settled_at = now() - interval '25 hours'`,
      [/payment .* is stranded/, /payment .* was not given back since \d{4}-/, /order .* but 0 were paid/],
    ],
  ]
  await areNamed(cases)
})

async function areNamed(cases: [ReturnType<typeof sql>, RegExp[]][]) {
  for (const [change, expected] of cases) {
    const seen = await whileSo(change)
    assert.equal(seen.length, expected.length, seen.join('\n'))
    for (const [index, sentence] of seen.entries()) assert.match(sentence, expected[index] as RegExp)
  }
  assert.deepEqual(await findings(), [])
}

test('each thing that may be off with a refund is named', async () => {
  const { api } = browser()
  const { id: orderId, code, tickets } = await buy({ api }, { ...what, quantity: 2 })
  const body = { tickets: [String(tickets[0]?.id)], amount: 2500 }
  const { id } = await api['POST /api/orders/:orderId/refunds']({ params: { orderId }, body })
  await areNamed([
    [sql`update refund_line set amount = 2400`, [new RegExp(`refund ${id} is 2500 minor units, but its tickets 2400`)]],
    [sql`update payment set refunded = 0`, [/payment .* gave 0 minor units back, but its refunds are 2500/]],
    [
      sql`update refund_line set amount = 2501`,
      [/but its tickets 2501/, new RegExp(`ticket 1 of order ${code} cost 2500 minor units, but 2501 went back`)],
    ],
    [
      sql`delete from journal where refund_id = ${id}`,
      [/refund .* of 2500 minor units is requested, but by the ledger 0 went back and 0 were sent/],
    ],
    [
      sql`update refund set state = 'sent', sent_at = now()`,
      [/is sent, but by the ledger 2500 went back and 0 were sent/],
    ],
    [sql`update refund set requested_at = now() - interval '2 days'`, [/refund .* of \d{4}-.* is still requested/]],
  ])
})
