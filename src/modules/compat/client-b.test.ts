import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { newEmail, type OlderClient, olderClient } from '../../../test/older-client.ts'
import { suspendOrganization } from '../accounts/suspensions.ts'

const app = await testApp()
const { origin, db } = app
const password = 'correct horse'

async function registered(name = 'Ada Quist') {
  const email = newEmail()
  const { body } = await olderClient(origin).post('/users/register', { name, email, password })
  const login = await olderClient(origin).post('/users/login', { email, password })
  return { client: olderClient(origin, login.body.token), id: body.id as string, email, name }
}

const eventFields = {
  name: 'Open rehearsal',
  description: 'Bring an instrument.',
  date: '2027-06-01T19:00:00+02:00',
  location: 'Quay 4, Porto',
  capacity: 5,
  price: 8,
}

async function created(client: OlderClient, fields: object = {}) {
  const { status, body } = await client.post('/events', { ...eventFields, ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id as string
}

const host = await registered('Hanna Host')

test('register, sign in, profile, create, list, find, buy, see tickets: the whole way', async () => {
  const email = newEmail()
  const stranger = olderClient(origin)
  const first = await stranger.post('/users/register', { name: 'Ben Okri', email, password, newsletter: true })
  assert.equal(first.status, 201)
  assert.deepEqual(first.body, { id: first.body.id, name: 'Ben Okri', email })
  const login = await stranger.post('/users/login', { email, password })
  assert.equal(login.status, 200)
  assert.deepEqual(login.body.user, first.body)
  const ben = olderClient(origin, login.body.token)
  const profile = await ben.get('/users/profile')
  assert.equal(profile.status, 200)
  assert.deepEqual({ id: profile.body.id, name: profile.body.name, email: profile.body.email }, first.body)

  const made = await ben.post('/events', eventFields)
  assert.equal(made.status, 201)
  const { id } = made.body
  const shown = { id, ...eventFields, date: '2027-06-01T17:00:00.000Z', currency: 'USD', available: 5 }
  assert.deepEqual(made.body, shown)
  assert.deepEqual((await stranger.get(`/events/${id}`)).body, shown)
  const list = await stranger.get('/events?page=1&limit=100')
  assert.equal(list.status, 200)
  assert.ok(Array.isArray(list.body))
  assert.deepEqual(
    list.body.find((event: { id: string }) => event.id === id),
    shown,
  )

  const guest = await registered()
  const bought = await guest.client.post('/tickets', { eventId: id, quantity: 2, paymentMethod: 'sandbox' })
  assert.equal(bought.status, 201)
  const { orderId, tickets } = bought.body
  assert.deepEqual(bought.body, { orderId, status: 'paid', total: 16, currency: 'USD', tickets })
  assert.equal(tickets.length, 2)
  for (const ticket of tickets) {
    assert.match(ticket.code, /^[0-9A-Z]{130}$/)
    assert.match(ticket.qr, /^data:image\/png;base64,iVBOR/)
  }
  assert.equal((await stranger.get(`/events/${id}`)).body.available, 3)

  const mine = await guest.client.get(`/tickets/${id}`)
  assert.equal(mine.status, 200)
  assert.deepEqual(
    mine.body.map(({ code, qr }: { code: string; qr: string }) => [code, qr]).sort(),
    tickets.map(({ code, qr }: { code: string; qr: string }) => [code, qr]).sort(),
  )
  const all = await ben.get(`/tickets/${id}`)
  assert.equal(all.body.length, 2)
  assert.ok(all.body.every(({ qr }: { qr?: string }) => qr === undefined))
  assert.deepEqual((await (await registered()).client.get(`/tickets/${id}`)).body, [])
})

test('free tickets need no way to pay, and one is the default', async () => {
  const eventId = await created(host.client, { price: 0 })
  const { status, body } = await (await registered()).client.post('/tickets', { eventId })
  assert.deepEqual([status, body.status, body.total, body.tickets.length], [201, 'paid', 0, 1])
})

test('accounts are refused as they must be', async () => {
  const stranger = olderClient(origin)
  const taken = await stranger.post('/users/register', { name: 'Eve', email: host.email, password })
  assert.deepEqual([taken.status, taken.body.code], [409, 'email_taken'])
  for (const change of [{ name: '' }, { email: 'x' }, { password: 'short' }, { name: undefined }])
    assert.equal(
      (await stranger.post('/users/register', { name: 'Eve', email: newEmail(), password, ...change })).status,
      400,
    )
  const wrong = await stranger.post('/users/login', { email: host.email, password: 'nope' })
  assert.deepEqual([wrong.status, wrong.body.error], [401, 'Invalid credentials.'])
  assert.equal((await stranger.post('/users/login', { email: host.email })).status, 400)
  assert.equal((await stranger.get('/users/profile')).status, 401)
})

test('events are refused as they must be, and a refusal makes nobody an organizer', async () => {
  assert.equal((await olderClient(origin).post('/events', eventFields)).status, 401)
  const { client, id } = await registered()
  for (const change of [
    { name: '' },
    { date: 'soon' },
    { date: '2020-01-01' },
    { capacity: -1 },
    { price: 0.001 },
    { location: ' ' },
  ])
    assert.equal((await client.post('/events', { ...eventFields, ...change })).status, 400, JSON.stringify(change))
  assert.deepEqual(await db.selectFrom('membership').selectAll().where('user_id', '=', id).execute(), [])
  await created(client)
  await created(client)
  assert.equal((await db.selectFrom('membership').selectAll().where('user_id', '=', id).execute()).length, 1)
})

test('the list is paged, searched, and shows what is public alone', async () => {
  const { client } = await registered()
  const word = 'Zitherabend'
  const [one, two, hidden] = [
    await created(client, { name: `${word} eins` }),
    await created(client, { name: `${word} zwei`, date: '2027-06-02T19:00:00Z' }),
    await created(client, { name: `${word} drei` }),
  ]
  await db.updateTable('event').set({ visibility: 'unlisted' }).where('id', '=', hidden).execute()
  const list = async (query: string) => {
    const { status, body } = await olderClient(origin).get(`/events?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.map(({ id }: { id: string }) => id)
  }
  assert.deepEqual(await list(`q=${word}`), [one, two])
  assert.deepEqual(await list(`q=${word}&limit=1`), [one])
  assert.deepEqual(await list(`q=${word}&limit=1&page=2`), [two])
  assert.deepEqual(await list(`q=${word}&page=3`), [])
  assert.deepEqual(await list('q=!!!'), [])
  assert.deepEqual(await list('q=%5C%27;%22)'), [])
  assert.ok((await list('q=')).length > 0)
  for (const query of ['page=0', 'limit=0', 'limit=101', 'page=x', 'page=1e9'])
    assert.equal((await olderClient(origin).get(`/events?${query}`)).status, 400, query)
  assert.equal((await olderClient(origin).get(`/events/${hidden}`)).status, 200)
})

test('an event of a suspended organization is not listed, and nothing of it is available', async () => {
  const { client } = await registered()
  const word = 'Bandoneonnacht'
  const id = await created(client, { name: word })
  const listed = async () => (await olderClient(origin).get(`/events?q=${word}`)).body.length
  const shown = async () => (await olderClient(origin).get(`/events/${id}`)).body.available
  assert.deepEqual([await listed(), await shown()], [1, 5])
  const { organization_id } = await db
    .selectFrom('event')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await suspendOrganization(db, organization_id, 'Fraud.', new Date())
  assert.deepEqual([await listed(), await shown()], [0, 0])
})

test('an event that is not public is not found', async () => {
  const eventId = await created(host.client)
  for (const state of ['draft', 'waiting', 'cancelled'] as const) {
    await db.updateTable('event').set({ state }).where('id', '=', eventId).execute()
    assert.equal((await olderClient(origin).get(`/events/${eventId}`)).status, 404)
  }
  assert.equal((await olderClient(origin).get('/events/7')).status, 404)
  assert.equal((await olderClient(origin).get(`/events/${crypto.randomUUID()}`)).status, 404)
})

test('buying is refused as it must be, and nothing stays of it', async () => {
  const eventId = await created(host.client, { capacity: 3 })
  const { client } = await registered()
  const buy = async (body: object) => {
    const reply = await client.post('/tickets', { eventId, paymentMethod: 'sandbox', ...body })
    return [reply.status, reply.body.code]
  }
  assert.equal((await olderClient(origin).post('/tickets', { eventId })).status, 401)
  assert.deepEqual(await buy({ eventId: crypto.randomUUID() }), [404, 'not_found'])
  assert.deepEqual(await buy({ eventId: 'x' }), [400, 'invalid'])
  assert.deepEqual(await buy({ quantity: 0 }), [400, 'invalid'])
  assert.deepEqual(await buy({ quantity: 1.5 }), [400, 'invalid'])
  assert.deepEqual(await buy({ quantity: 4 }), [409, 'sold_out'])
  assert.deepEqual(await buy({ quantity: 11 }), [409, 'over_limit'])
  assert.deepEqual(await buy({ paymentMethod: 'paypal' }), [400, 'provider_unknown'])
  assert.deepEqual(await buy({ paymentMethod: undefined }), [400, 'invalid'])
  assert.equal((await db.selectFrom('order').selectAll().where('event_id', '=', eventId).execute()).length, 0)
  assert.deepEqual(await buy({ quantity: 3 }), [201, undefined])
  assert.deepEqual(await buy({}), [409, 'sold_out'])
})

test('of many buyers at once as many get tickets as there are places', async () => {
  const eventId = await created(host.client, { capacity: 3 })
  const buyers = await Promise.all(Array.from({ length: 6 }, () => registered()))
  const replies = await Promise.all(
    buyers.map(({ client }) => client.post('/tickets', { eventId, paymentMethod: 'sandbox' })),
  )
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 201, 201, 409, 409, 409])
})

test('tickets of an event nobody may know of are not found', async () => {
  const eventId = await created(host.client)
  await db.updateTable('event').set({ state: 'draft' }).where('id', '=', eventId).execute()
  const { client } = await registered()
  assert.equal((await olderClient(origin).get(`/tickets/${eventId}`)).status, 401)
  assert.equal((await client.get(`/tickets/${eventId}`)).status, 404)
  assert.equal((await client.get('/tickets/7')).status, 404)
  assert.deepEqual((await host.client.get(`/tickets/${eventId}`)).body, [])
})

test('organizers tell their own attendees, administrators anybody, and each reads their own', async () => {
  const eventId = await created(host.client, { price: 0 })
  const [guest, other] = [await registered(), await registered()]
  await guest.client.post('/tickets', { eventId })
  const send = (client: OlderClient, body: object) =>
    client.post('/notifications/send', { userId: guest.id, message: 'Doors at six.', ...body })

  const sent = await send(host.client, {})
  assert.equal(sent.status, 202)
  assert.deepEqual(sent.body, { id: sent.body.id, userId: guest.id, status: 'sent' })
  assert.equal((await send(host.client, { title: 'Later', message: 'Doors at seven.', channel: 'email' })).status, 202)
  await app.settle()
  const mails = await db.selectFrom('mailbox_mail').select('subject').where('recipient', '=', guest.email).execute()
  assert.ok(mails.some(({ subject }) => subject === 'Later'))

  const list = await guest.client.get(`/api/notifications/${guest.id}`)
  assert.equal(list.status, 200)
  const messages = list.body.filter(({ message }: { message: string }) => message.startsWith('Doors'))
  assert.deepEqual(
    messages.map(({ title, message, channel }: Record<string, string>) => [title, message, channel]),
    [
      ['Later', 'Doors at seven.', 'email'],
      ['Hanna Host', 'Doors at six.', 'in_app'],
    ],
  )

  assert.equal((await send(olderClient(origin), {})).status, 401)
  assert.equal((await send(other.client, {})).status, 403)
  assert.equal((await send(host.client, { userId: other.id })).status, 403)
  assert.equal((await send(host.client, { userId: crypto.randomUUID() })).status, 403)
  assert.equal((await send(host.client, { message: ' ' })).status, 400)
  assert.equal((await send(host.client, { channel: 'pigeon' })).status, 400)
  const sms = await send(host.client, { channel: 'sms' })
  assert.deepEqual([sms.status, sms.body.code], [400, 'channel_unavailable'])

  assert.equal((await olderClient(origin).get(`/api/notifications/${guest.id}`)).status, 401)
  assert.equal((await other.client.get(`/api/notifications/${guest.id}`)).status, 403)
  await db.updateTable('users').set({ administrator: true }).where('id', '=', other.id).execute()
  assert.equal((await other.client.get(`/api/notifications/${guest.id}`)).status, 200)
  assert.equal((await send(other.client, { userId: host.id })).status, 202)
  assert.equal((await send(other.client, { userId: crypto.randomUUID() })).status, 404)
})

test('where emails are confirmed first, putting on and buying wait for it', async () => {
  const eventId = await created(host.client)
  await app.app.services.platform.change('verifiedEmailRequired', true)
  const { client } = await registered()
  assert.equal((await client.post('/events', eventFields)).status, 403)
  assert.equal((await client.post('/tickets', { eventId, paymentMethod: 'sandbox' })).status, 403)
  await app.app.services.platform.change('verifiedEmailRequired', false)
  assert.equal((await client.post('/tickets', { eventId, paymentMethod: 'sandbox' })).status, 201)
})

test('a program on a listed origin may call with its token', async () => {
  const open = await testApp({ CORS_ORIGINS: 'https://spa.example' })
  const headers = { origin: 'https://spa.example' }
  const asked = await fetch(`${open.origin}/tickets`, {
    method: 'OPTIONS',
    headers: {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    },
  })
  assert.equal(asked.status, 204)
  assert.equal(asked.headers.get('access-control-allow-origin'), 'https://spa.example')
  const list = await fetch(`${open.origin}/events`, { headers })
  assert.equal(list.headers.get('access-control-allow-origin'), 'https://spa.example')
})
