import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeEvent } from '../../test/events.ts'
import { testApp } from '../../test/harness.ts'
import { organization, type Person, person } from '../../test/people.ts'
import { buy, hold } from '../../test/sales.ts'
import { cookieOf, openSocket } from '../../test/sockets.ts'
import { tokenOf } from '../../test/world.ts'
import { type MemberRole, memberRoles } from '../modules/accounts/permissions.ts'
import type { RoomState } from './watch.ts'

const app = await testApp()
const administrator = await person(app, { administrator: true })
const members = Object.fromEntries(
  await Promise.all(memberRoles.map(async (role) => [role, await person(app)] as const)),
) as Record<MemberRole, Person>
const { id: organizationId } = await organization(app.db, members)

const come = (who?: Pick<Person, 'cookies'>) => openSocket(app.origin, who ? { headers: cookieOf(who) } : {})
const refused = (code: string) => ({ refused: code })
const isIn = (answer: object) => 'v' in answer
const stateOf = <T>(now: object) => (now as RoomState).state as T

interface Offers {
  onSale: boolean
  ticketTypes: { availability: string; left: number | null }[]
}

test('who may be in which room', async () => {
  const { eventId } = await makeEvent(members.owner, organizationId)
  const draft = await makeEvent(members.owner, organizationId, { live: false })
  const guests = await makeEvent(members.owner, organizationId, { event: { visibility: 'invite-only' } })
  const stranger = undefined
  const foreign = await person(app)
  await organization(app.db, { owner: foreign })
  const rooms = {
    own: (who: Person | undefined) => `person:${who?.userId ?? randomUUID()}`,
    anothers: () => `person:${members.finance.userId}`,
    event: () => `event:${eventId}`,
    draft: () => `event:${draft.eventId}`,
    guests: () => `event:${guests.eventId}`,
    studio: () => `studio:${eventId}`,
    door: () => `door:${eventId}`,
    nothing: () => `event:${randomUUID()}`,
  }
  type Outcomes = Record<keyof typeof rooms, string>
  const everybody = { event: 'in', nothing: 'not_found' }
  const worker = { ...everybody, own: 'in', anothers: 'not_found', draft: 'in', guests: 'in', studio: 'in' }
  const cases: [string, Person | undefined, Outcomes][] = [
    [
      'a stranger',
      stranger,
      {
        ...everybody,
        own: 'sign_in_required',
        anothers: 'sign_in_required',
        draft: 'not_found',
        guests: 'guests_only',
        studio: 'sign_in_required',
        door: 'sign_in_required',
      },
    ],
    [
      'an owner of another organization',
      foreign,
      {
        ...everybody,
        own: 'in',
        anothers: 'not_found',
        draft: 'not_found',
        guests: 'guests_only',
        studio: 'not_found',
        door: 'not_found',
      },
    ],
    ['an administrator', administrator, { ...worker, studio: 'not_found', door: 'not_found' }],
    ['an owner', members.owner, { ...worker, door: 'in' }],
    ['who is at the door', members['check-in'], { ...worker, door: 'in' }],
    ['an editor', members.editor, { ...worker, door: 'not_allowed' }],
  ]
  for (const [name, who, outcomes] of cases) {
    const socket = come(who)
    for (const [kind, room] of Object.entries(rooms)) {
      const answer = await socket.join(room(who))
      const outcome = isIn(answer) ? 'in' : (answer as { refused: string }).refused
      assert.equal(outcome, outcomes[kind as keyof Outcomes], `${name} in ${kind}`)
    }
    socket.socket.disconnect()
  }
})

test('a cookie that was forged, has ended or comes from another site makes nobody of anybody', async () => {
  const ana = await person(app)
  const room = `person:${ana.userId}`
  const { cookie } = cookieOf(ana)
  assert.ok(isIn(await openSocket(app.origin, { headers: { cookie } }).join(room)))
  const forged = openSocket(app.origin, { headers: { cookie: `${cookie.slice(0, -4)}AAA%3D` } })
  assert.deepEqual(await forged.join(room), refused('sign_in_required'))
  await app.db
    .updateTable('session')
    .set({ expires_at: new Date(0) })
    .where('user_id', '=', ana.userId)
    .execute()
  assert.deepEqual(await openSocket(app.origin, { headers: { cookie } }).join(room), refused('sign_in_required'))
})

test('pages of other sites open no socket, and programs without a site have no cookies', async () => {
  const ana = await person(app)
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
    await assert.rejects(openSocket(app.origin, { from: origin, headers: cookieOf(ana) }).opened)
  const program = openSocket(app.origin, { from: null, headers: cookieOf(ana) })
  assert.deepEqual(await program.join(`person:${ana.userId}`), refused('sign_in_required'))
})

test('nonsense is refused or ends the connection, and nobody else notices', async () => {
  const { eventId } = await makeEvent(members.owner, organizationId)
  const watching = come()
  assert.ok(isIn(await watching.join(`event:${eventId}`)))
  const odd = come()
  const ask = (...words: unknown[]) => new Promise((answer) => odd.socket.emit('join', ...(words as [string]), answer))
  const names = ['', 'event', `EVENT:${eventId}`, `event:${eventId.toUpperCase()}`, `event:${eventId}:`, 'event:1']
  const others = [
    'constructor:1',
    `__proto__:${eventId}`,
    `toString:${eventId}`,
    7,
    null,
    { event: eventId },
    [eventId],
  ]
  for (const name of [...names, ...others])
    assert.deepEqual(await ask(name), refused('not_found'), JSON.stringify(name))
  const raw = odd.socket as unknown as { emit(name: string, ...words: unknown[]): void }
  raw.emit('leave', { a: 1 })
  raw.emit('join')
  raw.emit('state', eventId, { v: 9 })
  raw.emit('unheard of', 1)
  assert.ok(isIn(await odd.join(`event:${eventId}`)))
  raw.emit('join', 'x'.repeat(200_000))
  assert.equal(await odd.closed, 'transport close')
  assert.ok(watching.socket.connected)
})

test('what is left of an event is told to all who look at it, also that it is back', async () => {
  const { eventId, typeIds } = await makeEvent(members.owner, organizationId, {
    types: [{ name: 'Seat', price: 1000, quantity: 12 }],
  })
  const [typeId = ''] = typeIds
  const room = `event:${eventId}`
  const [ana, ben] = [come(), come(members.owner)]
  assert.equal(stateOf<Offers>(await ana.join(room)).ticketTypes[0]?.availability, 'available')
  assert.ok(isIn(await ben.join(room)))
  const { id: orderId } = await hold(app.browser(), { eventId, typeId, quantity: 9 })
  await app.settle()
  for (const { next } of [ana, ben]) {
    const few = await next(room)
    assert.deepEqual([few.v, stateOf<Offers>(few).ticketTypes[0]?.left], [2, 3])
  }
  await hold(app.browser(), { eventId, typeId, quantity: 3 })
  await app.settle()
  assert.equal(stateOf<Offers>(await ana.next(room, ({ v }) => v === 3)).onSale, false)
  await app.db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('id', '=', orderId)
    .execute()
  await hold(app.browser(), { eventId, typeId })
  await app.settle()
  assert.equal(stateOf<Offers>(await ana.next(room, ({ v }) => v === 4)).ticketTypes[0]?.left, 8)
})

test('a crowd that buys is told of a few times, and a change that shows nowhere not at all', async () => {
  const { eventId, typeIds } = await makeEvent(members.owner, organizationId, {
    types: [{ name: 'Seat', price: 0, quantity: 40 }],
  })
  const [typeId = ''] = typeIds
  const room = `event:${eventId}`
  const ana = come()
  await ana.join(room)
  await Promise.all(Array.from({ length: 5 }, () => hold(app.browser(), { eventId, typeId })))
  await app.settle()
  await Promise.all(Array.from({ length: 32 }, () => hold(app.browser(), { eventId, typeId })))
  await app.settle()
  const few = await ana.next(room, (now) => stateOf<Offers>(now).ticketTypes[0]?.left === 3)
  assert.ok(few.v <= 3, `${few.v} states`)
})

test('sales and scans are told in the studio and at the door', async () => {
  const { eventId, typeIds } = await makeEvent(members.owner, organizationId, {
    types: [{ name: 'Seat', price: 500, quantity: 40 }],
  })
  const [studio, door] = [come(members.finance), come(members['check-in'])]
  assert.deepEqual(stateOf(await studio.join(`studio:${eventId}`)), { sold: 0, held: 0, admitted: 0, valid: 0 })
  assert.deepEqual(stateOf(await door.join(`door:${eventId}`)), { admitted: 0, valid: 0 })
  const { tickets } = await buy(app.browser(), { eventId, typeId: typeIds[0] ?? '', quantity: 2 })
  await app.settle()
  const sold = await studio.next(`studio:${eventId}`, (now) => stateOf<{ sold: number }>(now).sold === 2)
  assert.deepEqual(stateOf(sold), { sold: 2, held: 0, admitted: 0, valid: 2 })
  const nonce = randomUUID()
  const { api } = members['check-in']
  const params = { eventId }
  await api['POST /api/events/:eventId/scans']({ params, body: { nonce, ticketId: tickets[0]?.id ?? '' } })
  await app.settle()
  const counted = (admitted: number) =>
    door.next(`door:${eventId}`, (now) => stateOf<{ admitted: number }>(now).admitted === admitted)
  const { v } = await counted(1)
  await api['DELETE /api/events/:eventId/scans/:scanId']({ params: { ...params, scanId: nonce } })
  await app.settle()
  assert.ok((await door.next(`door:${eventId}`, (now) => now.v > v)).v > v)
})

test('whoever may see less is out at once: signed out, banned, taken off the team, or given a smaller role', async () => {
  const { eventId } = await makeEvent(members.owner, organizationId)
  const { id } = await organization(app.db, { owner: members.owner })
  const own = await makeEvent(members.owner, id)
  const take = async (role: MemberRole) => {
    const who = await person(app)
    await app.db.insertInto('membership').values({ organization_id: id, user_id: who.userId, role }).execute()
    const socket = come(who)
    for (const room of [`event:${eventId}`, `studio:${own.eventId}`, `door:${own.eventId}`])
      assert.ok(isIn(await socket.join(room)))
    return { ...socket, who }
  }
  const [leaver, banned, removed, demoted, onlooker] = await Promise.all(
    (['manager', 'manager', 'check-in', 'manager', 'manager'] as const).map(take),
  )
  await leaver?.who.api['POST /api/sign-out']()
  await administrator.api['PUT /api/admin/people/:userId/ban']({
    params: { userId: banned?.who.userId ?? '' },
    body: { reason: 'Tests.' },
  })
  await members.owner.api['DELETE /api/organizations/:organizationId/members/:userId']({
    params: { organizationId: id, userId: removed?.who.userId ?? '' },
  })
  await members.owner.api['PATCH /api/organizations/:organizationId/members/:userId']({
    params: { organizationId: id, userId: demoted?.who.userId ?? '' },
    body: { role: 'editor' },
  })
  await app.settle()
  assert.equal(await leaver?.closed, 'io server disconnect')
  assert.equal(await banned?.closed, 'io server disconnect')
  await removed?.left(`studio:${own.eventId}`)
  await removed?.left(`door:${own.eventId}`)
  await demoted?.left(`door:${own.eventId}`)
  assert.ok(isIn((await demoted?.join(`studio:${own.eventId}`)) ?? {}))
  assert.deepEqual(await demoted?.join(`door:${own.eventId}`), refused('not_allowed'))
  assert.ok(removed?.socket.connected && onlooker?.socket.connected)
})

test('who is not invited leaves an event that is taken back or becomes one for guests', async () => {
  const { eventId } = await makeEvent(members.owner, organizationId)
  const [stranger, owner] = [come(), come(members.owner)]
  const room = `event:${eventId}`
  assert.ok(isIn(await stranger.join(room)))
  assert.ok(isIn(await owner.join(room)))
  await members.owner.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { visibility: 'invite-only' } })
  await app.settle()
  await stranger.left(room)
  assert.deepEqual(await stranger.join(room), refused('guests_only'))
  assert.ok(isIn(await owner.join(room)))
})

test('programs show a bearer token, also from a site that they may run on, where cookies count for nothing', async () => {
  const site = 'https://app.example'
  const open = await testApp({ CORS_ORIGINS: site })
  const ana = await person(open)
  const { id } = await organization(open.db, { owner: ana })
  const { eventId } = await makeEvent(ana, id)
  const room = `person:${ana.userId}`
  const token = await tokenOf(open, ana.userId)
  const { key, id: keyId } = await ana.api['POST /api/organizations/:organizationId/api-keys']({
    params: { organizationId: id },
    body: { name: 'Screen', scopes: ['event.read'], days: null },
  })
  assert.ok(isIn(await openSocket(open.origin, { from: site, token }).join(room)))
  assert.ok(isIn(await openSocket(open.origin, { from: null, token }).join(room)))
  const withCookie = openSocket(open.origin, { from: site, headers: cookieOf(ana) })
  assert.deepEqual(await withCookie.join(room), refused('sign_in_required'))
  const screen = openSocket(open.origin, { from: null, token: key })
  assert.ok(isIn(await screen.join(`studio:${eventId}`)))
  assert.deepEqual(await screen.join(`door:${eventId}`), refused('scope_missing'))
  assert.deepEqual(await screen.join(room), refused('not_by_key'))
  const params = { organizationId: id, keyId }
  await ana.api['DELETE /api/organizations/:organizationId/api-keys/:keyId']({ params })
  await ana.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { name: 'Night market' } })
  await open.settle()
  assert.equal(await screen.closed, 'io server disconnect')
})

test('who asks too much is cut off, and a socket is in so many rooms at most', async () => {
  const limited = await testApp({ RATE_LIMITS: 'on' })
  const ana = await person(limited)
  const { id } = await organization(limited.db, { owner: ana })
  const events = await Promise.all(Array.from({ length: 7 }, () => makeEvent(ana, id)))
  const { join } = openSocket(limited.origin, { headers: cookieOf(ana) })
  const answers: object[] = []
  for (const { eventId } of events)
    for (const kind of ['event', 'studio', 'door']) answers.push(await join(`${kind}:${eventId}`))
  assert.equal(answers.filter(isIn).length, 20)
  assert.deepEqual(answers.at(-1), refused('too_many_requests'))
  const eager = openSocket(limited.origin)
  await eager.opened
  for (let turn = 0; turn < 100; turn++) eager.socket.emit('leave', 'event:1')
  assert.equal(await eager.closed, 'io server disconnect')
})
