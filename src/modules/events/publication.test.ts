import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast, organization, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { newId } from '../../db/id.ts'

const app = await testApp()
const { db } = app
const { owner, manager, administrator, stranger, own } = await cast(app)
const at = (eventId: string) => ({ params: { eventId } })
const publish = (eventId: string) => manager.api['POST /api/events/:eventId/publication'](at(eventId))
const withdraw = (eventId: string) => manager.api['DELETE /api/events/:eventId/publication'](at(eventId))
const cancel = (eventId: string) =>
  manager.api['POST /api/events/:eventId/cancellation']({ ...at(eventId), body: { message: '' } })
const facts = async (eventId: string) =>
  (await db.selectFrom('outbox').select(['fact', 'payload']).orderBy('id').execute())
    .filter(({ payload }) => (payload as { eventId?: string }).eventId === eventId)
    .map(({ fact }) => fact)
    .filter((fact) => fact !== 'event.changed')

const order = (eventId: string, state: 'held' | 'paid', expires_at: Date | null) =>
  db
    .insertInto('order')
    .values({
      id: newId(),
      event_id: eventId,
      organization_id: own.id,
      code: newId(),
      state,
      secret_hash: newId(),
      currency: 'EUR',
      total: 0,
      expires_at,
      name: 'A',
      email: 'a@example.org',
      paid_at: state === 'paid' ? new Date() : null,
    })
    .execute()

test('what is missing is named, each with its place', async () => {
  const { eventId } = await makeEvent(owner, own.id, {
    types: [],
    event: { startsAt: null, endsAt: null, venue: '' },
    live: false,
  })
  const problem = await refusedWith('not_ready_to_publish', publish(eventId))
  assert.equal(problem.status, 409)
  const { ready, items } = await manager.api['GET /api/events/:eventId/checklist'](at(eventId))
  assert.equal(ready, false)
  assert.deepEqual(
    items.filter(({ done, required }) => required && !done).map(({ key }) => key),
    ['date', 'place', 'tickets'],
  )
  assert.equal(items.find(({ key }) => key === 'date')?.path, `/studio/${own.slug}/events/${eventId}/page#date`)
  assert.equal(items.find(({ key }) => key === 'tickets')?.path, `/studio/${own.slug}/events/${eventId}/tickets`)
})

test('a ticket type that is off sale, or whose sale is over, does not make an event ready', async () => {
  const types = [
    { name: 'Off', price: 0, onSale: false },
    { name: 'Over', price: 0, saleEndsAt: '2020-01-01T00:00' },
  ]
  const { eventId } = await makeEvent(owner, own.id, { types, live: false })
  await refusedWith('not_ready_to_publish', publish(eventId))
})

test('a complete draft goes live once, also when asked twice at once', async () => {
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  const results = await Promise.allSettled([publish(eventId), publish(eventId)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await refusedWith('wrong_event_state', publish(eventId))
  assert.deepEqual(await facts(eventId), ['event.published'])
})

test('a live event cannot lose its date', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const patch = owner.api['PATCH /api/events/:eventId']
  await refusedWith('not_ready_to_publish', patch({ ...at(eventId), body: { endsAt: null } }), 'endsAt')
})

test('a live event goes back to draft while nobody has a place', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await order(eventId, 'held', new Date(Date.now() + 60_000))
  await refusedWith('event_has_orders', withdraw(eventId))
  await db
    .updateTable('order')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('event_id', '=', eventId)
    .execute()
  assert.equal((await withdraw(eventId)).state, 'draft')
  await refusedWith('wrong_event_state', withdraw(eventId))
  await publish(eventId)
  await order(eventId, 'paid', null)
  await refusedWith('event_has_orders', withdraw(eventId))
})

test('a cancelled event stays as it is', async () => {
  const { eventId, typeIds } = await makeEvent(owner, own.id)
  await order(eventId, 'paid', null)
  const results = await Promise.allSettled([cancel(eventId), cancel(eventId)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.deepEqual(await facts(eventId), ['event.published', 'event.cancelled'])
  const params = { eventId }
  await refusedWith('wrong_event_state', publish(eventId))
  await refusedWith('wrong_event_state', withdraw(eventId))
  await refusedWith('wrong_event_state', owner.api['PATCH /api/events/:eventId']({ params, body: { name: 'No' } }))
  await refusedWith('wrong_event_state', owner.api['DELETE /api/events/:eventId']({ params }))
  await refusedWith('wrong_event_state', owner.api['DELETE /api/events/:eventId/cover']({ params }))
  await refusedWith(
    'wrong_event_state',
    owner.api['POST /api/events/:eventId/ticket-types']({ params, body: { name: 'x', price: 0 } }),
  )
  await refusedWith(
    'wrong_event_state',
    owner.api['PUT /api/events/:eventId/capacity']({ params, body: { capacity: 5 } }),
  )
  const ticketTypeId = typeIds[0] ?? ''
  await refusedWith(
    'wrong_event_state',
    owner.api['PATCH /api/events/:eventId/ticket-types/:ticketTypeId']({
      params: { eventId, ticketTypeId },
      body: { price: 1 },
    }),
  )
  await refusedWith(
    'wrong_event_state',
    owner.api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({ params: { eventId, ticketTypeId } }),
  )
})

test('a draft cannot be cancelled, nor a live event deleted', async () => {
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  await refusedWith('wrong_event_state', cancel(eventId))
  await publish(eventId)
  await refusedWith('wrong_event_state', owner.api['DELETE /api/events/:eventId'](at(eventId)))
})

test('where all events are approved, they wait for an administrator', async () => {
  await app.app.services.platform.change('eventApproval', 'all')
  try {
    const { eventId } = await makeEvent(owner, own.id)
    const decide = (by: typeof owner, approved: boolean) =>
      by.api['POST /api/admin/events/:eventId/approval']({
        params: { eventId },
        body: { approved, reason: 'The place is missing.' },
      })
    const waiting = await administrator.api['GET /api/admin/events']({ query: {} })
    assert.deepEqual(
      waiting.items.map(({ id, state, organizer }) => [id, state, organizer.slug]),
      [[eventId, 'waiting', own.slug]],
    )
    await refusedWith('not_allowed', decide(owner, true))
    await refusedWith('not_allowed', owner.api['GET /api/admin/events']({ query: {} }))
    await refusedWith('sign_in_required', app.browser().api['GET /api/admin/events']({ query: {} }))
    assert.equal((await decide(administrator, false)).state, 'draft')
    await refusedWith('wrong_event_state', decide(administrator, true))
    assert.equal((await publish(eventId)).state, 'waiting')
    const results = await Promise.allSettled([decide(administrator, true), decide(administrator, true)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.deepEqual(await facts(eventId), [
      'event.submitted',
      'event.returned',
      'event.submitted',
      'event.published',
      'event.approved',
    ])
    assert.equal((await administrator.api['GET /api/admin/events']({ query: {} })).items.length, 0)
    await refusedWith(
      'not_found',
      administrator.api['POST /api/admin/events/:eventId/approval']({
        params: { eventId: newId() },
        body: { approved: true },
      }),
    )
  } finally {
    await app.app.services.platform.change('eventApproval', 'off')
  }
})

test('what waits is not approved once it lacks something again', async () => {
  await app.app.services.platform.change('eventApproval', 'all')
  try {
    const { eventId, typeIds } = await makeEvent(owner, own.id)
    await owner.api['DELETE /api/events/:eventId/ticket-types/:ticketTypeId']({
      params: { eventId, ticketTypeId: String(typeIds[0]) },
    })
    const decide = (approved: boolean) =>
      administrator.api['POST /api/admin/events/:eventId/approval']({
        params: { eventId },
        body: { approved, reason: 'The place is missing.' },
      })
    await refusedWith('not_ready_to_publish', decide(true))
    assert.equal((await decide(false)).state, 'draft')
  } finally {
    await app.app.services.platform.change('eventApproval', 'off')
  }
})

test('where first events are approved, the second goes live by itself', async () => {
  await app.app.services.platform.change('eventApproval', 'first')
  try {
    const { id } = await organization(db, { owner })
    const first = await makeEvent(owner, id)
    const state = async (eventId: string) => (await owner.api['GET /api/events/:eventId'](at(eventId))).state
    assert.equal(await state(first.eventId), 'waiting')
    assert.equal((await owner.api['DELETE /api/events/:eventId/publication'](at(first.eventId))).state, 'draft')
    await owner.api['POST /api/events/:eventId/publication'](at(first.eventId))
    await administrator.api['POST /api/admin/events/:eventId/approval']({
      ...at(first.eventId),
      body: { approved: true },
    })
    assert.equal(await state((await makeEvent(owner, id)).eventId), 'published')
  } finally {
    await app.app.services.platform.change('eventApproval', 'off')
  }
})

test('publishing needs a confirmed email where the platform says so', async () => {
  const unconfirmed = await person(app, { emailVerified: false })
  const { id } = await organization(db, { owner: unconfirmed })
  const { eventId } = await makeEvent(unconfirmed, id, { live: false })
  await app.app.services.platform.change('verifiedEmailRequired', true)
  try {
    await refusedWith('email_not_verified', unconfirmed.api['POST /api/events/:eventId/publication'](at(eventId)))
  } finally {
    await app.app.services.platform.change('verifiedEmailRequired', false)
  }
  assert.equal((await unconfirmed.api['POST /api/events/:eventId/publication'](at(eventId))).state, 'published')
})

test('calendars hear of changes that move them', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const sequence = async () =>
    (await db.selectFrom('event').select('sequence').where('id', '=', eventId).executeTakeFirstOrThrow()).sequence
  const patch = (body: Record<string, unknown>) => owner.api['PATCH /api/events/:eventId']({ ...at(eventId), body })
  await patch({ summary: 'Not of interest', venue: 'Pier 3' })
  assert.equal(await sequence(), 0)
  await patch({ venue: 'Pier 4' })
  assert.equal(await sequence(), 1)
  await cancel(eventId)
  assert.equal(await sequence(), 2)
})

test('a stranger cannot approve, publish or cancel', async () => {
  const { eventId } = await makeEvent(owner, own.id, { live: false })
  await refusedWith('not_found', stranger.api['POST /api/events/:eventId/publication'](at(eventId)))
  await refusedWith(
    'not_allowed',
    stranger.api['POST /api/admin/events/:eventId/approval']({ ...at(eventId), body: { approved: true } }),
  )
})
