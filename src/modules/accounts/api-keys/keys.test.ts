import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast, inSession, organization, type Person, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { buy } from '../../../../test/sales.ts'
import { keyScopes, type Permission } from '../permissions.ts'
import { makeApiKey } from './keys.ts'

const lines: string[] = []
const app = await testApp({ LOG_LEVEL: 'trace' }, { logTo: { write: (line) => lines.push(line) } })
const { db, bearer } = app
const { owner, manager, editor, doorkeeper, stranger, administrator, own, foreign } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id)
const typeId = typeIds[0] ?? ''
const params = { organizationId: own.id }

const make = (
  who: Person,
  scopes: readonly string[],
  { days = null, organizationId = own.id }: { days?: number | null; organizationId?: string } = {},
) =>
  who.api['POST /api/organizations/:organizationId/api-keys']({
    params: { organizationId },
    body: { name: 'Ticket screen', scopes: scopes as Permission[], days },
  })
const revoke = (who: Person, keyId: string, organizationId = own.id) =>
  who.api['DELETE /api/organizations/:organizationId/api-keys/:keyId']({ params: { organizationId, keyId } })
const list = (who: Person, query: { cursor?: string; limit?: number } = {}) =>
  who.api['GET /api/organizations/:organizationId/api-keys']({ params, query })
const read = (key: string, event = eventId) => bearer(key)['GET /api/events/:eventId']({ params: { eventId: event } })
const isOver = (key: string) => refusedWith('api_key_refused', read(key))

/** A further member, and a key of theirs that reads events. */
async function keyOf(role: 'owner' | 'manager') {
  const member = await person(app)
  const membership = { organization_id: own.id, user_id: member.userId, role }
  await db.insertInto('membership').values(membership).execute()
  const { key, id } = await make(member, ['event.read', 'event.publish'])
  await read(key)
  return { member, membership, key, id }
}

test('a key is told once, kept as a hash, and shown by how it begins', async () => {
  const { key, id, ...made } = await make(owner, ['orders.read', 'event.read'], { days: 90 })
  assert.match(key, /^cfx_[0-9A-Za-z]{49}$/)
  assert.equal(made.start, key.slice(0, 10))
  assert.deepEqual([made.name, made.scopes, made.state], ['Ticket screen', ['event.read', 'orders.read'], 'live'])
  assert.equal(Date.parse(made.expiresAt ?? '') - Date.parse(made.createdAt), 90 * 86_400_000)
  assert.deepEqual(made.madeBy, { userId: owner.userId, name: owner.name })
  assert.deepEqual((await list(manager)).items[0], { id, ...made })
  const { rows } = await sql<{ row: string }>`select k::text as row from api_key k where id = ${id}`.execute(db)
  assert.ok(rows[0]?.row.includes(made.start) && !rows[0].row.includes(key))
  await read(key)
  await isOver(`${key}x`)
  assert.ok(lines.some((line) => line.includes(eventId)))
  assert.ok(!lines.some((line) => line.includes(key)))
})

test('a key does what it was given, in the name of who made it, and is named in the history', async () => {
  const { key, id } = await make(owner, ['event.read', 'event.create', 'event.edit', 'event.history'])
  const drafted = await bearer(key)['POST /api/organizations/:organizationId/events']({
    params,
    body: { name: 'Made by a program' },
  })
  const draft = { params: { eventId: drafted.id } }
  await bearer(key)['PATCH /api/events/:eventId']({ ...draft, body: { city: 'Porto' } })
  const { items } = await bearer(key)['GET /api/events/:eventId/acts']({ ...draft, query: {} })
  const shown = [owner.name, { id, name: 'Ticket screen' }]
  assert.deepEqual(
    items.map(({ kind, by, apiKey }) => [kind, by?.name, apiKey]),
    [
      ['event.edited', ...shown],
      ['event.created', ...shown],
    ],
  )
  const { items: all } = await administrator.api['GET /api/admin/acts']({ query: { event: drafted.id } })
  assert.deepEqual(
    all.map(({ apiKey }) => apiKey?.id),
    [id, id],
  )
  const lacking = bearer(key)['GET /api/events/:eventId/orders']({ params: { eventId }, query: {} })
  assert.match((await refusedWith('scope_missing', lacking)).detail, /orders\.read/)
  await refusedWith('scope_missing', bearer(key)['PATCH /api/organizations/:organizationId']({ params, body: {} }))
})

test('nothing of other organizations is there, not of those its maker works for either', async () => {
  const both = await person(app)
  const elsewhere = await organization(db, { owner: both })
  await db.insertInto('membership').values({ organization_id: own.id, user_id: both.userId, role: 'owner' }).execute()
  const { key } = await make(both, keyScopes, { organizationId: elsewhere.id })
  await refusedWith('not_found', read(key))
  await refusedWith('not_found', bearer(key)['GET /api/organizations/:organizationId']({ params }))
  await bearer(key)['GET /api/organizations/:organizationId']({ params: { organizationId: elsewhere.id } })
  const mine = (await make(both, keyScopes)).key
  await read(mine)
  const { grants } = await bearer(mine)['GET /api/organizations/:organizationId/members']({ params, query: {} })
  assert.deepEqual(grants, [])
})

test('as a co-host a key may do what its scopes, its maker and the co-host’s role all may, and nothing as the host', async () => {
  const both = await person(app)
  const guests = await organization(db, { owner: both })
  await db.insertInto('membership').values({ organization_id: own.id, user_id: both.userId, role: 'owner' }).execute()
  const { eventId: shared } = await makeEvent(owner, own.id)
  const { id: cohostId } = await owner.api['POST /api/events/:eventId/cohosts']({
    params: { eventId: shared },
    body: { slug: guests.slug, role: 'manager' },
  })
  const { key } = await make(both, ['event.read', 'event.edit', 'orders.read'], { organizationId: guests.id })
  await refusedWith('not_found', read(key, shared))
  await both.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({
    params: { organizationId: guests.id, cohostId },
  })
  const api = bearer(key)
  const of = { params: { eventId: shared } }
  assert.deepEqual(await api['GET /api/events/:eventId/permissions'](of), {
    host: false,
    permissions: ['event.read', 'event.edit'],
  })
  await api['PATCH /api/events/:eventId']({ ...of, body: { summary: 'Together.' } })
  await refusedWith('not_allowed', api['PATCH /api/events/:eventId']({ ...of, body: { currency: 'GBP' } }))
  await refusedWith('scope_missing', api['GET /api/events/:eventId/orders']({ ...of, query: {} }))
  assert.equal((await api['GET /api/events/:eventId/figures'](of)).taken, null)
  assert.equal((await both.api['GET /api/events/:eventId/figures'](of)).taken, 0)
  const host = bearer((await make(both, ['event.read'])).key)
  assert.equal((await host['GET /api/events/:eventId/figures'](of)).taken, null)
})

test('what people do themselves is refused, and where nobody need be known a key is nobody', async () => {
  const buyer = await person(app)
  const team = await organization(db, { owner: buyer })
  const { id: orderId } = await buy(buyer, { eventId, typeId })
  const { eventId: draftId, slug } = await makeEvent(buyer, team.id, { live: false })
  const { key } = await make(buyer, keyScopes, { organizationId: team.id })
  const api = bearer(key)
  const draft = { params: { eventId: draftId } }
  await refusedWith('not_by_key', api['DELETE /api/events/:eventId'](draft))
  await refusedWith(
    'not_by_key',
    api['POST /api/events/:eventId/receipts']({ ...draft, body: { payments: [orderId] } }),
  )
  await refusedWith('not_by_key', api['GET /api/me/transactions']({ query: {} }))
  await refusedWith('not_by_key', api['POST /api/me/confirmation']({ body: { password: 'correct horse' } }))
  await refusedWith('not_by_key', api['POST /api/sign-out']())
  await refusedWith('not_by_key', api['POST /api/organizations']({ body: { name: 'Another', timeZone: 'UTC' } }))
  await refusedWith('not_by_key', api['GET /api/admin/people']({ query: {} }))
  await refusedWith('not_found', api['GET /api/orders/:orderId']({ params: { orderId } }))
  assert.equal(await api['GET /api/me'](), null)
  assert.deepEqual((await api['GET /api/me/tickets']()).items, [])
  await refusedWith('not_found', api['GET /api/discover/:slug']({ params: { slug } }))
  await buyer.api['GET /api/discover/:slug']({ params: { slug } })
  const body = { lines: [{ ticketTypeId: typeId, quantity: 1 }] }
  const { id: held } = await api['POST /api/events/:eventId/orders']({ params: { eventId }, body })
  const order = await db.selectFrom('order').select('user_id').where('id', '=', held).executeTakeFirst()
  assert.deepEqual(order, { user_id: null })
})

test('a key of an administrator makes nobody one', async () => {
  await db
    .insertInto('membership')
    .values({ organization_id: own.id, user_id: administrator.userId, role: 'owner' })
    .execute()
  const { key } = await make(administrator, keyScopes)
  await read(key)
  await refusedWith('not_by_key', bearer(key)['GET /api/admin/people']({ query: {} }))
})

test('a cookie beside a key counts for nothing', async () => {
  const { key } = await make(owner, ['event.read'])
  const answer = await owner.fetch(`${app.origin}/api/events/${eventId}/orders`, {
    headers: { authorization: `Bearer ${key}` },
  })
  assert.equal(answer.status, 403)
})

test('a key is over at once when it is revoked, by whoever may make one', async () => {
  const { key, id } = await make(owner, ['event.read'])
  await refusedWith('not_found', revoke(stranger, id))
  await refusedWith('not_found', revoke(stranger, id, foreign.id))
  await refusedWith('not_allowed', revoke(editor, id))
  await read(key)
  await revoke(manager, id)
  await revoke(manager, id)
  await isOver(key)
  assert.equal((await list(owner)).items.find((one) => one.id === id)?.state, 'revoked')
  const acts = await db
    .selectFrom('act')
    .select(['kind', 'user_id', 'api_key_id', 'organization_id'])
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute()
  const of = { organization_id: own.id, api_key_id: null }
  assert.deepEqual(acts, [
    { kind: 'api_key.made', user_id: owner.userId, ...of },
    { kind: 'api_key.revoked', user_id: manager.userId, ...of },
  ])
})

test('a key that has expired is over, and says so', async () => {
  const { key, id } = await make(owner, ['event.read'], { days: 1 })
  await read(key)
  await db
    .updateTable('api_key')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', id)
    .execute()
  await isOver(key)
  assert.equal((await list(owner)).items.find((one) => one.id === id)?.state, 'expired')
})

test('a key may do no more than its maker may now', async () => {
  const { member, key } = await keyOf('owner')
  const publish = () => bearer(key)['POST /api/events/:eventId/publication']({ params: { eventId } })
  await refusedWith('wrong_event_state', publish())
  await db.updateTable('membership').set({ role: 'check-in' }).where('user_id', '=', member.userId).execute()
  await refusedWith('scope_missing', publish())
  await read(key)
})

test('a key is over when its maker leaves or is removed, also when they come back', async () => {
  for (const how of ['left', 'removed'] as const) {
    const { member, membership, key, id } = await keyOf('manager')
    if (how === 'left') await member.api['DELETE /api/organizations/:organizationId/membership']({ params })
    else
      await owner.api['DELETE /api/organizations/:organizationId/members/:userId']({
        params: { ...params, userId: member.userId },
      })
    await isOver(key)
    await db.insertInto('membership').values(membership).execute()
    await isOver(key)
    assert.equal((await list(owner)).items.find((one) => one.id === id)?.state, 'revoked')
  }
})

test('a key rests while its maker is banned or its organization is off sale', async () => {
  const { member, key } = await keyOf('manager')
  const of = { params: { userId: member.userId } }
  await administrator.api['PUT /api/admin/people/:userId/ban']({ ...of, body: { reason: 'Spam' } })
  await isOver(key)
  await administrator.api['DELETE /api/admin/people/:userId/ban'](of)
  await read(key)
  await administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({
    params,
    body: { reason: 'Spam' },
  })
  await isOver(key)
  await administrator.api['DELETE /api/admin/organizations/:organizationId/suspension']({ params })
  await read(key)
})

test('nobody makes a key that may do more than they, or than keys may', async () => {
  await refusedWith('not_allowed', make(editor, ['event.read']))
  await refusedWith('not_found', make(stranger, ['event.read']))
  await refusedWith('invalid', make(owner, []))
  for (const closed of ['members.edit', 'ownership.give', 'keys.edit', 'event.cancel', 'finance.edit', 'everything'])
    await refusedWith('invalid', make(owner, ['event.read', closed]))
  const more = { name: 'x', scopes: ['event.edit' as const], days: null }
  await assert.rejects(makeApiKey(db, own.id, more, await inSession(db, doorkeeper.userId), new Date()), {
    code: 'scope_not_yours',
  })
  const { items } = await list(owner)
  const params = { organizationId: own.id }
  const body = { scopes: ['event.read' as const], days: null }
  for (const wrong of [
    { ...body, name: '' },
    { ...body, name: 'x'.repeat(61) },
    { ...body, name: 'x', days: 0 },
  ])
    await refusedWith('invalid', owner.api['POST /api/organizations/:organizationId/api-keys']({ params, body: wrong }))
  const { key } = await make(owner, keyScopes)
  await refusedWith(
    'scope_missing',
    bearer(key)['POST /api/organizations/:organizationId/api-keys']({ params, body: { ...body, name: 'x' } }),
  )
  assert.equal((await list(owner)).items.length, items.length + 1)
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', manager.userId).execute()
  await refusedWith('confirm_it_is_you', make(manager, ['event.read']))
})

test('keys come page by page, newest first, with what one may give', async () => {
  const first = await list(owner, { limit: 2 })
  const second = await list(owner, { limit: 100, cursor: first.next ?? '' })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  assert.deepEqual(
    ids,
    (await list(owner, { limit: 100 })).items.map(({ id }) => id),
  )
  assert.deepEqual(ids, [...ids].sort().reverse())
  assert.equal(second.next, null)
  assert.deepEqual(first.grants, keyScopes)
})
