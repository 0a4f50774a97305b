import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { newEmail, type OlderClient, olderClient } from '../../../test/older-client.ts'

const app = await testApp()
const { origin, db } = app
const password = 'correct horse'

async function registered(role: 'organizer' | 'user') {
  const email = newEmail()
  const { body } = await olderClient(origin).post('/api/users/register', { email, password, role })
  const login = await olderClient(origin).post('/api/users/login', { email, password })
  return { client: olderClient(origin, login.body.token), id: body.user.id as string, email }
}

const eventFields = {
  e_name: 'Night market',
  e_details: 'Food from **six** kitchens.',
  event_time: '2027-05-01T18:00:00Z',
  event_add: 'Town Hall, 1 Main Street, Lisbon',
  capacity: 3,
  fees: 12.5,
}

async function created(client: OlderClient, fields: object = {}) {
  const { status, body } = await client.post('/api/organiser/create_event', { ...eventFields, ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body.event.event_id as string
}

const organizer = await registered('organizer')

test('register, sign in, create, list, register for it, list that, pay: the whole way', async () => {
  const email = newEmail()
  const stranger = olderClient(origin)
  const first = await stranger.post('/api/users/register', { email, password, role: 'organizer', phone: 'passed over' })
  assert.equal(first.status, 201)
  assert.equal(first.body.message, 'User registered successfully.')
  assert.deepEqual(first.body.user, { id: first.body.user.id, email, role: 'organizer' })

  const login = await stranger.post('/api/users/login', { email, password })
  assert.equal(login.status, 200)
  const host = olderClient(origin, login.body.token)
  assert.match(host.token ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/)

  const none = await host.get('/api/organiser/events')
  assert.deepEqual([none.status, none.body.error], [404, 'No events found.'])
  const made = await host.post('/api/organiser/create_event', eventFields)
  assert.equal(made.status, 201)
  assert.equal(made.body.message, 'Event created successfully.')
  const { event } = made.body
  const shown = { event_id: event.event_id, ...eventFields, event_time: '2027-05-01T18:00:00.000Z', state: 'published' }
  assert.deepEqual(event, shown)
  assert.deepEqual((await host.get('/api/organiser/events')).body, { events: [shown] })

  const guest = await registered('user')
  const nowhere = await guest.client.get('/api/reg/get_registrevent')
  assert.deepEqual([nowhere.status, nowhere.body.error], [404, 'No events found for this user.'])
  const place = await guest.client.post('/api/reg/register_event', { event_id: event.event_id })
  assert.equal(place.status, 201)
  assert.equal(place.body.message, 'User registered for the event successfully.')
  const { order_id } = place.body.registration
  assert.deepEqual(place.body.registration, {
    order_id,
    event_id: event.event_id,
    status: 'awaiting_payment',
    amount_due: 12.5,
    currency: 'USD',
  })
  const going = await guest.client.get('/api/reg/get_registrevent')
  assert.deepEqual(going.body, {
    events: [
      {
        event_id: event.event_id,
        event_name: eventFields.e_name,
        event_time: '2027-05-01T18:00:00.000Z',
        event_address: eventFields.event_add,
      },
    ],
  })

  const paid = await guest.client.post('/api/payment/process_payment', {
    event_id: event.event_id,
    amount: 12.5,
    user_id: guest.id,
    payment_method: 'sandbox',
  })
  assert.equal(paid.status, 200)
  assert.deepEqual(paid.body, {
    message: 'Payment processed successfully.',
    payment: {
      id: paid.body.payment.id,
      order_id,
      amount: 12.5,
      currency: 'USD',
      provider: 'sandbox',
      status: 'succeeded',
    },
  })
  const tickets = await db
    .selectFrom('ticket')
    .select(['state', 'attendee_email'])
    .where('order_id', '=', order_id)
    .execute()
  assert.deepEqual(tickets, [{ state: 'valid', attendee_email: guest.email }])
})

test('a free event confirms at once, with tickets', async () => {
  const eventId = await created(organizer.client, { fees: 0 })
  const guest = await registered('user')
  const { status, body } = await guest.client.post('/api/reg/register_event', { event_id: eventId })
  assert.equal(status, 201)
  assert.equal(body.registration.status, 'confirmed')
  assert.equal(body.registration.amount_due, 0)
  assert.equal(body.registration.tickets.length, 1)
  assert.match(body.registration.tickets[0].qr, /^data:image\/png;base64,iVBOR/)
})

test('an email has one account, and passwords are checked', async () => {
  const stranger = olderClient(origin)
  const again = await stranger.post('/api/users/register', {
    email: organizer.email.toUpperCase(),
    password,
    role: 'user',
  })
  assert.deepEqual([again.status, again.body.code], [409, 'email_taken'])
  for (const given of [
    { email: organizer.email, password: 'wrong horse' },
    { email: 'nobody', password },
    { email: newEmail(), password: '' },
  ]) {
    const { status, body } = await stranger.post('/api/users/login', given)
    assert.deepEqual([status, body.error], [401, 'Invalid credentials.'])
  }
})

const badAccounts: [what: string, body: object][] = [
  ['no email', { password, role: 'user' }],
  ['an email that is none', { email: 'ada', password, role: 'user' }],
  ['a short password', { email: newEmail(), password: 'short', role: 'user' }],
  ['a role that is none', { email: newEmail(), password, role: 'administrator' }],
  ['no role', { email: newEmail(), password }],
]

for (const [what, body] of badAccounts)
  test(`${what} makes no account`, async () => {
    const reply = await olderClient(origin).post('/api/users/register', body)
    assert.equal(reply.status, 400)
    assert.equal(typeof reply.body.error, 'string')
  })

const badEvents: [what: string, fields: object, field: string][] = [
  ['no name', { e_name: undefined }, 'e_name'],
  ['a blank name', { e_name: '  ' }, 'e_name'],
  ['no place', { event_add: '' }, 'event_add'],
  ['a time that is none', { event_time: 'soon' }, 'event_time'],
  ['a time that is over', { event_time: '2020-01-01T10:00:00Z' }, 'event_time'],
  ['a time beyond all calendars', { event_time: '+200000-01-01T10:00:00Z' }, 'event_time'],
  ['no capacity', { capacity: 0 }, 'capacity'],
  ['half a place', { capacity: 2.5 }, 'capacity'],
  ['fees below nothing', { fees: -1 }, 'fees'],
  ['fees finer than a cent', { fees: 1.005 }, 'fees'],
  ['fees as text', { fees: '12.50' }, 'fees'],
  ['fees beyond counting', { fees: 1e20 }, 'fees'],
]

for (const [what, fields, field] of badEvents)
  test(`an event with ${what} is refused, and nothing of it stays`, async () => {
    const count = () =>
      db
        .selectFrom('event')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    const before = await count()
    const { status, body } = await organizer.client.post('/api/organiser/create_event', { ...eventFields, ...fields })
    assert.equal(status, 400)
    assert.ok(body.error)
    assert.ok(Object.keys(body.fields).includes(field), JSON.stringify(body.fields))
    assert.deepEqual(await count(), before)
  })

test('organizers alone create and list events', async () => {
  const user = await registered('user')
  for (const [client, status] of [
    [olderClient(origin), 401],
    [olderClient(origin, 'no.such.token'), 401],
    [user.client, 403],
  ] as const) {
    assert.equal((await client.post('/api/organiser/create_event', eventFields)).status, status)
    assert.equal((await client.get('/api/organiser/events')).status, status)
  }
})

test('what needs a person is refused without one', async () => {
  const stranger = olderClient(origin)
  assert.equal((await stranger.post('/api/reg/register_event', { event_id: crypto.randomUUID() })).status, 401)
  assert.equal((await stranger.get('/api/reg/get_registrevent')).status, 401)
  assert.equal((await stranger.post('/api/payment/process_payment', {})).status, 401)
})

test('a time without an offset is meant where the organizer is', async () => {
  const { client, id } = await registered('organizer')
  await db
    .updateTable('organization')
    .set({ time_zone: 'Asia/Kolkata' })
    .where('id', 'in', (q) => q.selectFrom('membership').select('organization_id').where('user_id', '=', id))
    .execute()
  await created(client, { event_time: '2027-05-01T18:00:00' })
  assert.equal((await client.get('/api/organiser/events')).body.events[0].event_time, '2027-05-01T12:30:00.000Z')
})

test('registering is refused for events that are not there, not public yet, called off, and over', async () => {
  const { client: guest } = await registered('user')
  const register = async (event_id: unknown) => {
    const { status, body } = await guest.post('/api/reg/register_event', { event_id })
    return [status, body.code]
  }
  const set = (id: string, state: 'draft' | 'waiting' | 'cancelled') =>
    db.updateTable('event').set({ state }).where('id', '=', id).execute()
  assert.deepEqual(await register(crypto.randomUUID()), [404, 'not_found'])
  assert.deepEqual(await register('7'), [400, 'invalid'])
  const eventId = await created(organizer.client)
  await set(eventId, 'draft')
  assert.deepEqual(await register(eventId), [404, 'not_found'])
  await set(eventId, 'waiting')
  assert.deepEqual(await register(eventId), [409, 'event_waiting'])
  await set(eventId, 'cancelled')
  assert.deepEqual(await register(eventId), [409, 'event_not_on_sale'])
  const over = await created(organizer.client)
  app.setNow('2027-05-01T21:00:00Z')
  assert.deepEqual(await register(over), [409, 'event_not_on_sale'])
  app.setNow(undefined)
})

test('a second registration is refused, paid or not, until the first has lapsed', async () => {
  const eventId = await created(organizer.client)
  const { client: guest, id } = await registered('user')
  const register = () => guest.post('/api/reg/register_event', { event_id: eventId })
  assert.equal((await register()).status, 201)
  const again = await register()
  assert.deepEqual([again.status, again.body.code], [409, 'already_registered'])
  await db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('user_id', '=', id)
    .execute()
  assert.equal((await register()).status, 201)
})

test('of many registrations of one person at once one is taken', async () => {
  const eventId = await created(organizer.client)
  const { client: guest } = await registered('user')
  // Six, because two seldom meet: without the lock two to four of them are taken.
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => guest.post('/api/reg/register_event', { event_id: eventId })),
  )
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409])
})

test('of more people than places the last are refused', async () => {
  const eventId = await created(organizer.client, { capacity: 2 })
  const guests = await Promise.all([1, 2, 3, 4].map(() => registered('user')))
  const replies = await Promise.all(
    guests.map(({ client }) => client.post('/api/reg/register_event', { event_id: eventId })),
  )
  assert.deepEqual(replies.map(({ status }) => status).sort(), [201, 201, 409, 409])
  assert.ok(replies.every(({ status, body }) => status === 201 || body.code === 'sold_out'))
})

test('a payment is refused, and nothing charged, unless all of it is right', async () => {
  const eventId = await created(organizer.client)
  const [guest, other] = [await registered('user'), await registered('user')]
  const right = { event_id: eventId, amount: 12.5, user_id: guest.id, payment_method: 'sandbox' }
  const pay = async (client: OlderClient, change: object = {}) => {
    const { status, body } = await client.post('/api/payment/process_payment', { ...right, ...change })
    return [status, body.code]
  }
  assert.deepEqual(await pay(guest.client), [404, 'not_found'])
  await guest.client.post('/api/reg/register_event', { event_id: eventId })
  assert.deepEqual(await pay(guest.client, { amount: 12.49 }), [409, 'amount_differs'])
  assert.deepEqual(await pay(guest.client, { amount: 12.5001 }), [409, 'amount_differs'])
  assert.deepEqual(await pay(guest.client, { amount: '12.5' }), [400, 'invalid'])
  assert.deepEqual(await pay(guest.client, { payment_method: 'stripe' }), [400, 'provider_unknown'])
  assert.deepEqual(await pay(guest.client, { payment_method: 'constructor' }), [400, 'provider_unknown'])
  assert.deepEqual(await pay(guest.client, { user_id: other.id }), [403, 'not_allowed'])
  assert.deepEqual(await pay(other.client), [403, 'not_allowed'])
  assert.deepEqual(await pay(other.client, { user_id: other.id }), [404, 'not_found'])
  assert.equal(
    (
      await db
        .selectFrom('payment')
        .selectAll()
        .where('order_id', 'in', (q) => q.selectFrom('order').select('id').where('event_id', '=', eventId))
        .execute()
    ).length,
    0,
  )

  await db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('event_id', '=', eventId)
    .execute()
  assert.deepEqual(await pay(guest.client), [409, 'hold_expired'])
  await guest.client.post('/api/reg/register_event', { event_id: eventId })
  await db.updateTable('users').set({ administrator: true }).where('id', '=', other.id).execute()
  assert.deepEqual(await pay(other.client), [200, undefined])
  assert.deepEqual(await pay(guest.client), [409, 'wrong_order_state'])
})

test('two payments of one registration at once charge it once', async () => {
  const eventId = await created(organizer.client)
  const guest = await registered('user')
  await guest.client.post('/api/reg/register_event', { event_id: eventId })
  const right = { event_id: eventId, amount: 12.5, user_id: guest.id, payment_method: 'sandbox' }
  const replies = await Promise.all([1, 2, 3].map(() => guest.client.post('/api/payment/process_payment', right)))
  for (const { status, body } of replies)
    assert.ok(status === 200 || body.code === 'wrong_order_state', JSON.stringify(body))
  assert.ok(replies.some(({ status }) => status === 200))
  const charged = await db
    .selectFrom('sandbox_payment')
    .innerJoin('payment', 'payment.ref', 'sandbox_payment.ref')
    .innerJoin('order', 'order.id', 'payment.order_id')
    .select('sandbox_payment.state')
    .where('order.event_id', '=', eventId)
    .execute()
  assert.deepEqual(charged, [{ state: 'paid' }])
})

test('where events are approved first, one that waits cannot be registered for', async () => {
  await app.app.services.platform.change('eventApproval', 'all')
  const { status, body } = await organizer.client.post('/api/organiser/create_event', eventFields)
  await app.app.services.platform.change('eventApproval', 'off')
  assert.deepEqual([status, body.event.state], [201, 'waiting'])
  const { client } = await registered('user')
  const refused = await client.post('/api/reg/register_event', { event_id: body.event.event_id })
  assert.deepEqual(
    [refused.status, refused.body.error],
    [409, 'This event is waiting for approval and cannot be booked yet.'],
  )
})

test('where emails are confirmed first, publishing and buying wait for it', async () => {
  const eventId = await created(organizer.client)
  await app.app.services.platform.change('verifiedEmailRequired', true)
  const host = await registered('organizer')
  const guest = await registered('user')
  const replies = [
    await host.client.post('/api/organiser/create_event', eventFields),
    await guest.client.post('/api/reg/register_event', { event_id: eventId }),
    await guest.client.post('/api/payment/process_payment', {
      event_id: eventId,
      amount: 12.5,
      user_id: guest.id,
      payment_method: 'sandbox',
    }),
  ]
  assert.deepEqual(
    replies.map(({ status, body }) => [status, body.code]),
    Array(3).fill([403, 'email_not_verified']),
  )
  await db.updateTable('users').set({ email_verified: true }).where('id', 'in', [host.id, guest.id]).execute()
  assert.equal((await host.client.post('/api/organiser/create_event', eventFields)).status, 201)
  assert.equal((await guest.client.post('/api/reg/register_event', { event_id: eventId })).status, 201)
  await app.app.services.platform.change('verifiedEmailRequired', false)
})

test('amounts have the decimals of the currency', async () => {
  const yen = await testApp({ CURRENCY: 'JPY' })
  const email = newEmail()
  const host = olderClient(yen.origin)
  await host.post('/api/users/register', { email, password, role: 'organizer' })
  host.token = (await host.post('/api/users/login', { email, password })).body.token
  assert.equal((await host.post('/api/organiser/create_event', { ...eventFields, fees: 12.5 })).status, 400)
  const { body } = await host.post('/api/organiser/create_event', { ...eventFields, fees: 1200 })
  const place = await host.post('/api/reg/register_event', { event_id: body.event.event_id })
  assert.equal(place.body.registration.amount_due, 1200)
  assert.equal(place.body.registration.currency, 'JPY')
})

test('an editor creates a draft, for those who may publish it', async () => {
  const { client, id } = await registered('user')
  const { organization_id } = await db
    .selectFrom('membership')
    .select('organization_id')
    .where('user_id', '=', organizer.id)
    .executeTakeFirstOrThrow()
  await db.insertInto('membership').values({ organization_id, user_id: id, role: 'editor' }).execute()
  const { status, body } = await client.post('/api/organiser/create_event', eventFields)
  assert.deepEqual([status, body.event.state], [201, 'draft'])
})

test('a token is good for as long as its session', async () => {
  const { client, id } = await registered('organizer')
  await db.deleteFrom('session').where('user_id', '=', id).execute()
  assert.equal((await client.get('/api/organiser/events')).status, 401)
})
