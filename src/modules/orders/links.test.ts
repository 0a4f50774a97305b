import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import { newSecret } from '../../lib/secrets.ts'
import { linkSecret } from './codes.ts'
import { forgetOldLinks } from './links.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)
const event = await makeEvent(owner, own.id)
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }

const ask = (email: string, who = browser()) => who.api['POST /api/ticket-links']({ body: { email } })
const open = (secret: string, who = browser()) => who.api['POST /api/ticket-links/open']({ body: { secret } })
const asked = async (email: string) =>
  (await db.selectFrom('outbox').select('payload').where('fact', '=', 'tickets.link_asked').orderBy('id').execute())
    .map(({ payload }) => payload as { email: string; asked: string; language: string })
    .filter((fact) => fact.email === email)
const secretOf = (fact: { asked: string } | undefined) => linkSecret(app.app.services.secret, String(fact?.asked))

test('a link to my email opens all my paid orders in another browser', async () => {
  const email = 'jun@example.org'
  const first = await buy(browser(), what, { name: 'Jun', email })
  const second = await buy(browser(), what, { name: 'Jun', email })
  await buy(browser(), what, { name: 'Ola', email: 'ola@example.org' })
  assert.deepEqual(await ask('JUN@example.org'), { email: 'JUN@example.org' })
  const [fact] = await asked(email)
  assert.ok(fact)
  const elsewhere = browser()
  assert.deepEqual(await open(secretOf(fact), elsewhere), { orders: 2, transferId: null })
  const { items } = await elsewhere.api['GET /api/me/tickets']()
  assert.deepEqual(items.map(({ id }) => id).sort(), [first.id, second.id].sort())
  assert.ok(await elsewhere.api['GET /api/tickets/:ticketId']({ params: { ticketId: String(first.tickets[0]?.id) } }))
  const kept = JSON.stringify(await db.selectFrom('ticket_link').selectAll().execute())
  assert.ok(!kept.includes(secretOf(fact)))
})

test('nobody learns whether an email has tickets', async () => {
  const email = 'nobody@example.org'
  assert.deepEqual(await ask(email), { email })
  assert.deepEqual(await asked(email), [])
  await refusedWith('invalid', ask('nobody'), 'email')
})

test('a link ends after a day, and one that is none opens nothing', async () => {
  const email = 'ada@example.org'
  await buy(browser(), what, { name: 'Ada', email })
  await ask(email)
  const [fact] = await asked(email)
  const secret = secretOf(fact)
  await refusedWith('link_invalid', open(newSecret()))
  await refusedWith('invalid', open('short'), 'secret')
  const late = new Date(Date.now() + 24 * 3600_000 + 1000)
  setNow(late)
  await refusedWith('link_invalid', open(secret))
  setNow(undefined)
  await forgetOldLinks(db, late)
  await refusedWith('link_invalid', open(secret))
})

test('the secret of one order opens just that, also from a mail', async () => {
  const buyer = browser()
  const { id, secret } = await hold(buyer, what)
  const elsewhere = browser()
  assert.deepEqual(await open(secret, elsewhere), { orders: 1, transferId: null })
  assert.equal((await elsewhere.api['GET /api/orders/:orderId']({ params: { orderId: id } })).id, id)
})

test('a browser keeps the secrets of its last twenty orders', async () => {
  const buyer = browser()
  const secrets: string[] = []
  for (let count = 0; count < 22; count++) {
    const { id, secret } = await hold(buyer, what)
    secrets.unshift(secret)
    await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId: id } })
  }
  assert.deepEqual(buyer.cookies.get('conflux.orders')?.split('.'), secrets.slice(0, 20))
})
