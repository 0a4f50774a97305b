import { actingAs } from '../acts.ts'
import { newId } from '../db/id.ts'
import { unrepeated } from '../db/idempotency.ts'
import { acceptCohosting, inviteCohost } from '../modules/accounts/cohosts.ts'
import type { MemberRole } from '../modules/accounts/permissions.ts'
import { answerReason } from '../modules/events/approval.ts'
import { editEvent } from '../modules/events/edit.ts'
import { answerMessage, listMessages, writeToOrganizer } from '../modules/events/messages.ts'
import { decideApproval, publishEvent } from '../modules/events/publication.ts'
import { closeReport, listReports, reportEvent } from '../modules/events/reports.ts'
import { promisePayment } from '../modules/money/by-hand.ts'
import { issueInvoice } from '../modules/money/invoices.ts'
import { providersOf } from '../modules/money/providers.ts'
import { type Goodwill, refundByOrganizer } from '../modules/money/refunds.ts'
import { issueRefundNote } from '../modules/money/refunds-credit.ts'
import { sendRefund } from '../modules/money/refunds-send.ts'
import { deskIn } from '../modules/orders/desk.ts'
import { buyerOf } from '../modules/orders/details.ts'
import type { Services } from '../services.ts'
import { emailOf } from './sales.ts'

const day = 24 * 3600_000

/** Who and what there is in the demo, by slug and by name. */
export interface DemoWorld {
  organizations: ReadonlyMap<string, { organizationId: string; userId: string }>
  events: ReadonlyMap<string, string>
  attendee: { userId: string; email: string }
  administratorId: string
  /** Makes somebody, and returns their id. */
  person(name: string): Promise<string>
}

/**
 * What people did in the last days: a team with its roles and a co-host, an event that moved, one that was sent back and answers, questions, reports,
 * money that went back or is still to come.
 */
export async function doDemoWork(services: Services, world: DemoWorld): Promise<void> {
  await addTeam(services, world)
  await shareEvent(services, world)
  await moveEvent(services, world)
  await askForApproval(services, world)
  await writeMessages(services, world)
  await giveBack(services, world)
  await waitForMoney(services, world)
}

const found = <T>(map: ReadonlyMap<string, T>, name: string): T => {
  const one = map.get(name)
  if (one === undefined) throw new Error(`the demo has no ${name}`)
  return one
}

/** Does something as a person, so that its act is theirs. */
const by = <T>(userId: string, work: () => Promise<T>): Promise<T> =>
  actingAs(
    { userId, apiKeyId: null, impersonatorId: null, ip: '127.0.0.1', userAgent: 'Demo', requestId: 'demo' },
    work,
  )

const team: [name: string, role: MemberRole][] = [
  ['Bruno Salgado', 'manager'],
  ['Teresa Pinho', 'finance'],
  ['Lia Campos', 'check-in'],
]

async function addTeam({ db }: Services, { organizations, person }: DemoWorld): Promise<void> {
  const { organizationId } = found(organizations, 'clube-da-solda')
  for (const [name, role] of team)
    await db
      .insertInto('membership')
      .values({ organization_id: organizationId, user_id: await person(name), role })
      .execute()
}

async function shareEvent({ db, now }: Services, { organizations, events }: DemoWorld): Promise<void> {
  const [host, guest] = [found(organizations, 'spreelicht'), found(organizations, 'clube-da-solda')]
  const eventId = found(events, 'Silent Film, Loud Organ')
  const asked = { eventId, slug: 'clube-da-solda', role: 'manager' } as const
  const { id: cohostId } = await by(host.userId, () => inviteCohost(db, asked, host.userId, now()))
  await by(guest.userId, () => acceptCohosting(db, { cohostId, organizationId: guest.organizationId }, now()))
}

async function moveEvent({ db, now }: Services, { organizations, events }: DemoWorld): Promise<void> {
  const { userId } = found(organizations, 'spreelicht')
  const place = { venue: 'Alte Kantine am Ufer', address: 'Köpenicker Straße 48' }
  await by(userId, () => editEvent(db, found(events, 'Brotzeit'), place, now()))
}

async function askForApproval(
  { db, now }: Services,
  { organizations, events, administratorId }: DemoWorld,
): Promise<void> {
  const { userId } = found(organizations, 'clube-da-solda')
  const eventId = found(events, 'The Museum of Almost')
  const reason = 'Please say where people can sit down, and how long it takes.'
  await by(administratorId, () => decideApproval(db, eventId, { approved: false, reason }, now()))
  await by(userId, async () => {
    await answerReason(db, eventId, 'There is a bench in each room, and one hour is enough.')
    await editEvent(
      db,
      eventId,
      { summary: 'Inventions that nearly worked, an hour of them, with a bench in each room.' },
      now(),
    )
    await publishEvent(db, eventId, 'all', now())
  })
}

const questions: [event: string, question: string, answer?: string][] = [
  [
    'Loose Wires',
    'Is there somewhere to leave a bicycle overnight?',
    'In the yard, under a roof. Bring your own lock.',
  ],
  ['Loose Wires', 'My daughter is fourteen on Sunday. Which ticket does she need?'],
]

async function writeMessages(
  { db, now }: Services,
  { organizations, events, attendee, administratorId }: DemoWorld,
): Promise<void> {
  const { userId } = found(organizations, 'clube-da-solda')
  const visitor = { ...attendee, administrator: false, secrets: [] }
  for (const [index, [event, question, answer]] of questions.entries()) {
    const eventId = found(events, event)
    const at = new Date(now().getTime() - (questions.length - index) * day)
    await writeToOrganizer(db, eventId, visitor, question, at)
    const [written] = (await listMessages(db, eventId, {})).items
    const answered = { eventId, messageId: written?.id ?? '', userId }
    if (answer) await by(userId, () => answerMessage(db, answered, answer, new Date(at.getTime() + day / 3)))
  }
  const reports = [
    ['The Cold Mile', 'misleading', 'It says that the water is cold. It does not say how cold.'],
    ['Marvila Ten Kilometres', 'other', 'The map shows last year’s course.'],
  ] as const
  for (const [event, reason, details] of reports)
    await reportEvent(db, found(events, event), visitor, { reason, details }, now())
  const { items } = await listReports(db, { state: 'open' })
  const old = items.find(({ event }) => event.name === 'The Cold Mile')
  if (old) await by(administratorId, () => closeReport(db, old.id, administratorId, now()))
}

async function giveBack(services: Services, { organizations, events }: DemoWorld): Promise<void> {
  const { db, now, secret } = services
  const { userId } = found(organizations, 'clube-da-solda')
  const eventId = found(events, 'Loose Wires')
  const orders = await db
    .selectFrom('order')
    .innerJoin('order_line', 'order_line.order_id', 'order.id')
    .select(['order.id', 'order_line.unit_price as price'])
    .where('order.event_id', '=', eventId)
    .where('order_line.unit_price', '>', 0)
    .orderBy('order.id', 'desc')
    .limit(6)
    .execute()
  const cashier = { ...services, desk: deskIn(db, { now, secret }), providers: providersOf(services) }
  for (const { id } of orders) await issueInvoice(db, id, now())
  const given = [
    { takesBack: true, reason: 'The number 28 tram never came.', isSent: true },
    { takesBack: false, reason: 'Wet chairs on the left.', isSent: true },
    { takesBack: true, reason: '', isSent: false },
  ]
  for (const [index, { takesBack, reason, isSent }] of given.entries()) {
    const order = orders[index]
    if (!order) return
    const ticket = await db
      .selectFrom('ticket')
      .select('id')
      .where('order_id', '=', order.id)
      .orderBy('position')
      .executeTakeFirstOrThrow()
    const percent = takesBack ? 100 : 25
    const amount = Math.round((order.price * percent) / 100)
    const goodwill: Goodwill = {
      ...{
        eventId,
        orderId: order.id,
        ticketIds: [ticket.id],
        give: { percent },
        fee: false,
        takesBack,
        amount,
        reason,
        userId,
      },
    }
    const { id: refundId } = await by(userId, () => refundByOrganizer(cashier, goodwill, unrepeated))
    await issueRefundNote(db, refundId, now())
    if (isSent) await sendRefund(cashier, refundId)
  }
}

async function waitForMoney(services: Services, { events }: DemoWorld): Promise<void> {
  const { db, now, secret } = services
  const eventId = found(events, 'How Cities Hear')
  const type = await db
    .selectFrom('ticket_type')
    .select('id')
    .where('event_id', '=', eventId)
    .where('price', '>', 0)
    .executeTakeFirstOrThrow()
  const desk = deskIn(db, { now, secret })
  for (const [name, way] of [
    ['Piotr Zając', 'transfer'],
    ['Adaeze Okonjo', 'transfer'],
    ['Kofi Mensah', 'door'],
  ] as const) {
    const orderId = newId(now().getTime())
    await desk.submit(eventId, {
      kind: 'hold',
      orderId,
      person: { userId: null, email: emailOf(name), browserId: null },
      lines: [{ ticketTypeId: type.id, quantity: 2 }],
      language: 'en',
      buyer: buyerOf({ name, email: emailOf(name) }),
    })
    await promisePayment({ db, desk, now }, orderId, way, unrepeated)
  }
}
