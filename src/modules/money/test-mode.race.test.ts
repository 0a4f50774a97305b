import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { buy, hold, startPaying } from '../../../test/sales.ts'
import { bind, type Companion } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { isInTheWay } from '../../db/in-the-way.ts'
import { Problem } from '../../http/client.ts'
import { editEvent } from '../events/edit.ts'
import { checkOrders } from '../orders/check.ts'
import { deskIn } from '../orders/desk.ts'
import { checkMoney } from './check.ts'

const app = await testApp()
const { db } = app
const { owner, doorkeeper, own } = await cast(app)
const [one, other] = [app.connect(1).db, app.connect(1).db]
const rounds = process.env.PROOF ? 60 : 6

test('test mode is not switched while an order is being decided, so that none is what the event no longer is', async () => {
  await sql`set lock_timeout = '100ms'`.execute(other)
  for (const testMode of [true, false]) {
    const { eventId, typeIds } = await makeEvent(owner, own.id)
    const change = (db: Db, on: boolean) => editEvent(db, eventId, { testMode: on }, new Date())
    await change(db, !testMode)
    const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const pausing: Companion<null> = {
      async admit(_, items) {
        reached.resolve()
        await go.promise
        return items.map(() => undefined)
      },
      async follow() {},
    }
    const orderId = newId()
    const holding = deskIn(one, { now: () => new Date(), secret: 'a secret of no consequence' }).submit(
      eventId,
      {
        kind: 'hold',
        orderId,
        person: { userId: null, email: null, browserId: newId() },
        lines: [{ ticketTypeId: String(typeIds[0]), quantity: 1 }],
        language: 'en',
        buyer: null,
      },
      bind(pausing, null),
    )
    await reached.promise
    await assert.rejects(change(other, testMode), isInTheWay)
    go.resolve()
    assert.equal((await holding).test, !testMode)
    await change(other, testMode)
    assert.deepEqual(await checkOrders(db), [])
  }
})

test('test orders are deleted while people order, pay and are let in: nothing of them stays, and nothing real goes', async () => {
  for (let round = 0; round < rounds; round++) {
    const { eventId, typeIds } = await makeEvent(owner, own.id)
    const typeId = String(typeIds[0])
    await buy(app.browser(), { eventId, typeId })
    const params = { eventId }
    await owner.api['PATCH /api/events/:eventId']({ params, body: { testMode: true } })
    const { tickets } = await buy(app.browser(), { eventId, typeId })
    const paying = app.browser()
    const { id: orderId } = await hold(paying, { eventId, typeId })
    const { ref, paymentId } = await startPaying(paying, orderId)
    await paying.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
    const end = async () => {
      await owner.api['PATCH /api/events/:eventId']({ params, body: { testMode: false } })
      await owner.api['DELETE /api/events/:eventId/test-orders']({ params })
    }
    const acts = [
      () => hold(app.browser(), { eventId, typeId }),
      () =>
        paying.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
          params: { orderId, paymentId },
          body: {},
        }),
      end,
      () =>
        doorkeeper.api['POST /api/events/:eventId/scans']({
          params,
          body: { nonce: randomUUID(), ticketId: tickets[0]?.id ?? '' },
        }),
      () => buy(app.browser(), { eventId, typeId }),
    ]
    const turned = [...acts.slice(round % acts.length), ...acts.slice(0, round % acts.length)]
    await Promise.all(turned.map((act) => act().catch(allowRefusal)))
    await app.settle()
    const { rows } = await sql<{ tests: number; real: number; scans: number }>`
      select count(*) filter (where test) as tests, count(*) filter (where not test and state = 'paid') as real,
        (select count(*) from scan where event_id = ${eventId} and ticket_id is not null) as scans
      from "order" where event_id = ${eventId}`.execute(db)
    assert.deepEqual([rows[0]?.tests, rows[0]?.scans, (rows[0]?.real ?? 0) >= 1], [0, 0, true])
    assert.deepEqual([...(await checkOrders(db)), ...(await checkMoney(db))], [])
  }
})

function allowRefusal(error: unknown): void {
  if (!(error instanceof Problem) || error.status >= 500) throw error
}
