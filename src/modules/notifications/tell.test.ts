import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { person } from '../../../test/people.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { letter } from '../../mail/letter.ts'
import { type Mail, type Mailer, MailRefused } from '../../mail/mailer.ts'
import { type Channel, DeliveryRefused, type Outgoing } from './channels.ts'
import { deliverAll, mostAttempts } from './delivery/deliver.ts'
import { emailChannel } from './email-channel.ts'
import { sendOnce, tell, tellEach } from './tell.ts'
import { tellMany } from './write.ts'

const app = await testApp()
const { db } = app
const { services } = app.app

const compose = async () => letter({ language: 'en', subject: 'Your tickets', paragraphs: ['Here they are.'] })
const sending = (once: string) => ({ once, kind: 'tickets' as const, to: `${once}@example.org`, compose })
const reminder = (once: string, userId: string) => ({ once, kind: 'event_reminder' as const, to: { userId }, compose })
const deliveriesOf = (once: string) =>
  db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['d.channel', 'd.state', 'd.attempts', 'd.error', 'd.sent_at', 'd.provider_id', 'n.title', 'n.message'])
    .where('n.once', '=', once)
    .orderBy('d.channel')
    .execute()
const deliveryOf = async (once: string) => (await deliveriesOf(once))[0]

/** A mail server that answers as told, one answer after another, and keeps what it was sent. */
function mailerOf(...answers: (Error | undefined)[]): Mailer & { sent: Mail[] } {
  const sent: Mail[] = []
  return {
    sent,
    async send(mail) {
      sent.push(mail)
      const answer = answers.shift()
      if (answer) throw answer
    },
    close() {},
  }
}

const mailAlone = services.channels.filter(({ name }) => name === 'email')
const withMailer = (mailer: Mailer) => ({ ...services, channels: [emailChannel({ ...services, mailer })] })

/** A channel that reaches everybody, answers as told and keeps what it was sent. */
function channelOf(
  name: 'sms' | 'push',
  ...answers: (Error | undefined)[]
): Channel & { sent: Outgoing[]; found: string | undefined } {
  const sent: Outgoing[] = []
  return {
    name,
    sent,
    found: undefined,
    addressesOf: async (_db, userIds) => new Map(userIds.map((id) => [id, `${name} of ${id}`])),
    async send(outgoing) {
      sent.push(outgoing)
      const answer = answers.shift()
      if (answer) throw answer
      return { providerId: `${name}-${sent.length}` }
    },
    async find() {
      return this.found === undefined ? undefined : { providerId: this.found }
    },
  }
}

test('a mail goes out once, however often its job runs', async () => {
  const once = sending('twice')
  let made = 0
  const counted = {
    ...once,
    compose() {
      made++
      return compose()
    },
  }
  await sendOnce(services, counted)
  await sendOnce(services, counted)
  assert.equal(made, 1)
  const sent = await mails(db, once.to)
  assert.equal(sent.length, 1)
  const row = await deliveryOf('twice')
  assert.deepEqual([row?.state, row?.title, row?.message], ['sent', 'Your tickets', 'Here they are.'])
  assert.ok(row?.sent_at)
  assert.equal(sent[0]?.messageId, row?.provider_id)
})

test('told twice at once, on separate connections, there is one notification and one delivery a channel', async () => {
  const who = await person(app)
  const push = channelOf('push')
  const two = [app.connect(2), app.connect(2)].map(({ db: own }) => ({
    ...services,
    db: own,
    channels: [...mailAlone, push],
  }))
  await Promise.all(two.map((parts) => tell(parts, reminder('race', who.userId))))
  assert.deepEqual(
    (await deliveriesOf('race')).map(({ channel, state, attempts }) => [channel, state, attempts]),
    [
      ['email', 'sent', 1],
      ['push', 'sent', 1],
    ],
  )
  assert.equal(push.sent.length, 1)
  assert.equal((await mails(db, who.email)).filter(({ subject }) => subject === 'Your tickets').length, 1)
  assert.equal((await who.api['GET /api/me']())?.unread, 1)
})

test('what another job is sending is left to it, and taken up by that job when it was killed', async () => {
  await sendOnce(services, sending('claimed'))
  const leave = (claimed_by: string) =>
    db
      .updateTable('delivery')
      .set({ state: 'sending', claimed_by, sent_at: null })
      .where('address', '=', 'claimed@example.org')
      .execute()
  const mailer = mailerOf()
  const as = (id: string) => ({ ...withMailer(mailer), job: { id, task: 'notifications.order_paid', payload: {} } })
  await leave('7')
  await sendOnce(as('8'), sending('claimed'))
  assert.equal(mailer.sent.length, 0)
  await sendOnce(as('7'), sending('claimed'))
  assert.equal(mailer.sent.length, 1)
  assert.equal((await deliveryOf('claimed'))?.state, 'sent')
})

test('a mail that failed is tried again, under the same Message-ID, until it is given up', async () => {
  const mailer = mailerOf(new Error('connection lost'), undefined)
  const parts = withMailer(mailer)
  await assert.rejects(sendOnce(parts, sending('retried')), /connection lost/)
  const failed = await deliveryOf('retried')
  assert.deepEqual([failed?.state, failed?.error], ['waiting', 'connection lost'])
  await sendOnce(parts, sending('retried'))
  const sent = await deliveryOf('retried')
  assert.deepEqual([sent?.state, sent?.error, sent?.attempts], ['sent', null, 2])
  assert.equal(mailer.sent.length, 2)
  assert.equal(mailer.sent[0]?.messageId, mailer.sent[1]?.messageId)

  const dead = withMailer(mailerOf(...Array.from({ length: mostAttempts }, () => new Error('connection lost'))))
  for (let attempt = 1; attempt < mostAttempts; attempt++)
    await assert.rejects(sendOnce(dead, sending('dead')), /connection lost/)
  await sendOnce(dead, sending('dead'))
  await sendOnce(dead, sending('dead'))
  const given = await deliveryOf('dead')
  assert.deepEqual([given?.state, given?.attempts, given?.error], ['failed', mostAttempts, 'connection lost'])
})

test('what the mail server refuses for good is failed and not tried again', async () => {
  const mailer = mailerOf(new MailRefused('no such address'))
  const parts = withMailer(mailer)
  await sendOnce(parts, sending('refused'))
  await sendOnce(parts, sending('refused'))
  assert.equal((await deliveryOf('refused'))?.state, 'failed')
  assert.equal(mailer.sent.length, 1)
})

test('attachments go along', async () => {
  const attachments = [{ name: 'tickets.pdf', type: 'application/pdf', content: 'PDF' }]
  await sendOnce(services, { ...sending('attached'), compose: async () => ({ ...(await compose()), attachments }) })
  const [mail] = await mails(db, 'attached@example.org')
  assert.match(mail?.source.toString() ?? '', /filename=tickets\.pdf/)
})

test('a channel that fails holds up no other; the next try asks the provider first whether the last one arrived', async () => {
  const who = await person(app)
  await who.api['PUT /api/me/notification-choices']({
    body: { choices: [{ topic: 'reminders', way: 'sms', allowed: true }] },
  })
  const sms = channelOf('sms', new Error('timeout'))
  const push = channelOf('push', new DeliveryRefused('no device takes it'))
  const parts = { ...services, channels: [...mailAlone, sms, push] }
  await assert.rejects(tell(parts, { ...reminder('three', who.userId), url: '/tickets', short: 'Tonight' }), /timeout/)
  assert.deepEqual(
    (await deliveriesOf('three')).map(({ channel, state }) => [channel, state]),
    [
      ['email', 'sent'],
      ['push', 'failed'],
      ['sms', 'waiting'],
    ],
  )
  const [outgoing] = sms.sent
  assert.deepEqual(
    [outgoing?.text, outgoing?.title, outgoing?.url, outgoing?.attempt],
    ['Tonight', 'Your tickets', `${services.publicUrl()}/tickets`, 1],
  )
  sms.found = 'SM1'
  await tell(parts, reminder('three', who.userId))
  const three = await deliveriesOf('three')
  assert.deepEqual([three[2]?.state, three[2]?.provider_id, sms.sent.length], ['sent', 'SM1', 1])
})

test('mail to the confirmed address of an account is in its list; to one that is not confirmed it is not', async () => {
  const [confirmed, claiming] = [await person(app), await person(app)]
  await db.updateTable('users').set({ email_verified: false }).where('id', '=', claiming.userId).execute()
  for (const { email, userId } of [confirmed, claiming])
    await sendOnce(services, { ...sending(`to:${userId}`), to: email })
  const listOf = async ({ api }: typeof confirmed) => (await api['GET /api/me/notifications']({})).items.length
  assert.deepEqual([await listOf(confirmed), await listOf(claiming)], [1, 0])
})

test('nobody is told where nobody is known', async () => {
  await sendOnce(services, { ...sending('nobody'), to: '' })
  await tell(services, { ...sending('gone'), to: { userId: '018f0000-0000-7000-8000-000000000000' } })
  assert.deepEqual([await deliveriesOf('nobody'), await deliveriesOf('gone')], [[], []])
})

/** Has the database refuse so many times to write down that mail to an address was sent, and counts how often it did. */
async function losing(name: string, times: number) {
  await sql`create sequence ${sql.id(name)}`.execute(db)
  await sql
    .raw(`
    create function ${name}() returns trigger language plpgsql as $$ begin
      if nextval('${name}') <= ${times} then raise exception 'connection lost'; end if;
      return new;
    end $$;
    create trigger ${name} before update on delivery for each row
      when (new.state = 'sent' and new.address = '${name}@example.org') execute function ${name}();`)
    .execute(db)
  return async () => {
    const { rows } = await sql<{ asked: number }>`
      select case when is_called then last_value else 0 end as asked from ${sql.id(name)}`.execute(db)
    return rows[0]?.asked ?? 0
  }
}

test('what was sent is written down also where the database is away for a moment, and is no failed try', async () => {
  await losing('blinking', 1)
  const mailer = mailerOf()
  await sendOnce(withMailer(mailer), sending('blinking'))
  const row = await deliveryOf('blinking')
  assert.deepEqual([row?.state, row?.attempts, row?.error, mailer.sent.length], ['sent', 1, null, 1])
})

test('what is on its way is waited for where something cannot be written down, and is sent once', async () => {
  const asked = await losing('lost', 3)
  const names = ['lost', 'second', 'third', 'fourth', 'fifth']
  const messages = names.map((name) => ({
    once: `away:${name}`,
    to: { email: `${name}@example.org` },
    title: 'Tomorrow',
    message: 'See you there.',
  }))
  const written = await transact(db, (tx) => tellMany(tx, services, { kind: 'event_reminder', messages }))
  const order: string[] = []
  const mailer = mailerOf()
  const slowly: Mailer = {
    ...mailer,
    async send(mail) {
      await mailer.send(mail)
      if (mail.to === 'lost@example.org') return
      while ((await asked()) < 3) await pause(20)
      // Time for what must not happen.
      for (let turn = 0; turn < 10; turn++) await asked()
      order.push(mail.to)
    },
  }
  const parts = { ...withMailer(slowly), job: { id: '77', task: 'test', payload: {} } }
  const ids = written.map(({ id }) => id)
  await deliverAll(parts, ids, compose).catch((error) => order.push(String(error)))
  assert.equal(order.length, 5)
  assert.match(order[4] ?? '', /connection lost/)
  await deliverAll({ ...withMailer(mailer), job: parts.job }, ids, compose)
  const counts = Map.groupBy(mailer.sent, ({ to }) => to)
  assert.deepEqual(
    names.map((name) => [name, counts.get(`${name}@example.org`)?.length]),
    names.map((name) => [name, name === 'lost' ? 2 : 1]),
  )
})

test('where one cannot be told the others are, and the job is retried', async () => {
  const mailer = mailerOf(new Error('connection lost'))
  const parts = withMailer(mailer)
  const work = tellEach(['first', 'second'], (one) => sendOnce(parts, sending(`each-${one}`)))
  await assert.rejects(work, /connection lost/)
  assert.deepEqual(
    [(await deliveryOf('each-first'))?.state, (await deliveryOf('each-second'))?.state],
    ['waiting', 'sent'],
  )
})

test('what was switched off while it waited is not sent, whether by an account or an address', async () => {
  const who = await person(app)
  const failing = () => withMailer(mailerOf(new Error('timeout')))
  const byAddress = { ...sending('stranger'), kind: 'event_reminder' as const }
  const tickets = sending('always')
  await assert.rejects(tell(failing(), reminder('off', who.userId)), /timeout/)
  await assert.rejects(sendOnce(failing(), byAddress), /timeout/)
  await assert.rejects(sendOnce(failing(), tickets), /timeout/)
  await who.api['PUT /api/me/notification-choices']({
    body: { choices: [{ topic: 'reminders', way: 'email', allowed: false }] },
  })
  const choice = { channel: 'email' as const, allowed: false, chosen_at: new Date() }
  for (const [topic, email] of [
    ['reminders', byAddress.to],
    ['orders', tickets.to],
  ] as const)
    await db
      .insertInto('notification_choice')
      .values({ id: newId(), email, topic, ...choice })
      .execute()
  const mailer = mailerOf()
  await tell(withMailer(mailer), reminder('off', who.userId))
  await sendOnce(withMailer(mailer), byAddress)
  await sendOnce(withMailer(mailer), tickets)
  const states = []
  for (const once of ['off', 'stranger', 'always']) states.push((await deliveryOf(once))?.state)
  assert.deepEqual(states, ['dropped', 'dropped', 'sent'])
  assert.deepEqual(
    mailer.sent.map(({ to }) => to),
    [tickets.to],
  )
})

test('an SMS that waits does not go to a phone that is not the person’s any more', async () => {
  const who = await person(app)
  await who.api['PUT /api/me/notification-choices']({
    body: { choices: [{ topic: 'reminders', way: 'sms', allowed: true }] },
  })
  const sms = channelOf('sms', new Error('timeout'))
  await assert.rejects(tell({ ...services, channels: [sms] }, reminder('phone', who.userId)), /timeout/)
  const moved: Channel = { ...sms, addressesOf: async (_db, userIds) => new Map(userIds.map((id) => [id, '+351210'])) }
  await tell({ ...services, channels: [moved] }, reminder('phone', who.userId))
  const [row] = (await deliveriesOf('phone')).filter(({ channel }) => channel === 'sms')
  assert.deepEqual([row?.state, row?.error, sms.sent.length], ['dropped', 'another phone', 1])
})
