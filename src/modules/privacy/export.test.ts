import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, marta } from '../../../test/sales.ts'
import { providersOf } from '../money/providers.ts'
import { makeExport, removeOldExports } from './exports.ts'

const app = await testApp()
const { db } = app
const services = { ...app.app.services, providers: providersOf(app.app.services) }
const owner = await person(app, { name: 'Olga Owner' })
const own = await organization(db, { owner })
const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500 }] })
const admission = { eventId, typeId: String(typeIds[0]) }
const day = 24 * 3600_000

const ask = (who: Person) => who.api['POST /api/me/export']()
const last = (who: Person) => who.api['GET /api/me/export']()
const fetchIt = (who: Pick<Person, 'api'>, exportId: string) =>
  who.api['GET /api/me/exports/:exportId/data.zip']({ params: { exportId } })

/** Everything somebody can do that leaves something behind. */
async function liveIn(who: Person) {
  const { api, name, email } = who
  const { code, tickets } = await buy(who, { ...admission, quantity: 2 }, { name, email })
  await api['POST /api/tickets/:ticketId/transfer']({
    params: { ticketId: String(tickets[0]?.id) },
    body: { email: `friend-${email}` },
  })
  await api['POST /api/events/:eventId/messages']({ params: { eventId }, body: { message: `Question of ${name}` } })
  await api['POST /api/events/:eventId/reports']({
    params: { eventId },
    body: { reason: 'other', details: `Report of ${name}` },
  })
  await api['POST /api/organizations']({ body: { name: `${name} Hall`, timeZone: 'UTC' } })
  await app.settle()
  return { code, short: tickets.map(({ shortCode }) => shortCode) }
}

async function filesOf(who: Person) {
  const asked = await ask(who)
  await app.settle()
  const { bytes } = await fetchIt(who, asked.id)
  return unzipSync(Buffer.from(bytes))
}
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8')

test('an archive has everything of its person, as JSON, tables and documents, and says what is in it', async () => {
  const who = await person(app, { name: 'Irma Island', email: 'irma@island.example' })
  const { code, short } = await liveIn(who)
  const files = await filesOf(who)
  assert.deepEqual(
    Object.keys(files).filter((name) => !name.includes('/')),
    [
      'README.txt',
      'account.json',
      'sessions.json',
      'sessions.csv',
      'organizations.json',
      'invitations.json',
      'orders.json',
      'orders.csv',
      'tickets.json',
      'tickets.csv',
      'payments.json',
      'payments.csv',
      'invoices.json',
      'messages.json',
      'messages.csv',
      'reports.json',
      'notifications.json',
      'notification-choices.json',
      'acts.json',
      'acts.csv',
      'payment-methods.json',
    ],
  )
  const readme = textOf(files['README.txt'])
  for (const name of Object.keys(files).filter((one) => one !== 'README.txt'))
    assert.ok(readme.includes(name.includes('/') ? `${name.split('/')[0]}/` : name), name)
  const json = (name: string): Record<string, unknown>[] => JSON.parse(textOf(files[`${name}.json`]))
  assert.deepEqual([json('account')[0]?.name, json('account')[0]?.email], ['Irma Island', who.email])
  assert.deepEqual(
    json('orders').map((order) => [order.code, order.total, order.state]),
    [[code, 5000, 'paid']],
  )
  assert.deepEqual(
    json('tickets')
      .map((ticket) => ticket.shortCode)
      .sort(),
    [...short].sort(),
  )
  assert.deepEqual(
    json('payments').map(({ kind, amount, state }) => [kind, amount, state]),
    [['payment', 5000, 'succeeded']],
  )
  assert.deepEqual(
    json('messages').map(({ message }) => message),
    ['Question of Irma Island'],
  )
  assert.deepEqual(
    json('reports').map(({ details }) => details),
    ['Report of Irma Island'],
  )
  assert.ok(json('notifications').length > 0)
  assert.ok(json('acts').some(({ kind }) => kind === 'organization.created'))
  assert.match(textOf(files['orders.csv']).split('\r\n')[1] ?? '', new RegExp(code))
  for (const name of [`tickets/${code}.pdf`, `invoices/${code}-invoice-1.pdf`])
    assert.match(textOf(files[name]?.subarray(0, 8)), /^%PDF-/, name)
})

test('what was done by an account that has ended in theirs is in it', async () => {
  const [from, who] = [await person(app), await person(app)]
  const administrator = await person(app, { administrator: true })
  await from.api['POST /api/organizations']({ body: { name: 'Before', timeZone: 'UTC' } })
  await administrator.api['POST /api/admin/people/:userId/merge']({
    params: { userId: who.userId },
    body: { from: from.userId },
  })
  const acts: { kind: string; by: string; ipAddress: string | null }[] = JSON.parse(
    textOf((await filesOf(who))['acts.json']),
  )
  const made = acts.find(({ kind }) => kind === 'organization.created')
  assert.ok(made?.by === 'me' && made.ipAddress !== null)
})

test('nothing of anybody else is in it', async () => {
  const [one, other] = [
    await person(app, { name: 'Nora Nightingale', email: 'nora@one.example' }),
    await person(app, { name: 'Otto Ostrich', email: 'otto@other.example' }),
  ]
  await liveIn(one)
  const theirs = await liveIn(other)
  const files = await filesOf(one)
  const secrets = ['Otto', 'Ostrich', other.email, other.userId, theirs.code, ...theirs.short, marta.name]
  for (const [name, bytes] of Object.entries(files))
    for (const secret of secrets) assert.ok(!textOf(bytes).includes(secret), `${secret} in ${name}`)
})

test('orders of an address that is not proven are not in it', async () => {
  const squatter = await person(app, { email: 'victim@example.com', emailVerified: false })
  const { code } = await buy(app.browser(), admission, { name: 'Victim', email: 'victim@example.com' })
  await app.settle()
  const files = await filesOf(squatter)
  for (const [name, bytes] of Object.entries(files)) assert.ok(!textOf(bytes).includes(code), name)
})

test('one is made at a time, its owner hears when it is ready, and nobody else opens it', async () => {
  const [who, other] = [await person(app), await person(app)]
  assert.equal(await last(who), null)
  const outcomes = await Promise.allSettled([ask(who), ask(who)])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await refusedWith('export_asked', ask(who))
  const { id } = (await last(who)) ?? { id: '' }
  await refusedWith('not_found', fetchIt(who, id))
  await app.settle()
  const ready = await last(who)
  assert.deepEqual([ready?.state, ready?.id], ['ready', id])
  assert.equal((await mails(db, who.email)).at(-1)?.subject, 'Your data is ready')
  const { items } = await who.api['GET /api/me/notifications']({})
  assert.equal(items[0]?.title, 'Your data is ready')
  assert.equal((await fetchIt(who, id)).type, 'application/zip')
  await refusedWith('not_found', fetchIt(other, id))
  await refusedWith('sign_in_required', fetchIt(app.browser(), id))
  await ask(who)
})

test('it can be fetched for seven days; then it is deleted', async () => {
  const who = await person(app)
  const { id } = await ask(who)
  await app.settle()
  app.setNow(new Date(Date.now() + 7 * day + 60_000))
  await refusedWith('not_found', fetchIt(who, id))
  app.setNow(undefined)
  await removeOldExports(services, new Date(Date.now() + 7 * day + 60_000))
  assert.equal((await last(who))?.state, 'gone')
  await refusedWith('not_found', fetchIt(who, id))
})

test('a worker that is killed while it makes one leaves no half of it: the next makes it whole, and what nobody makes is given up', async () => {
  const who = await person(app, { name: 'Perseverance' })
  const { id } = await ask(who)
  const broken = {
    ...services,
    files: {
      ...services.files,
      async write(key: string, parts: AsyncIterable<Uint8Array>) {
        await services.files.write(key, firstOf(parts))
        throw new Error('killed')
      },
    },
  }
  await assert.rejects(makeExport(broken, id), /killed/)
  await refusedWith('not_found', fetchIt(who, id))
  await makeExport(services, id)
  await makeExport(services, id)
  const files = unzipSync(Buffer.from((await fetchIt(who, id)).bytes))
  assert.match(textOf(files['account.json']), /Perseverance/)
  const stuck = await person(app)
  await ask(stuck)
  await removeOldExports(services, new Date(Date.now() + day + 60_000))
  assert.equal((await last(stuck))?.state, 'failed')
  await app.settle()
  assert.equal((await last(stuck))?.state, 'failed')
  await ask(stuck)
})

async function* firstOf<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    yield item
    return
  }
}

test('a session that was left open does not do, nor does an administrator who acts as somebody', async () => {
  const who = await person(app)
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', who.userId).execute()
  await refusedWith('confirm_it_is_you', ask(who))
})
