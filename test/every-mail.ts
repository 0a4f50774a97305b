import { sql } from 'kysely'
import type { Language } from '../lang/languages.ts'
import { newId } from '../src/db/id.ts'
import { transact } from '../src/db/transact.ts'
import type { Letter } from '../src/mail/letter.ts'
import type { Mail, Mailer } from '../src/mail/mailer.ts'
import { organizerLetter, reminderLetter, thanksLetter } from '../src/modules/notifications/attendee-letters.ts'
import { emailChannel } from '../src/modules/notifications/email-channel.ts'
import { type Attending, type EventFrame, readFrame, ticketsInWords } from '../src/modules/notifications/event-frame.ts'
import { notificationJobs } from '../src/modules/notifications/jobs.ts'
import { type Kind, kindOf, kinds } from '../src/modules/notifications/kinds.ts'
import { notify } from '../src/modules/notifications/notify.ts'
import { tell } from '../src/modules/notifications/tell.ts'
import type { Services } from '../src/services.ts'
import type { TestApp } from './harness.ts'
import type { Person } from './people.ts'
import { buy } from './sales.ts'
import { makeWorld, type World } from './world.ts'

/** The job that tells of something, and what it is given. */
type Asking = readonly [task: string, payload: object]

/** Makes one kind of message ready and says by which job it goes; nothing where it has just gone. */
type Case = (given: { language: Language; asked: string }) => Promise<Asking | undefined>

/** Kinds that go by mail. */
export const mailedKinds = (Object.keys(kinds) as Kind[]).filter((kind) => !kindOf(kind).appOnly)

/**
 * Sends a message of every kind to a world of its own, through the jobs that do it. `send` answers with the mails of one kind in one language; rows
 * are put into the state that each kind is told of, without the calls that lead there, which have tests of their own.
 */
export async function everyMail(
  app: TestApp,
): Promise<{ world: World; send(kind: Kind, language: Language): Promise<Mail[]> }> {
  const { db } = app
  const world = await makeWorld(app)
  const sent: Mail[] = []
  const mailer: Mailer = {
    send: async (mail) => {
      sent.push(mail)
    },
    close() {},
  }
  const services = { ...app.app.services, mailer }
  const own: Services = { ...services, channels: [emailChannel(services)] }
  const jobs = notificationJobs({ services: own })
  const cases = await casesOf(app, world, own)

  async function send(kind: Kind, language: Language): Promise<Mail[]> {
    await speak(app, language)
    await sql`truncate notification cascade`.execute(db)
    const asking = await cases[kind]({ language, asked: newId() })
    if (asking) await jobs[asking[0]]?.(asking[1])
    const { rows } = await sql<{ id: string }>`
      select distinct notification_id as id from delivery where state = 'waiting' and channel = 'email'`.execute(db)
    if (rows.length > 0) await jobs['notifications.deliver']?.({ notificationIds: rows.map(({ id }) => id) })
    // The application has no part in what is sent here.
    await sql`delete from outbox`.execute(db)
    await sql`update event set state = 'published' where id = ${world.own.eventId}`.execute(db)
    return sent.splice(0)
  }

  return { world, send }
}

/** From now on everybody reads this language. */
async function speak({ db }: TestApp, language: Language): Promise<void> {
  const { rows } = await sql<{ table: string }>`
    select quote_ident(table_name) as table from information_schema.columns
    where table_schema = 'public' and column_name = 'language' and is_nullable = 'NO'
      and table_name not in ('event', 'invoice', 'mail_text', 'notification')`.execute(db)
  for (const { table } of rows) await sql`update ${sql.raw(table)} set language = ${language}`.execute(db)
}

async function casesOf(app: TestApp, world: World, services: Services): Promise<Record<Kind, Case>> {
  const { db } = app
  const { own, people } = world
  const { owner, manager, buyer, attendee } = people
  const set = (change: ReturnType<typeof sql>) => change.execute(db)
  const order = (state: string, expires = new Date(Date.now() + 3_600_000)) =>
    set(sql`update "order" set state = ${state}, expires_at = ${expires} where id = ${own.awaitingOrderId}`)
  const paymentState = (id: string, state: string) =>
    set(
      sql`update payment set state = ${state}, failure = ${state === 'failed' ? 'declined' : null}, settled_at = now() where id = ${id}`,
    )
  const refundId = await refundReceived(app, world)
  const bought = { orderId: own.paidOrderId, eventId: own.eventId }
  const awaited = { orderId: own.awaitingOrderId, paymentId: own.paymentId }
  const promised = async () => {
    await order('awaiting_payment')
    await set(
      sql`update payment set created_at = now(), state = 'pending', settled_at = null, failure = null where id = ${own.doorPaymentId}`,
    )
    return { orderId: own.awaitingOrderId, paymentId: own.doorPaymentId }
  }
  const transfer = { transferId: own.transferId, newTicketId: own.otherTicketId }
  const moved = async () => {
    await owner.api['PATCH /api/events/:eventId']({
      params: { eventId: own.eventId },
      body: {
        startsAt: `2099-11-28T${10 + Math.floor(Math.random() * 9)}:${10 + Math.floor(Math.random() * 49)}`,
        venue: `Pier ${newId()}`,
      },
    })
    const { id } = await db
      .selectFrom('event_move')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return id
  }
  const decided = async (outcome: 'approved' | 'returned') => {
    await set(
      sql`update event_submission set outcome = ${outcome}, decided_at = now(), reason = ${outcome === 'returned' ? 'The address is missing.' : ''} where event_id = ${own.waitingId}`,
    )
    const { id } = await db
      .selectFrom('event_submission')
      .select('id')
      .where('event_id', '=', own.waitingId)
      .executeTakeFirstOrThrow()
    return { eventId: own.waitingId, submissionId: id }
  }
  const attendeeIn = (language: Language): Attending => ({
    language,
    name: buyer.name,
    order: 'K7Q2MX',
    tickets: ticketsInWords([{ name: 'Admission', quantity: 2 }]),
    url: `${services.publicUrl()}/tickets`,
  })
  const attending = async (kind: Kind, asked: string, compose: (frame: EventFrame) => Letter) => {
    const frame = await readFrame(services, own.eventId)
    await tell(services, {
      once: asked,
      kind,
      to: { userId: buyer.userId },
      eventId: own.eventId,
      compose: async () => compose(frame),
    })
    return undefined
  }
  const act = async () =>
    (await db.selectFrom('act').select('id').where('kind', '=', 'api_key.made').limit(1).executeTakeFirstOrThrow()).id

  return {
    confirm_email: async ({ asked }) => {
      await set(sql`update users set email_verified = false where id = ${attendee.userId}`)
      return ['notifications.confirm_email', { userId: attendee.userId, asked }]
    },
    already_registered: async ({ asked }) => ['notifications.already_registered', { email: buyer.email, asked }],
    reset_password: async ({ asked }) => ['notifications.reset_password', { email: buyer.email, asked }],
    sign_in_code: async ({ asked, language }) => {
      const id = newId()
      await set(sql`
        insert into provider_sign_in (id, provider, state_hash, browser_hash, next, language, time_zone, expires_at, email, asked)
        values (${id}, 'google', ${id}, ${id}, '/', ${language}, 'UTC', '2099-01-01', 'new@example.org', ${asked})`)
      return ['notifications.sign_in_code', { signInId: id, asked }]
    },
    mail_test: async ({ asked, language }) => [
      'notifications.mail_text_test',
      {
        asked,
        userId: owner.userId,
        organizationId: own.organizationId,
        kind: 'confirmation',
        language,
        subject: '',
        text: '',
      },
    ],
    guest_erasure: async ({ asked, language }) => [
      'notifications.guest_erasure',
      { email: buyer.email, language, asked },
    ],
    way_in_changed: async () => ['notifications.way_in_changed', { userId: owner.userId, actId: await act() }],
    erasure_asked: async ({ asked }) => {
      await set(sql`update users set erase_at = '2099-01-01', erasure_asked_at = now() where id = ${attendee.userId}`)
      return ['notifications.erasure_asked', { userId: attendee.userId, asked }]
    },
    erasure_stopped: async ({ asked }) => ['notifications.erasure_stopped', { userId: attendee.userId, asked }],
    export_ready: async ({ language }) => {
      const id = newId()
      await set(sql`
        insert into data_export (id, user_id, state, language, written, files, bytes, asked_at, ready_at, expires_at)
        values (${id}, ${buyer.userId}, 'ready', ${language}, 1, 1, 10, now(), now(), '2099-01-01')`)
      return ['notifications.export_ready', { exportId: id }]
    },
    accounts_merged: async ({ asked }) => [
      'notifications.accounts_merged',
      { userId: buyer.userId, email: buyer.email, ended: true, asked },
    ],
    member_invited: async () => ['notifications.member_invited', { invitationId: own.memberInvitationId, mail: 1 }],
    ownership_offered: async () => {
      const id = newId()
      await set(sql`delete from ownership_offer`)
      await set(sql`
        insert into ownership_offer (id, organization_id, from_user_id, to_user_id, created_at)
        values (${id}, ${own.organizationId}, ${owner.userId}, ${manager.userId}, now())`)
      return ['notifications.ownership_offered', { offerId: id }]
    },
    cohost_invited: async () => ['notifications.cohost_invited', { cohostId: own.askedCohostId }],
    tickets: async () => ['notifications.order_paid', bought],
    tickets_again: async ({ asked }) => ['notifications.tickets_again', { ...bought, asked }],
    tickets_link: async ({ asked, language }) => [
      'notifications.tickets_link',
      { asked, email: buyer.email, language },
    ],
    received_ticket: async () => ['notifications.received_ticket', transfer],
    transfer_offered: async () => ['notifications.transfer_offered', transfer],
    transfer_accepted: async () => ['notifications.transfer_accepted', transfer],
    transfer_declined: async () => ['notifications.transfer_declined', transfer],
    transfer_withdrawn: async () => ['notifications.transfer_withdrawn', transfer],
    ticket_voided: async () => ['notifications.refund_requested', { refundId, orderId: own.paidOrderId }],
    order_ended: async () => {
      await order('cancelled')
      return [
        'notifications.order_ended',
        { orderId: own.awaitingOrderId, message: 'The hall is smaller than we thought.' },
      ]
    },
    payment_failed: async () => {
      await order('awaiting_payment')
      await set(sql`update payment set created_at = 'epoch' where id = ${own.doorPaymentId}`)
      await paymentState(own.paymentId, 'failed')
      return ['notifications.payment_still_failed', awaited]
    },
    payment_returned: async () => ['notifications.payment_returned', awaited],
    payment_promised: async () => ['notifications.payment_promised', await promised()],
    payment_due_soon: async () => ['notifications.payment_due_soon', await promised()],
    payment_lapsed: async () => {
      await order('awaiting_payment', new Date(0))
      return ['notifications.payment_lapsed', awaited]
    },
    refund: async () => ['notifications.refund_requested', { refundId, orderId: own.paidOrderId }],
    guest_invited: async () => ['notifications.guest_invited', { guestId: own.guestId, mail: 1 }],
    guest_code: async ({ asked }) => {
      await set(
        sql`update event_guest set code_asked = ${asked}, code_expires_at = '2099-01-01' where id = ${own.guestId}`,
      )
      return ['notifications.guest_code', { guestId: own.guestId, asked }]
    },
    event_moved: async () => ['notifications.event_moved', { eventId: own.eventId, moveId: await moved() }],
    event_cancelled: async () => ['notifications.event_cancelled', { eventId: own.eventId }],
    event_stopped: async () => [
      'notifications.event_stopped',
      { eventId: own.eventId, suspendedAt: new Date().toISOString() },
    ],
    event_reminder: ({ asked, language }) =>
      attending('event_reminder', asked, (frame) => reminderLetter(frame, attendeeIn(language), 24)),
    event_thanks: ({ asked, language }) =>
      attending('event_thanks', asked, (frame) => thanksLetter(frame, attendeeIn(language))),
    announcement: ({ asked, language }) =>
      attending('announcement', asked, (frame) =>
        organizerLetter(frame, attendeeIn(language), {
          subject: 'Doors',
          text: '## Doors\n\nCome **early**: [the way](https://example.org/way).',
        }),
      ),
    announcement_test: async ({ asked }) => [
      'notifications.test_announcement',
      { announcementId: own.announcementId, eventId: own.eventId, userId: owner.userId, asked },
    ],
    message: async () => {
      const words = {
        kind: 'message',
        channel: 'email',
        title: 'Welcome',
        message: 'We are glad you are here.',
      } as const
      await transact(db, (tx) => notify(tx, services, { userId: buyer.userId, ...words }))
      return undefined
    },
    event_reported: async () => undefined,
    event_answer: async () => {
      await set(
        sql`update event_message set answer = 'There is one, by the stairs.', answered_at = now() where id = ${own.messageId}`,
      )
      return ['notifications.event_answer', { messageId: own.messageId }]
    },
    event_message: async () => ['notifications.event_message', { messageId: own.messageId, eventId: own.eventId }],
    event_returned: async () => ['notifications.event_returned', await decided('returned')],
    event_approved: async () => ['notifications.event_approved', await decided('approved')],
    refund_bounced: async () => ['notifications.refund_bounced', { refundId, bounces: 1 }],
  }
}

/** Buys two tickets, passes one on, and refunds both: what of it is told both to the buyer and to whoever has the other one. */
async function refundReceived(app: TestApp, { own, people: { owner, buyer, attendee } }: World): Promise<string> {
  const { eventId, typeId } = own
  const order = await buy(buyer, { eventId, typeId, quantity: 2 }, { name: buyer.name, email: buyer.email })
  const [kept, passed] = order.tickets.map(({ id }) => id)
  const received = await passOn(app, String(passed), buyer, attendee)
  await owner.api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId, orderId: order.id },
    body: {
      tickets: [String(kept), received],
      give: { percent: 100 },
      fee: true,
      takeBack: true,
      amount: 5000,
      reason: 'The band was late.',
    },
  })
  const refund = await app.db
    .selectFrom('refund')
    .select('id')
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow()
  await app.settle()
  return refund.id
}

/** The ticket that somebody has for the one that was offered to them. */
async function passOn({ db }: TestApp, ticketId: string, from: Person, to: Person): Promise<string> {
  await from.api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email: to.email } })
  const transfer = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  await to.api['POST /api/transfers/:transferId/acceptance']({
    params: { transferId: transfer.id },
    body: { attendeeName: to.name },
  })
  const { new_ticket_id } = await db
    .selectFrom('ticket_transfer')
    .select('new_ticket_id')
    .where('id', '=', transfer.id)
    .executeTakeFirstOrThrow()
  return String(new_ticket_id)
}
