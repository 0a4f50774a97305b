import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { organization, type Person, person } from '../../../test/people.ts'
import { gone, personalColumns } from '../../../test/personal-data.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold, marta, startPaying } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'
import { eraseOldInvoices } from '../money/erasure.ts'
import { providersOf } from '../money/providers.ts'
import { eraseDue, eraseLateTraces } from './erasure.ts'

const app = await testApp()
const { db } = app
const parts = { ...app.app.services, providers: providersOf(app.app.services) }
const administrator = await person(app, { name: 'Ada Administrator', administrator: true })
const owner = await person(app, { name: 'Olga Owner' })
const own = await organization(db, { owner })
const week = 7 * 24 * 3600_000
const after = (milliseconds: number) => new Date(Date.now() + milliseconds)

const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'Admission', price: 2500 }] })
const typeId = String(typeIds[0])
const admission = { eventId, typeId }
const detailsOf = ({ name, email }: Person) => ({ name, email })

const ask = (who: Person, body: { email?: string; giveUpTickets?: boolean } = {}) =>
  who.api['POST /api/me/erasure']({ body: { email: who.email, ...body } })
const keep = (who: Person) => who.api['DELETE /api/me/erasure']()
const read = (who: Person) => who.api['GET /api/me/erasure']()
const erase = (at = after(week + 1000)) => eraseDue(parts, at)
const rowOf = ({ userId }: Person) =>
  db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()

/** The tables in which a text is found, wherever in their rows. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } =
      await sql`select from ${sql.raw(name)} t where to_jsonb(t)::text ilike ${`%${text}%`} limit 1`.execute(db)
    if (rows.length > 0) found.push(name)
  }
  return found
}

test('nothing in the whole database says who an erased person was, but what the law wants kept and the texts of others', async () => {
  const name = 'Wilhelmina Xanthopoulos'
  const who = await person(app, { name, email: 'wilhelmina@xanthopoulos.example' })
  const friend = await person(app, { name: 'Fred Friend' })
  const order = await buy(who, { ...admission, quantity: 3 }, detailsOf(who))
  await buy(app.browser(), admission, detailsOf(who))
  await buy(friend, { ...admission, quantity: 2 }, { ...detailsOf(friend), attendees: [{}, detailsOf(who)] })
  await startPaying(friend, (await hold(friend, { ...admission, quantity: 2 })).id, {
    ...detailsOf(friend),
    attendees: [detailsOf(who), {}],
  })
  await hold(who, admission)
  const [ticket] = order.tickets
  await who.api['POST /api/tickets/:ticketId/transfer']({
    params: { ticketId: String(ticket?.id) },
    body: { email: friend.email, message: `Yours, ${name}` },
  })
  await who.api['POST /api/events/:eventId/messages']({ params: { eventId }, body: { message: `I am ${name}.` } })
  await who.api['POST /api/events/:eventId/reports']({ params: { eventId }, body: { reason: 'other', details: '' } })
  await who.api['POST /api/ticket-links']({ body: { email: who.email } })
  await owner.api['POST /api/organizations/:organizationId/member-invitations']({
    params: { organizationId: own.id },
    body: { email: who.email, role: 'editor' },
  })
  await who.api['POST /api/organizations']({ body: { name: 'Nothing Yet', timeZone: 'UTC' } })
  await who.api['POST /api/me/export']()
  await db
    .insertInto('passkey')
    .values({ id: newId(), user_id: who.userId, credential_id: 'k', public_key: 'p', name, synced: true })
    .execute()
  await db.insertInto('profile').values({ user_id: who.userId, phone: '+351211234567' }).execute()
  await app.settle()
  await who.api['POST /api/password-resets']({ body: { email: who.email } })
  assert.ok((await tablesWith(name)).length > 5 && (await tablesWith(who.email)).length > 5)

  await ask(who, { giveUpTickets: true })
  await erase()

  for (const [column, { erase: told }] of Object.entries(personalColumns)) {
    const [table = '', name = ''] = column.split('.')
    if (told !== gone || !/_id$/.test(name)) continue
    const { rows } = await sql`select from ${sql.table(table)} where ${sql.ref(name)} = ${who.userId}`.execute(db)
    assert.equal(rows.length, 0, column)
  }
  // What was written to others, and invoices.
  assert.deepEqual(await tablesWith(name), ['invoice', 'mailbox_mail', 'notification'])
  // A request's answer is kept a day.
  assert.deepEqual(await tablesWith(who.email), ['idempotency_key', 'invoice'])
  const { rows } = await sql<{ kinds: string[] }>`
    select array_agg(distinct kind order by kind) as kinds from notification where to_jsonb(notification)::text ilike ${`%${name}%`}`.execute(
    db,
  )
  assert.deepEqual(rows[0]?.kinds, ['transfer_offered'])
  await app.settle()
  assert.deepEqual(await tablesWith(who.email), ['idempotency_key', 'invoice'])
})

test('an erased person is a number: they come in by nothing, and their organizers see that somebody was there', async () => {
  const who = await person(app, { name: 'Gone Girl' })
  const { id, code, tickets } = await buy(who, admission, detailsOf(who))
  await ask(who, { giveUpTickets: true })
  await erase()
  assert.equal(await who.api['GET /api/me'](), null)
  const row = await rowOf(who)
  assert.deepEqual([row.name, row.email, row.email_verified], ['Erased person', `${who.userId}@erased.invalid`, false])
  const { items } = await owner.api['GET /api/events/:eventId/orders']({ params: { eventId }, query: { q: code } })
  assert.deepEqual(
    items.map(({ name, email, state }) => [name, email, state]),
    [['Erased person', '', 'paid']],
  )
  const ticket = await db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', String(tickets[0]?.id))
    .executeTakeFirstOrThrow()
  assert.deepEqual([ticket.attendee_name, ticket.attendee_email, ticket.state], ['Erased person', '', 'valid'])
  const mailing = owner.api['POST /api/events/:eventId/orders/:orderId/tickets-mail']
  await refusedWith('nobody_to_mail', mailing({ params: { eventId, orderId: id } }))
  const again = await administrator.api['GET /api/admin/people']({ query: { q: 'Gone Girl' } })
  assert.deepEqual(again.items, [])
  await refusedWith('wrong_person_state', administrator.api['DELETE /api/admin/people/:userId/ban']({ params: who }))
  await refusedWith(
    'not_found',
    administrator.api['PUT /api/admin/people/:userId/erasure']({ params: who, body: { reason: 'x' } }),
  )
})

test('afterwards the address is as one that nobody ever had: no link, no reset, and it may sign up anew', async () => {
  const who = await person(app)
  await buy(who, admission, detailsOf(who))
  await ask(who, { giveUpTickets: true })
  await erase()
  const stranger = app.browser()
  await stranger.api['POST /api/password-resets']({ body: { email: who.email } })
  await stranger.api['POST /api/ticket-links']({ body: { email: who.email } })
  await stranger.api['POST /api/guest-erasures']({ body: { email: who.email } })
  await app.settle()
  assert.deepEqual(await mails(db, who.email), [])
  const credentials = { email: who.email, password: 'correct horse battery' }
  await refusedWith('invalid_credentials', stranger.api['POST /api/sign-in']({ body: credentials }))
  await stranger.api['POST /api/sign-up']({ body: { name: 'Anew', ...credentials } })
  await stranger.api['POST /api/sign-in']({ body: credentials })
  assert.deepEqual((await stranger.api['GET /api/me/tickets']()).items, [])
})

test('they have a week to change their mind, and are told how', async () => {
  const who = await person(app)
  assert.equal((await who.api['GET /api/me']())?.eraseAt, null)
  await ask(who)
  await refusedWith('erasure_asked', ask(who))
  await app.settle()
  const [mail] = await mails(db, who.email)
  assert.equal(mail?.subject, 'Your account will be erased')
  assert.match(mail?.text ?? '', /\/account\/data/)
  await erase(after(week - 60_000))
  assert.ok((await who.api['GET /api/me']())?.eraseAt)
  await keep(who)
  await keep(who)
  await erase()
  assert.equal((await who.api['GET /api/me']())?.eraseAt, null)
  assert.equal((await read(who)).asked, null)
})

test('it takes their own address, and the word that tickets ahead are given up', async () => {
  const who = await person(app)
  await refusedWith('address_differs', ask(who, { email: marta.email }), 'email')
  await buy(who, { ...admission, quantity: 2 }, detailsOf(who))
  assert.equal((await read(who)).ticketsAhead, 2)
  await refusedWith('tickets_ahead', ask(who), 'giveUpTickets')
  await ask(who, { email: who.email.toUpperCase(), giveUpTickets: true })
})

test('who alone owns an organization with events ahead or money has to hand it over first', async () => {
  const [sole, other] = [await person(app, { name: 'Sole' }), await person(app)]
  const { id, name } = await organization(db, { owner: sole }, { name: 'Only Mine' })
  await ask(sole)
  await keep(sole)
  const mine = await makeEvent(sole, id)
  const { neededBy } = await read(sole)
  assert.deepEqual(
    neededBy.map((one) => [one.name, one.eventsAhead, one.balances]),
    [[name, 1, []]],
  )
  const refused = await refusedWith('needed_by', ask(sole))
  assert.match(refused.detail, /Only Mine/)
  await refusedWith(
    'needed_by',
    administrator.api['PUT /api/admin/people/:userId/erasure']({ params: sole, body: { reason: 'x' } }),
  )
  await db.insertInto('membership').values({ organization_id: id, user_id: other.userId, role: 'owner' }).execute()
  await ask(sole)
  await erase()
  assert.equal((await rowOf(sole)).name, 'Erased person')
  assert.equal((await other.api['GET /api/events/:eventId']({ params: mine })).state, 'published')
})

test('an organization that came to need them while the week ran keeps them, and they are told', async () => {
  const sole = await person(app)
  const { id } = await organization(db, { owner: sole })
  await ask(sole)
  await makeEvent(sole, id)
  await erase()
  await app.settle()
  assert.equal((await mails(db, sole.email)).at(-1)?.subject, 'Your account was not erased')
  assert.equal((await read(sole)).asked, null)
  assert.equal((await rowOf(sole)).name, 'Ada Quist')
})

test('what nobody owns any more is off sale, and where its money went is forgotten', async () => {
  const sole = await person(app)
  const { id } = await organization(db, { owner: sole })
  await db.insertInto('bank_account').values({ organization_id: id, holder: 'H', number: 'N', bank: '' }).execute()
  await ask(sole)
  await erase()
  const left = await db
    .selectFrom('organization')
    .select(['suspended_at', 'suspended_with'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.ok(left.suspended_at)
  assert.deepEqual(await db.selectFrom('bank_account').selectAll().where('organization_id', '=', id).execute(), [])
})

test('administrators give up their office first; they may ask for others, with a reason, and take it back', async () => {
  await refusedWith('administrator_first', ask(administrator))
  const who = await person(app)
  const erasing = { params: who, body: { reason: 'Wrote a letter on 3 November.' } }
  await refusedWith('not_allowed', who.api['PUT /api/admin/people/:userId/erasure'](erasing))
  await refusedWith(
    'invalid',
    administrator.api['PUT /api/admin/people/:userId/erasure']({ ...erasing, body: { reason: ' ' } }),
    'reason',
  )
  await administrator.api['PUT /api/admin/people/:userId/erasure'](erasing)
  const seen = await administrator.api['GET /api/admin/people/:userId']({ params: who })
  assert.equal(seen.erasureReason, 'Wrote a letter on 3 November.')
  await administrator.api['DELETE /api/admin/people/:userId/erasure']({ params: who })
  await erase()
  const kinds = await db.selectFrom('act').select('kind').where('subject_id', '=', who.userId).orderBy('id').execute()
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['account.erasure_asked', 'account.kept'],
  )
  assert.ok((await who.api['GET /api/me']())?.id)
})

test('a session that was left open does not do', async () => {
  const who = await person(app)
  await db.updateTable('session').set({ confirmed_at: null }).where('user_id', '=', who.userId).execute()
  await refusedWith('confirm_it_is_you', ask(who))
})

test('erasing that was ended midway goes on, and twice at once does it once', async () => {
  const who = await person(app)
  await buy(who, admission, detailsOf(who))
  await ask(who, { giveUpTickets: true })
  // Everything but the last step is done, as when the process is killed before it.
  await sql`create function fail_at_last() returns trigger language plpgsql as $$ begin raise exception 'the power went'; end $$`.execute(
    db,
  )
  await sql`create trigger fail_at_last before update of erased_at on users for each row execute function fail_at_last()`.execute(
    db,
  )
  await erase()
  assert.equal((await rowOf(who)).erased_at, null)
  assert.equal(await who.api['GET /api/me'](), null)
  app.setNow(after(week + 2000))
  await refusedWith('erasure_begun', administrator.api['DELETE /api/admin/people/:userId/erasure']({ params: who }))
  app.setNow(undefined)
  await sql`drop trigger fail_at_last on users`.execute(db)
  await Promise.all([erase(), erase()])
  assert.ok((await rowOf(who)).erased_at)
  const acts = await db
    .selectFrom('act')
    .select('kind')
    .where('subject_id', '=', who.userId)
    .where('kind', '=', 'account.erased')
    .execute()
  assert.equal(acts.length, 1)
})

test('erasing that has begun goes on whatever organization comes to need them: the account is closed already', async () => {
  const [who, other] = [await person(app), await person(app)]
  const { id } = await organization(db, { owner: other }, { name: 'Came Late' })
  await makeEvent(other, id)
  await ask(who)
  await sql`create function fail_midway() returns trigger language plpgsql as $$ begin raise exception 'the power went'; end $$`.execute(
    db,
  )
  await sql`create trigger fail_midway before update of erased_at on users for each row execute function fail_midway()`.execute(
    db,
  )
  await erase()
  assert.ok((await rowOf(who)).banned_at)
  await sql`drop trigger fail_midway on users`.execute(db)
  await db.updateTable('membership').set({ user_id: who.userId }).where('organization_id', '=', id).execute()
  await erase()
  assert.ok((await rowOf(who)).erased_at)
})

test('with an account go those that had ended in it, one after another, and what was known by their addresses alone', async () => {
  const names = ['Aurelia Firstname', 'Bartholomea Secondname', 'Cunegunde Thirdname']
  const [first, second, third] = [
    await person(app, { name: names[0] ?? '', email: 'aurelia@first.example' }),
    await person(app, { name: names[1] ?? '', email: 'bartholomea@second.example' }),
    await person(app, { name: names[2] ?? '', email: 'cunegunde@third.example' }),
  ] as const
  const friend = await person(app, { name: 'Gwen Giver' })
  for (const who of [first, second]) {
    const attendees = [{}, detailsOf(who)]
    const { tickets } = await buy(friend, { ...admission, quantity: 2 }, { ...detailsOf(friend), attendees })
    await startPaying(friend, (await hold(friend, { ...admission, quantity: 2 })).id, {
      ...detailsOf(friend),
      attendees,
    })
    await friend.api['POST /api/tickets/:ticketId/transfer']({
      params: { ticketId: String(tickets[0]?.id) },
      body: { email: who.email, message: 'Yours.' },
    })
    await buy(friend, admission, { name: 'Gwen Giver', email: who.email })
    await buy(who, admission, { name: who.name, email: `other-${friend.email}`, attendees: [detailsOf(who)] })
    await buy(app.browser(), admission, detailsOf(who))
    await app.browser().api['POST /api/ticket-links']({ body: { email: who.email } })
    for (const state of ['revoked', 'declined', 'sent'] as const)
      await db
        .insertInto('event_guest')
        .values({
          id: newId(),
          event_id: (await makeEvent(owner, own.id)).eventId,
          email: who.email,
          name: who.name,
          places: 1,
          message: '',
          invited_at: new Date(),
          mailed_at: new Date(),
          state,
          answered_at: state === 'sent' ? null : new Date(),
        })
        .execute()
    const { id: invitationId } = await owner.api['POST /api/organizations/:organizationId/member-invitations']({
      params: { organizationId: own.id },
      body: { email: who.email, role: 'editor' },
    })
    await who.api['DELETE /api/member-invitations/:invitationId']({ params: { invitationId } })
    await who.api['POST /api/organizations']({ body: { name: 'Nothing Yet', timeZone: 'UTC' } })
  }
  await app.settle()
  const merge = (from: Person, into: Person) =>
    administrator.api['POST /api/admin/people/:userId/merge']({
      params: { userId: into.userId },
      body: { from: from.userId },
    })
  await merge(first, second)
  await merge(second, third)
  await app.settle()
  assert.equal((await rowOf(first)).merged_into, third.userId)
  await ask(third, { giveUpTickets: true })
  await erase()
  const { rows: acts } = await sql<{ user_id: string; ip_address: string | null }>`
    select distinct user_id, ip_address from act where user_id in (${first.userId}, ${second.userId}, ${third.userId})`.execute(
    db,
  )
  assert.equal(acts.length, 3)
  assert.ok(acts.every(({ ip_address }) => ip_address === null))
  for (const who of [first, second, third]) {
    const left = [...(await tablesWith(who.name)), ...(await tablesWith(who.email))]
    // Mails that went out, as the mailbox of development keeps them, and what the law wants kept.
    assert.deepEqual(
      left.filter((table) => !['invoice', 'mailbox_mail', 'idempotency_key'].includes(table)),
      [],
      who.name,
    )
  }
})

test('who is kept at the very moment the week ends is kept or erased, never half', async () => {
  for (let round = 0; round < 5; round++) {
    const who = await person(app)
    await ask(who)
    const { erase_at } = await rowOf(who)
    const at = erase_at ?? new Date()
    app.setNow(new Date(at.getTime() - 1))
    const [kept] = await Promise.allSettled([keep(who), erase(at)])
    app.setNow(undefined)
    await erase(at)
    const row = await rowOf(who)
    assert.equal(kept.status === 'fulfilled', row.erased_at === null)
    assert.equal(row.banned_at === null, row.erased_at === null)
  }
})

test('a purchase at the moment of erasing keeps no name: what came in between is erased after', async () => {
  const who = await person(app, { name: 'Quick Buyer' })
  await ask(who)
  const purchase = buy(who, admission, detailsOf(who)).catch(() => null)
  await Promise.all([erase(), purchase])
  await app.settle()
  await eraseLateTraces(parts, after(week + 2000))
  const left = await tablesWith('Quick Buyer')
  // The mail that went out, as the mailbox of development keeps it.
  assert.deepEqual(
    left.filter((table) => table !== 'invoice' && table !== 'mailbox_mail'),
    [],
  )
})

test('an invoice keeps its buyer as long as the law wants it, then an erased one goes; nothing else of it ever changes', async () => {
  const [who, other] = [await person(app, { name: 'Ines Invoice' }), await person(app, { name: 'Stays Put' })]
  for (const one of [who, other]) await buy(one, admission, detailsOf(one))
  await app.settle()
  await ask(who, { giveUpTickets: true })
  await erase()
  const buyers = async () => {
    const { rows } = await sql<{ name: string }>`
      select content #>> '{buyer,name}' as name from invoice where order_id in (
        select id from "order" where user_id in (${who.userId}, ${other.userId})) order by 1`.execute(db)
    return rows.map(({ name }) => name)
  }
  const inYears = (years: number) => after(years * 366 * 24 * 3600_000)
  await eraseOldInvoices(db, 10, inYears(9))
  assert.deepEqual(await buyers(), ['Ines Invoice', 'Stays Put'])
  const change = sql`update invoice set content = jsonb_set(content, '{buyer,name}', '"X"') where order_id in (select id from "order" where user_id = ${who.userId})`
  await assert.rejects(change.execute(db), /rows of invoice are never changed/)
  // As if it had been issued long ago, which only somebody who turns the guard off can say.
  await sql`alter table invoice disable trigger invoice_is_kept`.execute(db)
  await sql`update invoice set issued_at = now() - interval '11 years'`.execute(db)
  await sql`alter table invoice enable trigger invoice_is_kept`.execute(db)
  await eraseOldInvoices(db, 10, new Date())
  assert.deepEqual(await buyers(), ['', 'Stays Put'])
  await assert.rejects(sql`update invoice set total = 0`.execute(db), /rows of invoice are never changed/)
})
