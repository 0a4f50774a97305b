import sharp from 'sharp'
import { newId } from '../src/db/id.ts'
import { authLibrary } from '../src/modules/accounts/auth.ts'
import { hashPassword } from '../src/modules/accounts/passwords/passwords.ts'
import { keyScopes, type MemberRole, type Permission } from '../src/modules/accounts/permissions.ts'
import { issueInvoice } from '../src/modules/money/invoices.ts'
import { transferSecret } from '../src/modules/orders/codes.ts'
import { sweepLapsed } from '../src/modules/orders/release.ts'
import { makeEvent } from './events.ts'
import type { TestApp } from './harness.ts'
import { postSale } from './ledger.ts'
import { organization, type Person, person } from './people.ts'
import { buy, hold, startPaying } from './sales.ts'

/** Everybody a call may come from. `secret` is signed out and has the secrets of the buyer's orders; `foreign` owns another organization. */
export const kinds = [
  'stranger',
  'secret',
  'attendee',
  'buyer',
  'owner',
  'manager',
  'editor',
  'finance',
  'moderator',
  'check-in',
  'foreign',
  'administrator',
] as const
export type Kind = (typeof kinds)[number]

export const memberRoles: readonly MemberRole[] = ['owner', 'manager', 'editor', 'finance', 'moderator', 'check-in']

/** An organization with everything it may have, and the buyer of its orders. */
export interface Side {
  organizationId: string
  organizationSlug: string
  /** Live, with a paid and a free type, a cover, orders in every state, tickets and a scan. */
  eventId: string
  slug: string
  typeId: string
  freeTypeId: string
  coverKey: string
  /** Live, with nothing sold. */
  openingId: string
  openingTypeId: string
  /** Lacks nothing, was never live. */
  draftId: string
  draftSlug: string
  draftTypeId: string
  waitingId: string
  buyer: Person
  heldOrderId: string
  /** Has its buyer's details, a pending payment in the sandbox, and costs `due` in minor units. */
  awaitingOrderId: string
  paymentId: string
  paymentRef: string
  /** The same order was to be paid at the door before. */
  doorPaymentId: string
  due: number
  paidOrderId: string
  ticketId: string
  ticketCode: string
  otherTicketId: string
  /** Of the same order, offered to its own buyer by `transferId`. */
  offeredTicketId: string
  transferId: string
  expiredOrderId: string
  /** Secrets of all these orders, and of the transfer. */
  secrets: string[]
  /** The scan that let `ticketId` in. */
  scanNonce: string
  /** Charged on nothing. */
  taxRateId: string
  /** The invoice of the paid order. */
  invoiceId: string
  /** Recorded, and not all there is to pay out. */
  payoutId: string
  /** What the buyer wrote about the event, and what they reported of it. */
  messageId: string
  reportId: string
  /** What the team wrote to those who have a ticket: a draft, and one that is planned. */
  announcementId: string
  plannedAnnouncementId: string
  /** An editor, who is nobody of `kinds`. */
  colleagueId: string
  /** Of the buyer, to be an editor; open. */
  memberInvitationId: string
  /** Of the buyer, to `eventId`; mailed. */
  guestId: string
  /** By which the co-hosts' organization is a manager of `eventId`. */
  cohostId: string
  /** By which this organization is asked to co-host the other one's `openingId`. */
  askedCohostId: string
  /** An API key, in use nowhere. */
  apiKeyId: string
}

export interface World {
  own: Side
  foreign: Side
  people: Record<Exclude<Kind, 'stranger' | 'secret'>, Person>
  /** Owns a third organization, which co-hosts `eventId` of both as a manager. */
  cohost: Person
  /** The password of everybody. */
  password: string
  /** Somebody of the demo. */
  demo: Person
  /** A mail in the mailbox with an attachment. */
  mailId: string
  /** The photo of the attendee. */
  photoKey: string
  /** Headers that make a call come from somebody: by cookie, or by bearer token where they have one. */
  asCookie(kind: Kind): Record<string, string>
  asBearer(kind: Kind): Record<string, string> | undefined
  asCohost(): Record<string, string>
  /** By an API key that the owner made: with every scope there is, or just to read the organization. */
  asKey(scopes: 'all' | 'least'): Record<string, string>
}

const password = 'correct horse battery'

/**
 * Two organizations with a member of every role in the first, somebody who bought at each, somebody who did not, an administrator; events in
 * every state, orders in every state, tickets, scans, mails. All of it through the API but for people and memberships.
 */
export async function makeWorld(app: TestApp): Promise<World> {
  const people = await makePeople(app)
  const roles = Object.fromEntries(memberRoles.map((role) => [role, people[role]])) as Record<MemberRole, Person>
  const own = await makeSide(app, people.owner, people.administrator, people.buyer, await organization(app.db, roles))
  const elsewhere = await organization(app.db, { owner: people.foreign }, { name: 'Elsewhere' })
  const foreign = await makeSide(
    app,
    people.foreign,
    people.administrator,
    await person(app, { name: 'Bea Buyer' }),
    elsewhere,
  )
  const cohost = await person(app, { name: 'Cora Cohost' })
  const third = await organization(app.db, { owner: cohost }, { name: 'Third Hall' })
  own.cohostId = await cohosting(people.owner, own.eventId, third, cohost)
  foreign.cohostId = await cohosting(people.foreign, foreign.eventId, third, cohost)
  own.askedCohostId = await cohosting(people.foreign, foreign.openingId, { slug: own.organizationSlug })
  foreign.askedCohostId = await cohosting(people.owner, own.openingId, { slug: foreign.organizationSlug })
  const demo = await person(app, { email: 'somebody@demo.example' })
  await app.settle()
  const { id: mailId } = await app.db
    .selectFrom('mailbox_mail')
    .select('id')
    .where('attachments', '!=', '[]')
    .limit(1)
    .executeTakeFirstOrThrow()
  const keys = {
    all: (await newKey(people.owner, own.organizationId, keyScopes)).key,
    least: (await newKey(people.owner, own.organizationId, ['organization.read'])).key,
  }
  // As if noted already, so that a refused call leaves everything as it was.
  await app.db.updateTable('api_key').set({ last_used_at: '2099-01-01T00:00:00Z' }).execute()
  await keepCardOf(app, people.attendee)
  await givePasswords(app)
  const tokens = new Map<Kind, string>()
  for (const kind of kinds)
    if (kind !== 'stranger' && kind !== 'secret') tokens.set(kind, await tokenOf(app, people[kind].userId))

  return {
    own,
    foreign,
    people,
    cohost,
    password,
    demo,
    mailId,
    photoKey: await photoOf(people.attendee),
    asCookie(kind) {
      if (kind === 'stranger') return {}
      if (kind === 'secret') return { cookie: `conflux.orders=${own.secrets.join('.')}`, ...ownPage }
      return cookieOf(people[kind])
    },
    asBearer(kind) {
      const token = tokens.get(kind)
      return token === undefined ? undefined : { authorization: `Bearer ${token}` }
    },
    asCohost: () => cookieOf(cohost),
    asKey: (scopes) => ({ authorization: `Bearer ${keys[scopes]}` }),
  }
}

/** Somebody whose card the sandbox keeps. */
async function keepCardOf({ db }: TestApp, { userId }: Person): Promise<void> {
  const customer = `cus_${userId}`
  await db.insertInto('payment_customer').values({ user_id: userId, provider: 'sandbox', ref: customer }).execute()
  const card = { brand: 'visa', last4: '4242', expires_year: 2034, expires_month: 12, challenges: false }
  await db
    .insertInto('sandbox_card')
    .values({ ref: `card_${userId}`, customer, ...card })
    .execute()
}

async function photoOf({ api }: Person): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#274' } })
    .png()
    .toBuffer()
  await api['PUT /api/me/photo']({ body: { type: 'image/png', bytes } })
  return (await api['GET /api/me']())?.photo ?? ''
}

/** What a browser says of a call that a page of ours makes. */
const ownPage = { 'sec-fetch-site': 'same-origin' }

const cookieOf = ({ cookies }: Person) => ({
  cookie: `conflux.session_token=${cookies.get('conflux.session_token')}`,
  ...ownPage,
})

/** Asks an organization to co-host an event as a manager; it agrees when one of its owners is named. */
async function cohosting(
  owner: Person,
  eventId: string,
  asked: { id?: string; slug: string },
  agreeing?: Person,
): Promise<string> {
  const { id } = await owner.api['POST /api/events/:eventId/cohosts']({
    params: { eventId },
    body: { slug: asked.slug, role: 'manager' },
  })
  const params = { organizationId: asked.id ?? '', cohostId: id }
  await agreeing?.api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({ params })
  return id
}

const newKey = (who: Person, organizationId: string, scopes: Permission[]) =>
  who.api['POST /api/organizations/:organizationId/api-keys']({
    params: { organizationId },
    body: { name: 'Screen', scopes, days: null },
  })

async function makePeople(app: TestApp): Promise<World['people']> {
  const entries: [string, Person][] = []
  for (const kind of kinds) {
    if (kind === 'stranger' || kind === 'secret') continue
    const name = `${kind} ${kind}`.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
    entries.push([
      kind,
      await person(app, { name, email: `${kind}@example.org`, administrator: kind === 'administrator' }),
    ])
  }
  return Object.fromEntries(entries) as World['people']
}

async function makeSide(
  app: TestApp,
  owner: Person,
  administrator: Person,
  buyer: Person,
  { id: organizationId, slug: organizationSlug }: { id: string; slug: string },
): Promise<Side> {
  const { eventId, slug, typeIds } = await makeEvent(owner, organizationId, {
    types: [
      { name: 'Admission', price: 2500, quantity: 100 },
      { name: 'Children', price: 0 },
    ],
    capacity: 200,
  })
  const [typeId = '', freeTypeId = ''] = typeIds
  const opening = await makeEvent(owner, organizationId, { event: { name: 'Opening' } })
  const draft = await makeEvent(owner, organizationId, { event: { name: 'Draft' }, live: false })
  const waitingId = await makeWaiting(app, owner, organizationId)
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#836' } })
    .png()
    .toBuffer()
  const { cover } = await owner.api['PUT /api/events/:eventId/cover']({
    params: { eventId },
    body: { type: 'image/png', bytes },
  })

  const details = { name: buyer.name, email: buyer.email }
  const paid = await buy(buyer, { eventId, typeId, quantity: 3 }, details)
  const expired = await hold(buyer, { eventId, typeId })
  await app.db
    .updateTable('order')
    .set({ expires_at: new Date(0) })
    .where('id', '=', expired.id)
    .execute()
  // Or a refusal would take its place back, and with that not leave everything as it was.
  await sweepLapsed(app.db, app.app.services.desk, new Date())
  const held = await hold(buyer, { eventId, typeId })
  const awaiting = await hold(buyer, { eventId, typeId })
  const { paymentId, ref: paymentRef } = await startPaying(buyer, awaiting.id, details)
  const doorPaymentId = newId()
  const atDoor = { id: doorPaymentId, order_id: awaiting.id, provider: 'door', created_at: new Date(0) }
  await app.db
    .insertInto('payment')
    .values({ ...atDoor, amount: awaiting.order.total, currency: 'EUR' })
    .execute()
  const [ticket, otherTicket, offeredTicket] = paid.tickets
  const offeredTicketId = offeredTicket?.id ?? ''
  const transferId = await offerTo(app, offeredTicketId, buyer)
  const code = await buyer.api['GET /api/tickets/:ticketId']({ params: { ticketId: ticket?.id ?? '' } })
  const scanNonce = newId()
  await owner.api['POST /api/events/:eventId/scans']({
    params: { eventId },
    body: { nonce: scanNonce, code: code.code },
  })
  const inOrganization = { params: { organizationId } }
  const { id: taxRateId } = await owner.api['POST /api/organizations/:organizationId/tax-rates']({
    ...inOrganization,
    body: { name: 'VAT', rate: 19_000, inclusive: true },
  })
  await issueInvoice(app.db, paid.id, new Date())
  const { items: invoices } = await buyer.api['GET /api/orders/:orderId/invoices']({ params: { orderId: paid.id } })
  await postSale(app.db, paid.id)
  const { id: payoutId } = await administrator.api['POST /api/admin/organizations/:organizationId/payouts']({
    ...inOrganization,
    body: { amount: 1000, currency: 'EUR' },
  })
  await administrator.api['POST /notifications/send']({ body: { userId: buyer.userId, message: 'Welcome.' } })

  const colleague = await person(app, { name: 'Cleo Colleague' })
  await app.db
    .insertInto('membership')
    .values({ organization_id: organizationId, user_id: colleague.userId, role: 'editor' })
    .execute()
  const invited = await owner.api['POST /api/organizations/:organizationId/member-invitations']({
    ...inOrganization,
    body: { email: buyer.email, role: 'editor' },
  })

  return {
    organizationId,
    organizationSlug,
    eventId,
    slug,
    typeId,
    freeTypeId,
    coverKey: cover?.key ?? '',
    openingId: opening.eventId,
    openingTypeId: opening.typeIds[0] ?? '',
    draftId: draft.eventId,
    draftSlug: draft.slug,
    draftTypeId: draft.typeIds[0] ?? '',
    waitingId,
    buyer,
    heldOrderId: held.id,
    awaitingOrderId: awaiting.id,
    paymentId,
    paymentRef,
    doorPaymentId,
    due: awaiting.order.total,
    paidOrderId: paid.id,
    ticketId: code.id,
    ticketCode: code.code,
    otherTicketId: otherTicket?.id ?? '',
    offeredTicketId,
    transferId,
    expiredOrderId: expired.id,
    secrets: [
      ...(buyer.cookies.get('conflux.orders')?.split('.') ?? []),
      transferSecret(app.app.services.secret, transferId),
    ],
    scanNonce,
    taxRateId,
    invoiceId: invoices[0]?.id ?? '',
    payoutId,
    ...(await contactFrom(app, buyer, eventId)),
    ...(await announcementsOf(owner, eventId)),
    colleagueId: colleague.userId,
    apiKeyId: (await newKey(owner, organizationId, ['event.read'])).id,
    memberInvitationId: invited.id,
    guestId: await guestOf(app, owner, eventId, buyer),
    // What takes two organizations is made when both are there.
    cohostId: '',
    askedCohostId: '',
  }
}

async function contactFrom({ db }: TestApp, { api }: Person, eventId: string) {
  await api['POST /api/events/:eventId/messages']({ params: { eventId }, body: { message: 'Is there a cloakroom?' } })
  await api['POST /api/events/:eventId/reports']({ params: { eventId }, body: { reason: 'other', details: '' } })
  const message = await db.selectFrom('event_message').select('id').where('event_id', '=', eventId).executeTakeFirst()
  const report = await db.selectFrom('event_report').select('id').where('event_id', '=', eventId).executeTakeFirst()
  return { messageId: message?.id ?? '', reportId: report?.id ?? '' }
}

async function announcementsOf({ api }: Person, eventId: string) {
  const body = { subject: 'Doors at seven', text: 'Come **early**.' }
  const write = () => api['POST /api/events/:eventId/announcements']({ params: { eventId }, body })
  const [draft, planned] = [await write(), await write()]
  await api['PUT /api/events/:eventId/announcements/:announcementId/sending']({
    params: { eventId, announcementId: planned.id },
    body: { at: '2098-01-01T10:00' },
  })
  return { announcementId: draft.id, plannedAnnouncementId: planned.id }
}

async function guestOf({ db }: TestApp, { api }: Person, eventId: string, { email }: Person): Promise<string> {
  await api['POST /api/events/:eventId/guests']({ params: { eventId }, body: { guests: [{ email }] } })
  const guest = await db
    .selectFrom('event_guest')
    .select('id')
    .where('event_id', '=', eventId)
    .executeTakeFirstOrThrow()
  return guest.id
}

async function offerTo({ db }: TestApp, ticketId: string, { api, email }: Person): Promise<string> {
  await api['POST /api/tickets/:ticketId/transfer']({ params: { ticketId }, body: { email } })
  const { id } = await db
    .selectFrom('ticket_transfer')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return id
}

async function makeWaiting({ app }: TestApp, owner: Person, organizationId: string): Promise<string> {
  await app.services.platform.change('eventApproval', 'all')
  const { eventId } = await makeEvent(owner, organizationId, { event: { name: 'Waiting' } })
  await app.services.platform.change('eventApproval', 'off')
  return eventId
}

async function givePasswords({ db }: TestApp): Promise<void> {
  const hash = await hashPassword(password)
  const users = await db.selectFrom('users').select('id').execute()
  await db
    .insertInto('account')
    .values(
      users.map(({ id }) => ({ id: newId(), user_id: id, account_id: id, provider_id: 'credential', password: hash })),
    )
    .execute()
}

/** A bearer token of a session that somebody has. */
export async function tokenOf({ app, db }: TestApp, userId: string): Promise<string> {
  const { id } = await db.selectFrom('session').select('id').where('user_id', '=', userId).executeTakeFirstOrThrow()
  const library = await authLibrary(app.services)()
  const now = Math.floor(Date.now() / 1000)
  return library.signToken({ sub: userId, sid: id, iat: now, exp: now + 3600 })
}
