import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/harness.ts'
import { checkMoney } from '../modules/money/check.ts'
import { checkOrders } from '../modules/orders/check.ts'
import { fillDemo } from './fill.ts'

const app = await testApp()
const { db } = app

const counts = async () => {
  const count = (table: 'organization' | 'event' | 'order' | 'ticket') =>
    db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  const [organizations, events, orders, tickets] = await Promise.all(
    (['organization', 'event', 'order', 'ticket'] as const).map(async (table) => (await count(table)).count),
  )
  return { organizations, events, orders, tickets }
}

test('an empty database is filled once, by two at the same moment too, and everything in it agrees', async () => {
  await Promise.all([fillDemo(app.app, () => {}), fillDemo(app.app, () => {})])
  const filled = await counts()
  assert.equal(filled.organizations, 3)
  assert.ok(
    Number(filled.events) >= 12 && Number(filled.orders) >= 100 && Number(filled.tickets) > Number(filled.orders),
  )
  assert.deepEqual([...(await checkOrders(db)), ...(await checkMoney(db))], [])
  const states = await db.selectFrom('refund').select('state').orderBy('id').execute()
  assert.deepEqual(
    states.map(({ state }) => state),
    ['sent', 'sent', 'requested'],
  )
  const upcoming = await db.selectFrom('event').select('id').where('starts_at', '>', new Date()).execute()
  assert.ok(upcoming.length >= 12)
  const guests = await db.selectFrom('event_guest').select('state').distinct().execute()
  assert.equal(guests.length, 5)
  await fillDemo(app.app, () => {})
  assert.deepEqual(await counts(), filled)
})
