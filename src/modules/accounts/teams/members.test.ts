import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../test/harness.ts'
import { linkTo, mails } from '../../../../test/mail.ts'
import { cast, organization, type Person, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { newId } from '../../../db/id.ts'
import type { MemberRole } from '../permissions.ts'

const app = await testApp()
const { db } = app
const { owner, manager, editor, finance, stranger, own, foreign } = await cast(app)

const ofOwn = { organizationId: own.id }
const invite = (who: Person, email: string, role: MemberRole, organizationId = own.id) =>
  who.api['POST /api/organizations/:organizationId/member-invitations']({
    params: { organizationId },
    body: { email, role },
  })
const team = async (who: Person, organizationId = own.id) =>
  who.api['GET /api/organizations/:organizationId/members']({ params: { organizationId } })
const roleIn = async (userId: string, organizationId = own.id) =>
  (await team(owner, organizationId)).items.find((member) => member.userId === userId)?.role
const accept = (who: Person, invitationId: string) =>
  who.api['POST /api/member-invitations/:invitationId/acceptance']({ params: { invitationId } })
const decline = (who: Person, invitationId: string) =>
  who.api['DELETE /api/member-invitations/:invitationId']({ params: { invitationId } })
const withdraw = (who: Person, invitationId: string, organizationId = own.id) =>
  who.api['DELETE /api/organizations/:organizationId/member-invitations/:invitationId']({
    params: { organizationId, invitationId },
  })
const mailAgain = (who: Person, invitationId: string) =>
  who.api['POST /api/organizations/:organizationId/member-invitations/:invitationId/mail']({
    params: { ...ofOwn, invitationId },
  })
const pending = async () =>
  (await owner.api['GET /api/organizations/:organizationId/member-invitations']({ params: ofOwn })).items
const setRole = (who: Person, userId: string, role: MemberRole, organizationId = own.id) =>
  who.api['PATCH /api/organizations/:organizationId/members/:userId']({
    params: { organizationId, userId },
    body: { role },
  })
const remove = (who: Person, userId: string, organizationId = own.id) =>
  who.api['DELETE /api/organizations/:organizationId/members/:userId']({ params: { organizationId, userId } })
const leave = (who: Person, organizationId = own.id) =>
  who.api['DELETE /api/organizations/:organizationId/membership']({ params: { organizationId } })
const actsOf = async (organizationId: string) =>
  (await db.selectFrom('act').select('kind').where('organization_id', '=', organizationId).orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

/** An organization of its own for a test that changes who owns it. */
async function two(first: MemberRole = 'owner', second: MemberRole = 'owner') {
  const [one, other] = [await person(app, { name: 'One' }), await person(app, { name: 'Other' })]
  const { id } = await organization(db, { owner: one }, { name: 'Two' })
  await db.insertInto('membership').values({ organization_id: id, user_id: other.userId, role: second }).execute()
  if (first !== 'owner')
    await db.updateTable('membership').set({ role: first }).where('user_id', '=', one.userId).execute()
  return { id, one, other }
}

test('somebody without an account is invited, makes one with that address, and is in the team', async () => {
  const sent = await invite(owner, 'Nia.New@example.org', 'editor')
  assert.deepEqual([sent.email, sent.role, sent.state], ['nia.new@example.org', 'editor', 'sent'])
  assert.equal(Date.parse(sent.expiresAt) - Date.parse(sent.mailedAt), 72 * 3600_000)
  await app.settle()
  const [mail] = await mails(db, 'nia.new@example.org')
  assert.equal(mail?.subject, 'Join the team of Tidal Works')
  assert.match(mail?.text ?? '', /Olga Owner invites you/)
  const link = await linkTo(db, 'nia.new@example.org')
  assert.equal(link.pathname, `/team-invitations/${sent.id}`)

  const nia = await person(app, { email: 'nia.new@example.org', emailVerified: false })
  await refusedWith('email_not_verified', accept(nia, sent.id))
  assert.deepEqual((await nia.api['GET /api/me/member-invitations']({})).items, [])
  await db.updateTable('users').set({ email_verified: true }).where('id', '=', nia.userId).execute()
  const [mine] = (await nia.api['GET /api/me/member-invitations']({})).items
  assert.deepEqual(
    [mine?.id, mine?.role, mine?.invitedBy, mine?.organization.slug],
    [sent.id, 'editor', 'Olga Owner', own.slug],
  )
  await accept(nia, sent.id)
  await accept(nia, sent.id)
  assert.equal(await roleIn(nia.userId), 'editor')
  assert.deepEqual((await nia.api['GET /api/me/member-invitations']({})).items, [])
  assert.deepEqual(await pending(), [])
  assert.deepEqual(await actsOf(own.id), ['member.invited', 'member.joined'])
  await refusedWith('invitation_closed', decline(nia, sent.id))
  await refusedWith('invitation_closed', withdraw(owner, sent.id))
  await refusedWith('invitation_closed', mailAgain(owner, sent.id))
})

test('a link that was passed on admits nobody else', async () => {
  const invited = await person(app)
  const { id } = await invite(owner, invited.email, 'finance')
  const params = { invitationId: id }
  await refusedWith('invitation_not_yours', stranger.api['GET /api/member-invitations/:invitationId']({ params }))
  await refusedWith('invitation_not_yours', accept(stranger, id))
  await refusedWith('invitation_not_yours', decline(stranger, id))
  await refusedWith('sign_in_required', app.browser().api['GET /api/member-invitations/:invitationId']({ params }))
  await refusedWith('not_found', accept(invited, newId()))
  await accept(invited, id)
  assert.equal(await roleIn(invited.userId), 'finance')
  assert.equal(await roleIn(stranger.userId), undefined)
})

test('whether an address has an account makes no difference to who invites it', async () => {
  const known = await person(app)
  const answers = [
    await invite(owner, known.email, 'moderator'),
    await invite(owner, `${newId()}@example.org`, 'moderator'),
  ]
  const shapes = answers.map(({ id: _, email: __, mailedAt: ___, expiresAt: ____, ...rest }) => rest)
  assert.deepEqual(shapes[0], shapes[1])
  for (const { id } of answers) await withdraw(owner, id)
})

test('an invitation is declined, withdrawn, lapses, and another one follows', async () => {
  const somebody = await person(app)
  const first = await invite(manager, somebody.email, 'editor')
  await refusedWith('already_invited', invite(owner, somebody.email, 'moderator'), 'email')
  await decline(somebody, first.id)
  await decline(somebody, first.id)
  await refusedWith('invitation_closed', accept(somebody, first.id))

  const second = await invite(manager, somebody.email, 'editor')
  await withdraw(owner, second.id)
  await withdraw(owner, second.id)
  await refusedWith('invitation_closed', accept(somebody, second.id))

  const third = await invite(manager, somebody.email, 'editor')
  app.setNow(new Date(Date.now() + 73 * 3600_000))
  await refusedWith('invitation_closed', accept(somebody, third.id))
  assert.equal((await pending()).find(({ id }) => id === third.id)?.state, 'lapsed')
  const fourth = await invite(manager, somebody.email, 'check-in')
  await accept(somebody, fourth.id)
  app.setNow(undefined)
  assert.equal(await roleIn(somebody.userId), 'check-in')
  await refusedWith('already_member', invite(owner, somebody.email, 'editor'), 'email')
})

test('a lapsed invitation that is mailed again is good for three more days, and mails to one address have an end', async () => {
  const somebody = await person(app)
  const { id } = await invite(owner, somebody.email, 'editor')
  app.setNow(new Date(Date.now() + 80 * 3600_000))
  await mailAgain(owner, id)
  assert.equal((await pending()).find((one) => one.id === id)?.state, 'sent')
  await app.settle()
  assert.equal((await mails(db, somebody.email)).length, 1)
  for (let more = 0; more < 3; more++) await mailAgain(owner, id)
  await refusedWith('too_many_requests', mailAgain(owner, id))
  await withdraw(owner, id)
  await refusedWith('too_many_requests', invite(owner, somebody.email, 'editor'))
  app.setNow(undefined)
})

test('nobody gives or takes a role that may do more than they may', async () => {
  const email = `${newId()}@example.org`
  await refusedWith('role_not_yours', invite(manager, email, 'owner'), 'role')
  await refusedWith('role_not_yours', invite(manager, email, 'finance'), 'role')
  await refusedWith('not_allowed', invite(editor, email, 'check-in'))
  await refusedWith('not_found', invite(stranger, email, 'check-in'))
  await refusedWith('invalid', invite(owner, email, 'boss' as MemberRole))
  await refusedWith('invalid', invite(owner, 'nobody', 'editor'))
  await refusedWith('role_not_yours', setRole(manager, editor.userId, 'finance'))
  await refusedWith('role_not_yours', setRole(manager, finance.userId, 'editor'))
  await refusedWith('role_not_yours', setRole(manager, owner.userId, 'editor'))
  await refusedWith('role_not_yours', setRole(manager, manager.userId, 'owner'))
  await refusedWith('role_not_yours', remove(manager, owner.userId))
  await refusedWith('not_found', setRole(owner, stranger.userId, 'editor'))
  await refusedWith('not_found', remove(owner, stranger.userId))
  await refusedWith('not_found', setRole(stranger, editor.userId, 'moderator'))
  const { id } = await invite(owner, email, 'finance')
  await refusedWith('role_not_yours', mailAgain(manager, id))
  await refusedWith('role_not_yours', withdraw(manager, id))
  await refusedWith('not_found', withdraw(stranger, id, foreign.id))
  await withdraw(owner, id)
  assert.deepEqual((await team(manager)).grants, ['manager', 'editor', 'moderator', 'check-in'])
  assert.deepEqual((await team(editor)).grants, [])
})

test('roles are given only by who just showed that it is them', async () => {
  const { id, one, other } = await two()
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', one.userId).execute()
  await refusedWith('confirm_it_is_you', setRole(one, other.userId, 'editor', id))
  await refusedWith('confirm_it_is_you', remove(one, other.userId, id))
  await refusedWith('confirm_it_is_you', invite(one, 'x@example.org', 'editor', id))
})

test('a role is changed, and what its holder could no longer do is taken back', async () => {
  const { id, one, other } = await two('owner', 'manager')
  await invite(other, 'open@example.org', 'editor', id)
  await setRole(one, other.userId, 'manager', id)
  await setRole(one, other.userId, 'check-in', id)
  const list = await one.api['GET /api/organizations/:organizationId/member-invitations']({
    params: { organizationId: id },
  })
  assert.deepEqual(list.items, [])
  assert.deepEqual(await actsOf(id), ['member.invited', 'member.role_changed'])
  const { before, after, subject_id } = await db
    .selectFrom('act')
    .selectAll()
    .where('organization_id', '=', id)
    .where('kind', '=', 'member.role_changed')
    .executeTakeFirstOrThrow()
  assert.deepEqual([before, after, subject_id], [{ role: 'manager' }, { role: 'check-in' }, other.userId])
})

test('the last owner neither leaves, nor is removed, nor becomes less', async () => {
  const { id, one, other } = await two()
  await setRole(one, other.userId, 'manager', id)
  await refusedWith('last_owner', leave(one, id))
  await refusedWith('last_owner', remove(one, one.userId, id))
  await refusedWith('last_owner', setRole(one, one.userId, 'manager', id))
  await setRole(one, other.userId, 'owner', id)
  await leave(one, id)
  await refusedWith('not_found', leave(one, id))
  assert.deepEqual(
    (await team(other, id)).items.map(({ role }) => role),
    ['owner'],
  )
})

test('an owner who is banned is none for the last who is not', async () => {
  const { id, one, other } = await two()
  await db.updateTable('users').set({ banned_at: new Date() }).where('id', '=', other.userId).execute()
  await refusedWith('last_owner', leave(one, id))
  await refusedWith('last_owner', remove(one, one.userId, id))
  await refusedWith('last_owner', setRole(one, one.userId, 'manager', id))
  await remove(one, other.userId, id)
})

test('an invitation that is answered many times at once is answered once, one way', async () => {
  for (let round = 0; round < 4; round++) {
    const { id, one } = await two()
    const guest = await person(app)
    const { id: invitationId } = await invite(one, guest.email, 'editor', id)
    const answers = [accept, decline, accept, decline, accept, decline].map((answer) => answer(guest, invitationId))
    const codes = (await Promise.allSettled(answers)).flatMap((end) =>
      end.status === 'rejected' ? [end.reason.code] : [],
    )
    assert.deepEqual(codes, Array(3).fill('invitation_closed'))
    const members = await db.selectFrom('membership').select('role').where('user_id', '=', guest.userId).execute()
    const kind = members.length === 1 ? 'member.joined' : 'member.invitation_declined'
    assert.deepEqual(await actsOf(id), ['member.invited', kind])
  }
})

test('an organization that is taken over many times at once changes hands once', async () => {
  for (let round = 0; round < 4; round++) {
    const { id, one, other } = await two('owner', 'editor')
    const params = { organizationId: id }
    await one.api['POST /api/organizations/:organizationId/ownership-offer']({ params, body: { userId: other.userId } })
    const ends = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        other.api['POST /api/organizations/:organizationId/ownership-offer/acceptance']({ params }),
      ),
    )
    const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
    assert.deepEqual(codes, Array(3).fill('ownership_offer_closed'))
    assert.deepEqual(await actsOf(id), ['ownership.offered', 'ownership.transferred'])
  }
})

test('two owners who leave at once, twenty times over: one of them stays', async () => {
  for (let round = 0; round < 20; round++) {
    const { id, one, other } = await two()
    const ends = round % 2 === 0 ? [leave(one, id), leave(other, id)] : [remove(one, other.userId, id), leave(one, id)]
    const outcomes = await Promise.allSettled(ends)
    const owners = await db.selectFrom('membership').select('role').where('organization_id', '=', id).execute()
    assert.deepEqual(owners, [{ role: 'owner' }])
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    assert.equal(refused.length, 1)
    assert.match(String(refused[0]), /^(last_owner|not_found)$/)
  }
})

test('the database keeps an owner by itself, also when two go at the same moment', async () => {
  const { id, one, other } = await two()
  const [first, second] = [app.connect(1).db, app.connect(1).db]
  const end = (on: typeof db, userId: string) =>
    on.deleteFrom('membership').where('organization_id', '=', id).where('user_id', '=', userId).execute()
  const outcomes = await Promise.allSettled([
    first.transaction().execute(async (tx) => {
      await end(tx, one.userId)
      await end(second, other.userId)
    }),
  ])
  assert.equal(outcomes[0].status, 'rejected')
  assert.equal((outcomes[0] as PromiseRejectedResult).reason.constraint, 'organization_keeps_an_owner')
  const { rows } = await sql`select from membership where organization_id = ${id}`.execute(db)
  assert.equal(rows.length, 1)
})

test('an organization changes hands when who it is offered to accepts', async () => {
  const { id, one, other } = await two('owner', 'editor')
  const params = { organizationId: id }
  const offer = (who: Person, userId: string) =>
    who.api['POST /api/organizations/:organizationId/ownership-offer']({ params, body: { userId } })
  const answer = (who: Person) =>
    who.api['POST /api/organizations/:organizationId/ownership-offer/acceptance']({ params })
  const end = (who: Person) => who.api['DELETE /api/organizations/:organizationId/ownership-offer']({ params })
  await refusedWith('not_allowed', offer(other, one.userId))
  await refusedWith('not_found', offer(one, stranger.userId))
  await refusedWith('already_owner', offer(one, one.userId), 'userId')
  await refusedWith('ownership_offer_closed', answer(other))
  await offer(one, other.userId)
  await refusedWith('ownership_offer_open', offer(one, other.userId))
  await refusedWith('ownership_offer_closed', answer(one))
  await app.settle()
  assert.equal((await linkTo(db, other.email)).pathname, `/studio/org-${id}/team`)
  await end(other)
  await refusedWith('ownership_offer_closed', answer(other))

  await offer(one, other.userId)
  await setRole(one, other.userId, 'moderator', id)
  await refusedWith('ownership_offer_closed', answer(other))

  await offer(one, other.userId)
  assert.equal((await team(other, id)).ownershipOffer?.from.name, 'One')
  await invite(one, 'later-owner@example.org', 'owner', id)
  await invite(one, 'later-editor@example.org', 'editor', id)
  await Promise.allSettled([answer(other), answer(other)])
  const roles = (await team(other, id)).items.map(({ userId, role }) => [userId, role])
  assert.deepEqual(roles, [
    [one.userId, 'manager'],
    [other.userId, 'owner'],
  ])
  const open = await other.api['GET /api/organizations/:organizationId/member-invitations']({ params })
  assert.deepEqual(
    open.items.map(({ email }) => email),
    ['later-editor@example.org'],
  )
  await refusedWith('not_allowed', offer(one, other.userId))
  assert.deepEqual(await actsOf(id), [
    'ownership.offered',
    'ownership.declined',
    'ownership.offered',
    'member.role_changed',
    'ownership.offered',
    'member.invited',
    'member.invited',
    'ownership.transferred',
  ])
})

test('the list of members goes on where it ended', async () => {
  const whole = (await team(owner)).items.map(({ userId }) => userId)
  const walked: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof team>> = await owner.api['GET /api/organizations/:organizationId/members']({
      params: ofOwn,
      query: { limit: 2, ...(cursor ? { cursor } : {}) },
    })
    walked.push(...page.items.map(({ userId }) => userId))
    cursor = page.next
  } while (cursor)
  assert.deepEqual(walked, whole)
  const elsewhere = await owner.api['GET /api/organizations/:organizationId/members']({
    params: ofOwn,
    query: { cursor: stranger.userId },
  })
  assert.deepEqual(elsewhere.items, [])
})

test('the table of roles says what each may do', async () => {
  const { items } = await stranger.api['GET /api/roles']({})
  assert.deepEqual(
    items.map(({ role }) => role),
    ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in'],
  )
  assert.deepEqual(items.at(-1)?.permissions, ['organization.read', 'event.read', 'attendees.read', 'checkin.scan'])
})
