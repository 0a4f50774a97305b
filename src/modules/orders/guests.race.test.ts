import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast, person } from '../../../test/people.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import { hashSecret, newSecret } from '../../lib/secrets.ts'
import { deskIn } from './desk.ts'
import { answerGuest } from './guest-answers.ts'
import { askForGuestCode, claimGuest } from './guest-codes.ts'
import { inviteGuests, revokeGuest } from './guests.ts'

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
  let waiting = lanes.length
  let go = () => {}
  const all = new Promise<void>((resolve) => {
    go = resolve
  })
  const outcomes = await race(async (lane) => {
    const { code_asked } = await lane
      .selectFrom('event_guest')
      .select('code_asked')
      .where('id', '=', guestId)
      .executeTakeFirstOrThrow()
    if (--waiting === 0) go()
    await all
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

const rowOf = (guestId: string) =>
  db.selectFrom('event_guest').selectAll().where('id', '=', guestId).executeTakeFirstOrThrow()
