import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { meeting } from '../../../test/meeting.ts'
import { cast, organization, person } from '../../../test/people.ts'
import { waiting } from '../../../test/waiting.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { hashSecret, newSecret } from '../../lib/secrets.ts'
import { deskIn } from './desk.ts'
import { answerGuest } from './guest-answers.ts'
import { askForGuestCode, claimGuest } from './guest-codes.ts'
import { acceptByOrder, inviteGuests, mailGuestAgain, revokeGuest } from './guests.ts'

const app = await testApp()
const { db, settle } = app
const { owner, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, { event: { visibility: 'invite-only' } })
const [ticketTypeId = ''] = typeIds
const { secret } = app.app.services
const now = () => new Date()
const lanes = Array.from({ length: 12 }, () => app.connect(1))
// A connection is opened before the race, so that the race is about the invitation.
await Promise.all(lanes.map((lane) => sql`select 1`.execute(lane.db)))

async function invited(places = 1) {
  const email = `${newId()}@example.org`
  await inviteGuests(db, eventId, { guests: [{ email }], places, message: '' }, owner.userId, now())
  const { id } = await db.selectFrom('event_guest').select('id').where('email', '=', email).executeTakeFirstOrThrow()
  return { email, guestId: id }
}

async function withCode() {
  const { email, guestId } = await invited()
  await askForGuestCode(db, guestId, now())
  await settle()
  const code = (await mails(db, email)).map(({ text }) => /\b\d{8}\b/.exec(text)?.[0]).findLast(Boolean) ?? ''
  return { guestId, code }
}

const race = <T>(work: (lane: Db, index: number) => Promise<T>) =>
  Promise.allSettled(lanes.map((lane, index) => work(lane.db, index)))
const won = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === 'fulfilled').length
const refusals = (outcomes: PromiseSettledResult<unknown>[]) => [
  ...new Set(
    outcomes.flatMap((one) =>
      one.status === 'rejected' ? [one.reason instanceof Refusal ? one.reason.code : one.reason] : [],
    ),
  ),
]

test('of twelve browsers with the same code at the same moment one has the invitation', async () => {
  const { guestId, code } = await withCode()
  const outcomes = await race((lane) => claimGuest({ db: lane, secret, now }, guestId, code, null))
  assert.equal(won(outcomes), 1)
  assert.deepEqual(refusals(outcomes), ['email_code_wrong'])
  const [opens] = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const { secret_hash } = await rowOf(guestId)
  assert.equal(secret_hash, hashSecret(opens ?? ''))
})

test('looked at first and written after, the same code lets all of them in: the condition of the update is what holds', async () => {
  const { guestId } = await withCode()
  const together = meeting(lanes.length)
  const outcomes = await race(async (lane) => {
    const { code_asked } = await lane
      .selectFrom('event_guest')
      .select('code_asked')
      .where('id', '=', guestId)
      .executeTakeFirstOrThrow()
    await together()
    if (code_asked === null) throw new Error('used')
    await lane
      .updateTable('event_guest')
      .set({ secret_hash: hashSecret(newSecret()), code_asked: null, code_expires_at: null })
      .where('id', '=', guestId)
      .execute()
  })
  assert.equal(won(outcomes), lanes.length)
})

test('one invitation, many carts at once: no more places than it says', async () => {
  const { email, guestId } = await invited(2)
  const guest = await person(app, { email })
  const outcomes = await race((lane, index) =>
    deskIn(lane, { now, secret }).submit(eventId, {
      kind: 'hold',
      orderId: newId(),
      person: { userId: guest.userId, email, browserId: `browser ${index}` },
      visitor: { userId: guest.userId, email, administrator: false, secrets: [] },
      lines: [{ ticketTypeId, quantity: 1 }],
      language: 'en',
      buyer: null,
    }),
  )
  assert.equal(won(outcomes), 2)
  assert.deepEqual(refusals(outcomes), ['guest_places'])
  const { orders } = await db
    .selectFrom('order')
    .select(({ fn }) => fn.countAll<number>().as('orders'))
    .where('guest_id', '=', guestId)
    .executeTakeFirstOrThrow()
  assert.equal(Number(orders), 2)
})

test('counted without the lock, each cart has a place of the two: the lock of the stocks is what holds', async () => {
  const { guestId } = await invited(2)
  const { organization_id } = await db
    .selectFrom('event')
    .select('organization_id')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  const together = meeting(lanes.length)
  const outcomes = await race(async (lane, index) => {
    const { rows } = await sql<{ left: number }>`
      select i.places - (select count(*)::int from "order" o where o.guest_id = i.id) as left from event_guest i
      where i.id = ${guestId}`.execute(lane)
    await together()
    if ((rows[0]?.left ?? 0) < 1) throw new Refusal('guest_places', { left: 0 })
    await sql`
      insert into "order" (id, event_id, organization_id, code, state, guest_id, secret_hash, language, currency, tax, fee, commission, total,
        refund_policy, expires_at, created_at)
      values (${newId()}, ${eventId}, ${organization_id}, ${`RACE${String(index).padStart(2, '0')}`}, 'held', ${guestId}, ${hashSecret(newSecret())},
        'en', 'EUR', 0, 0, 0, 0, '{"kind":"none"}'::jsonb, ${new Date(now().getTime() + 600_000)}, ${now()})`.execute(
      lane,
    )
  })
  assert.deepEqual(refusals(outcomes), [])
  assert.equal(won(outcomes), lanes.length)
})

test('the same people invited from two desks at once are invited once each', async () => {
  const guests = Array.from({ length: 40 }, () => ({ email: `${newId()}@example.org` }))
  const outcomes = await race((lane, index) => {
    const list = index % 2 === 0 ? guests : guests.toReversed()
    return inviteGuests(lane, eventId, { guests: list, places: 1, message: '' }, owner.userId, now())
  })
  const sum = outcomes.reduce((total, one) => total + (one.status === 'fulfilled' ? one.value.invited : Number.NaN), 0)
  assert.equal(sum, guests.length)
})

test('revoked and accepted at once, it is revoked in the end', async () => {
  const { guestId } = await invited()
  const outcomes = await race((lane, index) =>
    index === 0
      ? revokeGuest(lane, { eventId, guestId }, now())
      : answerGuest(lane, guestId, { state: 'accepted' }, null, now()),
  )
  assert.ok(refusals(outcomes).every((code) => code === 'invitation_closed'))
  assert.equal((await rowOf(guestId)).state, 'revoked')
})

test('looked at first and written after, a revoked invitation is accepted in the end: the lock of its row is what holds', async () => {
  const { guestId } = await invited()
  const together = meeting(lanes.length)
  let revoked = () => {}
  const first = new Promise<void>((resolve) => {
    revoked = resolve
  })
  const outcomes = await race(async (lane, index) => {
    const { state } = await lane
      .selectFrom('event_guest')
      .select('state')
      .where('id', '=', guestId)
      .executeTakeFirstOrThrow()
    await together()
    if (state === 'revoked') throw new Refusal('invitation_closed', { state: 'withdrawn' })
    if (index > 0) await first
    const set = { state: index === 0 ? ('revoked' as const) : ('accepted' as const), answered_at: now() }
    await lane.updateTable('event_guest').set(set).where('id', '=', guestId).execute()
    revoked()
  })
  assert.deepEqual(refusals(outcomes), [])
  assert.equal((await rowOf(guestId)).state, 'accepted')
})

test('a list of people who are invited already waits for none of them', async () => {
  const { email, guestId } = await invited()
  const [one, other] = [app.connect(1), app.connect(1)]
  await sql`set lock_timeout = '3s'`.execute(other.db)
  await one.db.transaction().execute(async (tx) => {
    await acceptByOrder(tx, [guestId], now())
    const told = await inviteGuests(
      other.db,
      eventId,
      { guests: [{ email }], places: 1, message: '' },
      owner.userId,
      now(),
    )
    assert.deepEqual(told, { invited: 0, already: 1, unwanted: 0 })
  })
})

test('places of several guests are taken in the order of their addresses, in which a list invites anew', async () => {
  const [last, first] = [`b${newId()}@example.org`, `a${newId()}@example.org`]
  const ids: string[] = []
  for (const email of [last, first]) {
    await inviteGuests(db, eventId, { guests: [{ email }], places: 1, message: '' }, owner.userId, now())
    ids.push((await db.selectFrom('event_guest').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id)
  }
  const [lastId = '', firstId = ''] = ids
  const [barrier, desk, probe] = [app.connect(1), app.connect(1), app.connect(1)]
  let taking: Promise<void> | undefined
  await barrier.db.transaction().execute(async (tx) => {
    await sql`select from event_guest where id = ${firstId} for update`.execute(tx)
    taking = desk.db.transaction().execute((held) => acceptByOrder(held, ids, now()))
    await waiting(db)
    // Whoever waits for the first holds none of those after it.
    await sql`select from event_guest where id = ${lastId} for update nowait`.execute(probe.db)
  })
  await taking
  assert.equal((await rowOf(lastId)).state, 'accepted')
})

test('ten thousand people in a day are counted over all events of an organization, also of lists that go out at once', async () => {
  const boss = await person(app)
  const firm = await organization(db, { owner: boss })
  const two = []
  for (let made = 0; made < 2; made++)
    two.push((await makeEvent(boss, firm.id, { event: { visibility: 'invite-only' } })).eventId)
  const [firstEvent = '', secondEvent = ''] = two
  await sql`
    insert into event_guest (id, event_id, email, name, places, message, invited_at, mailed_at)
    select gen_random_uuid(), ${firstEvent}, 'row-' || n || '@example.org', '', 1, '', ${now()}, ${now()}
    from generate_series(1, 9999) n`.execute(db)
  const inviteTo = (to: Db, event: string) =>
    inviteGuests(
      to,
      event,
      { guests: [{ email: `${newId()}@example.org` }], places: 1, message: '' },
      boss.userId,
      now(),
    )
  const [one, other] = [app.connect(1), app.connect(1)]
  let second: Promise<PromiseSettledResult<unknown>[]> | undefined
  await one.db.transaction().execute(async (tx) => {
    await inviteTo(tx, firstEvent)
    second = Promise.allSettled([inviteTo(other.db, secondEvent)])
    await Promise.race([second, waiting(db)])
  })
  assert.deepEqual(refusals((await second) ?? []), ['too_many_requests'])
  // Somebody who was invited before that day: mailed again, they are one more.
  const { id: guestId } = await db
    .updateTable('event_guest')
    .set({ mailed_at: new Date(now().getTime() - 2 * 24 * 3600_000) })
    .where('event_id', '=', firstEvent)
    .where('email', '=', 'row-1@example.org')
    .returning('id')
    .executeTakeFirstOrThrow()
  await inviteTo(db, secondEvent)
  const again = await Promise.allSettled([mailGuestAgain(db, { eventId: firstEvent, guestId }, now())])
  assert.deepEqual(refusals(again), ['too_many_requests'])
})

const rowOf = (guestId: string) =>
  db.selectFrom('event_guest').selectAll().where('id', '=', guestId).executeTakeFirstOrThrow()
