import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { linkTo, mails } from '../../../test/mail.ts'
import { cast, organization, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { inviteCohost } from './cohosts.ts'
import type { CohostRole, MemberRole } from './permissions.ts'

const app = await testApp()
const { db } = app
const { owner, editor, stranger, own, foreign } = await cast(app)
const { eventId, slug } = await makeEvent(owner, own.id)

const people = {
  owner: await person(app, { name: 'Gala Guest' }),
  editor: await person(app, { name: 'Eli Editor' }),
  'check-in': await person(app, { name: 'Dov Doors' }),
} satisfies Partial<Record<MemberRole, Person>>
const guests = await organization(db, people, { name: 'Guest House' })

const ask = (who: Person, at: string, role: CohostRole, event = eventId) =>
  who.api['POST /api/events/:eventId/cohosts']({ params: { eventId: event }, body: { slug: at, role } })
const accept = (who: Person, cohostId: string, organizationId = guests.id) =>
  who.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({
    params: { organizationId, cohostId },
  })
const decline = (who: Person, cohostId: string, organizationId = guests.id) =>
  who.api['DELETE /api/organizations/:organizationId/cohosted-events/:cohostId']({
    params: { organizationId, cohostId },
  })
const end = (who: Person, cohostId: string, event = eventId) =>
  who.api['DELETE /api/events/:eventId/cohosts/:cohostId']({ params: { eventId: event, cohostId } })
const read = (who: Person, event = eventId) => who.api['GET /api/events/:eventId']({ params: { eventId: event } })
const cohostsOnPage = async () =>
  (await app.browser().api['GET /api/discover/:slug']({ params: { slug } })).cohosts.map(({ name }) => name)

test('another organization is asked, agrees, stands on the page, and its members help by the lesser of two roles', async () => {
  const { id, state } = await ask(owner, guests.slug, 'manager')
  assert.equal(state, 'invited')
  await app.settle()
  assert.match((await mails(db, people.owner.email))[0]?.subject ?? '', /^Host .+ together\?$/)
  assert.equal((await linkTo(db, people.owner.email)).pathname, `/studio/${guests.slug}`)
  assert.deepEqual(await mails(db, people.editor.email), [])
  await refusedWith('not_found', read(people.owner))
  assert.deepEqual(await cohostsOnPage(), [])
  await refusedWith('not_allowed', accept(people.editor, id))
  await refusedWith('not_found', accept(stranger, id))
  await refusedWith('not_found', accept(stranger, id, foreign.id))

  await accept(people.owner, id)
  await accept(people.owner, id)
  assert.deepEqual(await cohostsOnPage(), ['Guest House'])
  const may = async (who: Person) => who.api['GET /api/events/:eventId/permissions']({ params: { eventId } })
  assert.deepEqual(await may(people.editor), {
    host: false,
    permissions: ['event.read', 'event.edit', 'ticketing.edit'],
  })
  assert.equal((await may(owner)).host, true)
  const edit = (who: Person) =>
    who.api['PATCH /api/events/:eventId']({ params: { eventId }, body: { summary: 'Together.' } })
  await edit(people.editor)
  await refusedWith('not_allowed', edit(people['check-in']))
  const { currency, testMode, refundPolicy, byHand } = await read(owner)
  const change = (body: Parameters<(typeof owner.api)['PATCH /api/events/:eventId']>[0]['body']) =>
    people.editor.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
  await change({ currency, testMode, refundPolicy, byHand })
  await refusedWith('not_allowed', change({ currency: currency === 'GBP' ? 'EUR' : 'GBP' }))
  await refusedWith('not_allowed', change({ testMode: !testMode }))
  await refusedWith('not_allowed', change({ byHand: { door: { days: 3, hoursBefore: null } } }))
  const policy = { kind: 'steps' as const, steps: [{ secondsBefore: 0, percent: 100 }], fee: true }
  await refusedWith('not_allowed', change({ refundPolicy: policy }))
  const window = { closesAt: '2099-11-28T12:00', percent: 100, fee: true }
  await refusedWith('not_allowed', change({ startsAt: '2099-11-28T21:00', refundWindow: window }))
  await refusedWith('not_allowed', people.owner.api['GET /api/events/:eventId/orders']({ params: { eventId } }))
  await refusedWith(
    'not_allowed',
    people.owner.api['POST /api/events/:eventId/cancellation']({ params: { eventId }, body: { message: '' } }),
  )
  await refusedWith('not_allowed', ask(people.owner, foreign.slug, 'editor'))
  const doors = await people['check-in'].api['GET /api/me/doors']({})
  assert.deepEqual(
    doors.events.map((event) => event.id),
    [eventId],
  )
  assert.deepEqual((await people.editor.api['GET /api/me/doors']({})).events, [])
  const other = await makeEvent(owner, own.id, { event: { name: 'Not theirs' } })
  await refusedWith('not_found', read(people.owner, other.eventId))

  await end(owner, id)
  await end(owner, id)
  await refusedWith('not_found', read(people.owner))
  await refusedWith('invitation_closed', accept(people.owner, id))
  assert.deepEqual(await cohostsOnPage(), [])
  const acts = await db
    .selectFrom('act')
    .select('kind')
    .where('event_id', '=', eventId)
    .where('kind', 'like', 'cohost.%')
    .orderBy('id')
    .execute()
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ['cohost.invited', 'cohost.accepted', 'cohost.ended'],
  )
})

test('a draft is open to those who co-host it', async () => {
  const draft = await makeEvent(owner, own.id, { event: { name: 'Draft' }, live: false })
  const page = () => people.editor.api['GET /api/discover/:slug']({ params: { slug: draft.slug } })
  const { id } = await ask(owner, guests.slug, 'editor', draft.eventId)
  await refusedWith('not_found', page())
  await accept(people.owner, id)
  assert.equal((await page()).preview, true)
})

test('who may not ask, and who cannot be asked', async () => {
  await refusedWith('not_allowed', ask(editor, guests.slug, 'editor'))
  await refusedWith('not_found', ask(stranger, guests.slug, 'editor'))
  await refusedWith('organization_unknown', ask(owner, 'no-such-place', 'editor'), 'slug')
  await refusedWith('cohost_is_host', ask(owner, own.slug, 'editor'), 'slug')
  await refusedWith('invalid', ask(owner, guests.slug, 'finance' as CohostRole))
  const { id } = await ask(owner, guests.slug, 'check-in')
  await refusedWith('already_cohost', ask(owner, guests.slug, 'editor'), 'slug')
  await refusedWith('not_found', end(stranger, id))
  await decline(people.owner, id)
  await decline(people.owner, id)
  await refusedWith('invitation_closed', accept(people.owner, id))
  const again = await ask(owner, guests.slug, 'check-in')
  await refusedWith('not_found', end(owner, again.id, (await makeEvent(owner, own.id)).eventId))
  const { items } = await people.owner.api['GET /api/organizations/:organizationId/cohosted-events']({
    params: { organizationId: guests.id },
  })
  assert.deepEqual([items[0]?.id, items[0]?.state, items[0]?.host.name], [again.id, 'invited', 'Tidal Works'])
  await end(owner, again.id)
})

test('an organization that keeps declining is asked about one event five times in a day', async () => {
  const event = await makeEvent(owner, own.id)
  const askOn = (at: Date, of = event.eventId) =>
    inviteCohost(db, { eventId: of, slug: guests.slug, role: 'editor' }, owner.userId, at)
  const at = (hours: number) => new Date(Date.UTC(2099, 0, 1, hours))
  for (let hours = 0; hours < 5; hours++) await decline(people.owner, (await askOn(at(hours))).id)
  await assert.rejects(askOn(at(23)), { code: 'too_many_requests', data: { seconds: 3600 } })
  await askOn(at(23), (await makeEvent(owner, own.id)).eventId)
  await decline(people.owner, (await askOn(at(24))).id)
})

test('asked twice at once, an organization is asked once', async () => {
  const event = await makeEvent(owner, own.id)
  const tried = await Promise.allSettled(
    Array.from({ length: 6 }, () =>
      inviteCohost(
        app.connect(1).db,
        { eventId: event.eventId, slug: guests.slug, role: 'editor' },
        owner.userId,
        new Date(),
      ),
    ),
  )
  const codes = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  assert.deepEqual(
    codes,
    Array.from({ length: 5 }, () => 'already_cohost'),
  )
})
