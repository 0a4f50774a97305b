import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { mails } from '../../../../test/mail.ts'
import { cast } from '../../../../test/people.ts'
import { bankAccount, hold, promise, startPaying } from '../../../../test/sales.ts'

const app = await testApp()
const { db, browser, settle } = app
const { owner, own } = await cast(app)
await owner.api['PUT /api/organizations/:organizationId/bank-account']({
  params: { organizationId: own.id },
  body: { account: bankAccount },
})
const byHand = { door: { days: null, hoursBefore: null }, transfer: { days: 5, hoursBefore: null } }
const { eventId, typeIds } = await makeEvent(owner, own.id, { event: { byHand } })
const what = { eventId, typeId: String(typeIds[0]) }

const end = (orderId: string, message = '') =>
  owner.api['POST /api/events/:eventId/orders/:orderId/cancellation']({
    params: { eventId, orderId },
    body: { message },
  })
const told = async (email: string) =>
  (await mails(db, email)).filter(({ subject }) => /cancelled|storniert/.test(subject))

test('whoever waited to pay is told once why, and what becomes of the money by the way they chose', async () => {
  const ways: [email: string, pay: (orderId: string, buyer: ReturnType<typeof browser>) => Promise<unknown>, RegExp][] =
    [
      [
        'door@ended.example',
        (id, by) => promise(by, id, 'door', { name: 'Ida', email: 'door@ended.example' }),
        /at the door any more/,
      ],
      [
        'transfer@ended.example',
        (id, by) => promise(by, id, 'transfer', { name: 'Jun', email: 'transfer@ended.example' }),
        /Do not transfer the €25.00 any more.*Tidal Works/s,
      ],
      [
        'card@ended.example',
        (id, by) => startPaying(by, id, { name: 'Ola', email: 'card@ended.example' }),
        /goes back by itself/,
      ],
    ]
  for (const [email, pay, words] of ways) {
    const buyer = browser()
    const { id, code } = await hold(buyer, what).then(({ id, order }) => ({ id, code: order.code }))
    await pay(id, buyer)
    await end(id, '  The band needs the room  ')
    await end(id, 'Again')
    await settle()
    const [mail, ...more] = await told(email)
    assert.deepEqual(more, [])
    for (const part of ['Night Ferry', 'The band needs the room', code]) assert.ok(mail?.text.includes(part), part)
    assert.match(String(mail?.text), words)
    assert.doesNotMatch(String(mail?.text), /Again/)
  }
})

test('it is in the language of the order, and whoever drops their own order, or left no address, gets none', async () => {
  const buyer = browser()
  buyer.cookies.set('lang', 'de')
  const { id } = await hold(buyer, what)
  await promise(buyer, id, 'door', { name: 'Ida', email: 'ida@ended.example' })
  await end(id)
  const nameless = await hold(browser(), what)
  await end(nameless.id)
  const dropping = browser()
  const own = await hold(dropping, what)
  await promise(dropping, own.id, 'door', { name: 'Bo', email: 'bo@ended.example' })
  await dropping.api['DELETE /api/orders/:orderId']({ params: { orderId: own.id } })
  await settle()
  const [mail] = await told('ida@ended.example')
  assert.match(String(mail?.text), /hat deine Bestellung für Night Ferry storniert/)
  assert.doesNotMatch(String(mail?.text), /Grund/)
  assert.deepEqual(await told('bo@ended.example'), [])
})
