import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { mailedProof } from '../../lib/mailed-proof.ts'
import { eraseNotifications } from '../notifications/erasure.ts'
import { eraseBuyer, guestErasure } from '../orders/erasure.ts'

const app = await testApp()
const { db } = app
const owner = await person(app, { name: 'Olga Owner' })
const own = await organization(db, { owner })
const { eventId, typeIds } = await makeEvent(owner, own.id)
const admission = { eventId, typeId: String(typeIds[0]) }
const guest = app.browser()
const ask = (email: string) => guest.api['POST /api/guest-erasures']({ body: { email } })
const confirm = (token: string) => guest.api['POST /api/guest-erasures/confirm']({ body: { token } })
const proofOf = (email: string, purpose = guestErasure) => mailedProof(app.app.services.secret, purpose, email)
const orderOf = (id: string) =>
  db.selectFrom('order').select(['name', 'email', 'state']).where('id', '=', id).executeTakeFirstOrThrow()

/** What is in the mailbox that is not about the purchase. */
const letters = async (email: string) => {
  await app.settle()
  return (await mails(db, email)).filter(({ subject }) => subject === 'Erase your data?')
}

test('whoever bought without an account erases their data by a link to their address', async () => {
  const email = 'guest@example.com'
  const { id } = await buy(guest, admission, { name: 'Gus Guest', email })
  assert.deepEqual(await ask(email.toUpperCase()), { email: email.toUpperCase() })
  const [letter] = await letters(email)
  const token = /token=([\w.-]+)/.exec(letter?.text ?? '')?.[1] ?? ''
  await confirm(token)
  // What waits to be done is searched for the address, too, which nobody has to wait for.
  assert.equal((await orderOf(id)).name, 'Gus Guest')
  await app.settle()
  assert.deepEqual(await orderOf(id), { name: 'Erased person', email: '', state: 'paid' })
  assert.deepEqual(await mails(db, email), [])
  await confirm(token)
  await app.settle()
  await ask(email)
  assert.deepEqual(await letters(email), [])
})

test('nobody learns by it what there is of an address, and nothing is erased without its mail', async () => {
  const email = 'careful@example.com'
  const { id } = await buy(guest, admission, { name: 'Cara', email })
  assert.deepEqual(await ask('nobody@example.com'), { email: 'nobody@example.com' })
  assert.deepEqual(await letters('nobody@example.com'), [])
  for (const token of ['x', await proofOf(email, 'email confirmation')])
    await refusedWith('link_invalid', confirm(token))
  assert.equal((await orderOf(id)).name, 'Cara')
})

test('whoever has an account is led to it, and its orders stay whatever link there is', async () => {
  const who = await person(app, { name: 'Ann Account' })
  const { id } = await buy(who, admission, { name: who.name, email: who.email })
  await ask(who.email)
  const [letter] = await letters(who.email)
  assert.match(letter?.text ?? '', /\/account\/data/)
  await refusedWith('has_account', confirm(await proofOf(who.email)))
  assert.equal((await orderOf(id)).name, 'Ann Account')
})

test('an account that never proved the address does not keep its guest from erasing, and keeps what is its own', async () => {
  const email = 'lain-in-wait@example.com'
  const squatter = await person(app, { email, emailVerified: false })
  const theirs = await buy(squatter, admission, { name: 'Sid Squatter', email: 'sid@example.com' })
  const guests = await buy(guest, admission, { name: 'Real Reader', email })
  await confirm(await proofOf(email))
  await app.settle()
  assert.equal((await orderOf(guests.id)).name, 'Erased person')
  assert.deepEqual(await orderOf(theirs.id), { name: 'Sid Squatter', email: 'sid@example.com', state: 'paid' })
})

test('no table that grows with sales is read from end to end for somebody who is erased', async () => {
  const who = await person(app, { name: 'Ida Indexed' })
  const { tickets } = await buy(who, { ...admission, quantity: 2 }, { name: who.name, email: who.email })
  await who.api['POST /api/tickets/:ticketId/transfer']({
    params: { ticketId: String(tickets[0]?.id) },
    body: { email: 'friend@example.com' },
  })
  await db.transaction().execute(async (tx) => {
    // However small the table, what an index finds is looked up in it, by a bitmap: an index that is read from end to end is no better than its table.
    for (const way of ['seqscan', 'indexscan', 'indexonlyscan'])
      await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(tx)
    await eraseBuyer(tx, who)
    await eraseNotifications(tx, { ...who, messageIds: [newId()] })
    const { rows } = await sql`
      select relname from pg_stat_xact_user_tables
      where seq_scan > 0 and relname in ('order', 'ticket', 'ticket_transfer', 'notification')`.execute(tx)
    assert.deepEqual(rows, [])
  })
})
