import { randomUUID } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { newId } from '../src/db/id.ts'
import { methodAndPath } from '../src/http/contract.ts'
import type { Side, World } from './world.ts'

/** A call that is right in every way, but for who makes it. */
export interface Ask {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: object
  /** Bytes in place of a JSON body. */
  file?: { type: string; bytes: Uint8Array }
  headers?: Record<string, string>
}

/** Given where the ids come from. */
export interface Here {
  side: Side
  world: World
  /** An image, and a webhook as the sandbox signs it. */
  image: Uint8Array
  webhook: { body: string; headers: Record<string, string> }
}

const announcement = { subject: 'Doors at seven', text: 'Come **early**.' }

/** In the form of an authenticator's answer, to nothing that was asked. */
const foreignKey = {
  id: 'bm9uZQ',
  rawId: 'bm9uZQ',
  type: 'public-key',
  response: { clientDataJSON: Buffer.from('{"challenge":"none"}').toString('base64url') },
  clientExtensionResults: {},
}
const newAccount = { email: 'newcomer@example.org', password: 'correct horse' }
const compatEvent = {
  e_name: 'Night market',
  e_details: 'Six kitchens.',
  event_time: '2099-05-01T18:00:00Z',
  event_add: 'Town Hall, Lisbon',
  capacity: 30,
  fees: 12.5,
}
const compatEventB = {
  name: 'Open rehearsal',
  description: 'Bring an instrument.',
  date: '2099-06-01T19:00:00Z',
  location: 'Quay 4, Porto',
  capacity: 5,
  price: 8,
}

const ofEvent = ({ side }: Here): Ask => ({ params: { eventId: side.eventId } })
const ofOrganization = ({ side }: Here): Ask => ({ params: { organizationId: side.organizationId } })
const ofMailText = ({ side }: Here) => ({
  params: { organizationId: side.organizationId, kind: 'confirmation', language: 'en' },
  body: { subject: '', text: 'Hello {name}, see you at {event}.' },
})
const ofColleague = ({ side }: Here): Ask => ({
  params: { organizationId: side.organizationId, userId: side.colleagueId },
})
const ofInvitation = ({ side }: Here): Ask => ({ params: { invitationId: side.memberInvitationId } })
const ofMemberInvitation = ({ side }: Here): Ask => ({
  params: { organizationId: side.organizationId, invitationId: side.memberInvitationId },
})
const ofForeignMemberInvitation = (here: Here): Ask => ({
  params: { organizationId: here.side.organizationId, invitationId: otherSide(here).memberInvitationId },
})
const ofAskedCohosting = ({ side }: Here): Ask => ({
  params: { organizationId: side.organizationId, cohostId: side.askedCohostId },
})
const keyOf = ({ organizationId }: Side, { apiKeyId }: Side): Ask => ({ params: { organizationId, keyId: apiKeyId } })
const ofWaiting = ({ side }: Here): Ask => ({ params: { eventId: side.waitingId } })
const ofBuyer = ({ side }: Here): Ask => ({ params: { userId: side.buyer.userId } })
const ofTaxRate = ({ side }: Here) => ({ organizationId: side.organizationId, taxRateId: side.taxRateId })
const ofPayout = ({ side }: Here): Ask => ({ params: { payoutId: side.payoutId } })
const otherSide = ({ side, world }: Here): Side => (side === world.own ? world.foreign : world.own)

const ofAnnouncement = ({ side }: Here): Ask => ({
  params: { eventId: side.eventId, announcementId: side.announcementId },
})
const ofPlannedAnnouncement = ({ side }: Here): Ask => ({
  params: { eventId: side.eventId, announcementId: side.plannedAnnouncementId },
})
const ofForeignAnnouncement = (here: Here): Ask => ({
  params: { eventId: here.side.eventId, announcementId: otherSide(here).plannedAnnouncementId },
})
const ofPaidOrder = ({ side }: Here): Ask => ({ params: { orderId: side.paidOrderId } })
const ofOrderOfEvent = ({ side }: Here): Ask => ({ params: { eventId: side.eventId, orderId: side.paidOrderId } })
const ofForeignOrder = (here: Here): Ask => ({
  params: { eventId: here.side.eventId, orderId: otherSide(here).paidOrderId },
})
const ofNoRefund = ({ side }: Here): Ask => ({
  params: { eventId: side.eventId, orderId: side.paidOrderId, refundId: newId() },
})
const goodwillFor = (ticketId: string) => ({
  tickets: [ticketId],
  give: { percent: 50 },
  fee: true,
  takeBack: false,
  amount: 1250,
  reason: 'The band was late.',
})
const ofGuest = ({ side }: Here): Ask => ({ params: { guestId: side.guestId } })
const ofGuestOfEvent = ({ side }: Here): Ask => ({ params: { eventId: side.eventId, guestId: side.guestId } })
const ofForeignGuest = (here: Here): Ask => ({
  params: { eventId: here.side.eventId, guestId: otherSide(here).guestId },
})
const ofOtherTicket = ({ side }: Here): Ask => ({ params: { ticketId: side.otherTicketId } })
const ofTransfer = ({ side }: Here): Ask => ({ params: { transferId: side.transferId } })
const ofTicket = ({ side }: Here): Ask => ({ params: { ticketId: side.ticketId } })
const ofSandbox = ({ side }: Here): Ask => ({ params: { ref: side.paymentRef } })
const ofType = ({ side }: Here) => ({ eventId: side.eventId, ticketTypeId: side.typeId })
const ofMail = ({ world }: Here): Ask => ({ params: { mailId: world.mailId } })
const nothing = (): Ask => ({})
/** As a browser tells it; nobody listens there. */
const newDevice = { endpoint: 'https://push.example.org/device', p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) }
/** Nobody signed it, and there is no Twilio to have done so. */
const twilioForm: Ask = {
  file: { type: 'application/x-www-form-urlencoded', bytes: Buffer.from('From=%2B351211234567&Body=STOP') },
}
const account = ({ world }: Here): Ask => ({ body: { email: world.people.attendee.email, password: world.password } })

/**
 * A right call of every endpoint, written by hand; words in brackets tell several calls of one endpoint apart. Calls are undone, so that
 * each may use up what it needs.
 */
export const requests: Readonly<Record<string, (here: Here) => Ask>> = {
  'GET /healthz': nothing,
  'GET /readyz': nothing,
  'GET /api/openapi.json': nothing,

  'POST /api/sign-up': () => ({ body: { name: 'New Comer', ...newAccount } }),
  'POST /api/sign-in': account,
  'POST /api/sign-out': nothing,
  'POST /api/sign-out-everywhere': nothing,
  'POST /api/email-confirmations': nothing,
  'POST /api/email-confirmations/confirm': () => ({ body: { token: 'no.such.token' } }),
  'POST /api/password-resets': ({ world }) => ({ body: { email: world.people.attendee.email } }),
  'POST /api/password-resets/finish': () => ({ body: { token: 'no-such-token', password: 'correct horse' } }),
  'GET /api/me': nothing,
  'PATCH /api/me': () => ({ body: { name: 'Other Name', language: 'de', timeZone: 'Europe/Berlin' } }),
  'GET /api/me/profile': nothing,
  'GET /api/me/phone': nothing,
  'POST /api/me/phone/code': () => ({ body: { phone: '+351 21 123 45 67' } }),
  'POST /api/me/phone/confirmation': () => ({ body: { code: '123456' } }),
  'GET /api/me/devices': nothing,
  'POST /api/me/devices': () => ({ body: newDevice }),
  'DELETE /api/me/devices/:deviceId': () => ({ params: { deviceId: newId() } }),
  'GET /api/me/calendar': nothing,
  'POST /api/me/calendar': nothing,
  'DELETE /api/me/calendar': nothing,
  'GET /calendar/tickets.ics': () => ({ query: { key: 'nobodysCalendarIsHere_' } }),
  'PATCH /api/me/profile': () => ({ body: { phone: '+351 21 123 45 67', birthYear: 1979, interests: ['music'] } }),
  'PUT /api/me/photo': ({ image }) => ({ file: { type: 'image/png', bytes: image } }),
  'DELETE /api/me/photo': nothing,
  'GET /photos/:key/:file': ({ world }) => ({ params: { key: world.photoKey, file: '96.webp' } }),
  'GET /api/me/payment-methods': nothing,
  'PUT /api/me/payment-methods/:provider/:method/preferred': () => ({
    params: { provider: 'sandbox', method: 'none' },
  }),
  'DELETE /api/me/payment-methods/:provider/:method': () => ({ params: { provider: 'sandbox', method: 'none' } }),
  'POST /api/me/password': ({ world }) => ({ body: { currentPassword: world.password, password: 'another horse' } }),
  'POST /api/tokens': account,
  'DELETE /api/tokens/current': nothing,
  'POST /api/sign-in/second-factor': () => ({ body: { code: '123456' } }),
  'POST /api/sign-in/passkey-options': nothing,
  'POST /api/sign-in/passkey': () => ({ body: { credential: foreignKey } }),
  'POST /api/me/confirmation': ({ world }) => ({ body: { password: world.password } }),
  'POST /api/me/confirmation/passkey-options': nothing,
  'GET /api/me/security': nothing,
  'POST /api/me/second-factor': nothing,
  'POST /api/me/second-factor/confirmation': () => ({ body: { code: '123456' } }),
  'DELETE /api/me/second-factor': nothing,
  'POST /api/me/recovery-codes': nothing,
  'POST /api/me/passkey-options': nothing,
  'POST /api/me/passkeys': () => ({ body: { name: 'Phone', credential: foreignKey } }),
  'PATCH /api/me/passkeys/:passkeyId': () => ({ params: { passkeyId: newId() }, body: { name: 'Phone' } }),
  'DELETE /api/me/passkeys/:passkeyId': () => ({ params: { passkeyId: newId() } }),
  'GET /api/me/export': nothing,
  'POST /api/me/export': nothing,
  'GET /api/me/exports/:exportId/data.zip': () => ({ params: { exportId: newId() } }),
  'GET /api/me/erasure': nothing,
  'POST /api/me/erasure': () => ({ body: { email: 'attendee@example.org' } }),
  'DELETE /api/me/erasure': nothing,
  'PUT /api/admin/people/:userId/erasure': (here) => ({ ...ofBuyer(here), body: { reason: 'Asked by letter.' } }),
  'DELETE /api/admin/people/:userId/erasure': ofBuyer,
  'POST /api/guest-erasures': ({ side }) => ({ body: { email: side.buyer.email } }),
  'POST /api/guest-erasures/confirm': () => ({ body: { token: 'none' } }),
  'GET /api/admin/people/:userId/merge/:fromId': ({ side, world }) => ({
    params: { userId: side.buyer.userId, fromId: world.people.attendee.userId },
  }),
  'POST /api/admin/people/:userId/merge': ({ side, world }) => ({
    params: { userId: side.buyer.userId },
    body: { from: world.people.attendee.userId },
  }),
  'GET /api/me/sessions': nothing,
  'DELETE /api/me/sessions/:sessionId': () => ({ params: { sessionId: newId() } }),
  'DELETE /api/me/sessions': nothing,
  'GET /.well-known/jwks.json': nothing,
  'GET /api/dev/people': nothing,
  'POST /api/dev/sign-in': ({ world }) => ({ body: { email: world.demo.email } }),
  'GET /api/sign-in-providers': nothing,
  'POST /api/provider-sign-ins': () => ({ body: { provider: 'github', next: '/tickets', timeZone: 'UTC' } }),
  'POST /api/provider-sign-ins/return': () => ({ body: { provider: 'github', state: 'no-such-state', code: 'c' } }),
  'GET /api/provider-sign-ins/waiting': nothing,
  'POST /api/provider-sign-ins/email': () => ({ body: { email: 'newcomer@example.org' } }),
  'POST /api/provider-sign-ins/code': () => ({ body: { code: '12345678' } }),
  'GET /api/me/linked-sign-ins': nothing,
  'POST /api/me/linked-sign-ins': () => ({ body: { provider: 'github' } }),
  'DELETE /api/me/linked-sign-ins/:linkedSignInId': () => ({ params: { linkedSignInId: newId() } }),
  'POST /api/organizations': () => ({ body: { name: 'Third Works', slug: 'third-works', timeZone: 'UTC' } }),
  'GET /api/organization-slugs': () => ({ query: { name: 'Third Works' } }),
  'GET /api/organizations/:organizationId': ofOrganization,
  'PATCH /api/organizations/:organizationId': (here) => ({
    ...ofOrganization(here),
    body: { name: 'Renamed Works', slug: 'renamed-works', summary: 'New.', timeZone: 'UTC' },
  }),
  'GET /api/organizations/:organizationId/mail-look': ofOrganization,
  'PUT /api/organizations/:organizationId/mail-look': (here) => ({
    ...ofOrganization(here),
    body: { accent: 'music-2', replyTo: 'hello@example.org' },
  }),
  'PUT /api/organizations/:organizationId/mail-look/logo': (here) => ({
    ...ofOrganization(here),
    file: { type: 'image/png', bytes: here.image },
  }),
  'DELETE /api/organizations/:organizationId/mail-look/logo': ofOrganization,
  'PUT /api/organizations/:organizationId/mail-texts/:kind/:language': ofMailText,
  'DELETE /api/organizations/:organizationId/mail-texts/:kind/:language': (here) => ({
    params: ofMailText(here).params,
  }),
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview': ofMailText,
  'GET /api/organizations/:organizationId/mail-texts/:kind/:language/preview': (here) => ({
    params: ofMailText(here).params,
    query: { draft: deflateRawSync('["",""]').toString('base64url') },
  }),
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/test': ofMailText,
  'GET /mail-logos/:key': () => ({ params: { key: 'none' } }),
  'GET /api/roles': nothing,
  'GET /api/organizations/:organizationId/members': ofOrganization,
  'PATCH /api/organizations/:organizationId/members/:userId': (here) => ({
    ...ofColleague(here),
    body: { role: 'check-in' },
  }),
  'DELETE /api/organizations/:organizationId/members/:userId': ofColleague,
  'DELETE /api/organizations/:organizationId/membership': ofOrganization,
  'GET /api/organizations/:organizationId/member-invitations': ofOrganization,
  'POST /api/organizations/:organizationId/member-invitations': (here) => ({
    ...ofOrganization(here),
    body: { email: 'newcomer@example.org', role: 'editor' },
  }),
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId': ofMemberInvitation,
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId (of another organization)':
    ofForeignMemberInvitation,
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail': ofMemberInvitation,
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail (of another organization)':
    ofForeignMemberInvitation,
  'GET /api/me/member-invitations': nothing,
  'GET /api/member-invitations/:invitationId': ofInvitation,
  'POST /api/member-invitations/:invitationId/acceptance': ofInvitation,
  'DELETE /api/member-invitations/:invitationId': ofInvitation,
  'POST /api/organizations/:organizationId/ownership-offer': (here) => ({
    ...ofOrganization(here),
    body: { userId: here.side.colleagueId },
  }),
  'DELETE /api/organizations/:organizationId/ownership-offer': ofOrganization,
  'POST /api/organizations/:organizationId/ownership-offer/acceptance': ofOrganization,
  'GET /api/events/:eventId/permissions': ofEvent,
  'GET /api/events/:eventId/cohosts': ofEvent,
  'POST /api/events/:eventId/cohosts': (here) => ({
    ...ofEvent(here),
    body: { slug: otherSide(here).organizationSlug, role: 'editor' },
  }),
  'DELETE /api/events/:eventId/cohosts/:cohostId': ({ side }) => ({
    params: { eventId: side.eventId, cohostId: side.cohostId },
  }),
  'DELETE /api/events/:eventId/cohosts/:cohostId (of another event)': (here) => ({
    params: { eventId: here.side.eventId, cohostId: otherSide(here).cohostId },
  }),
  'GET /api/organizations/:organizationId/cohosted-events': ofOrganization,
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance': ofAskedCohosting,
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance (of another organization)': (here) => ({
    params: { organizationId: here.side.organizationId, cohostId: otherSide(here).askedCohostId },
  }),
  'GET /api/organizations/:organizationId/api-keys': ofOrganization,
  'POST /api/organizations/:organizationId/api-keys': ({ side }) => ({
    params: { organizationId: side.organizationId },
    body: { name: 'Turnstile', scopes: ['checkin.scan'], days: 90 },
  }),
  'DELETE /api/organizations/:organizationId/api-keys/:keyId': ({ side }) => keyOf(side, side),
  'DELETE /api/organizations/:organizationId/api-keys/:keyId (of another organization)': (here) =>
    keyOf(here.side, otherSide(here)),
  'DELETE /api/organizations/:organizationId/cohosted-events/:cohostId': ofAskedCohosting,
  'GET /api/me/notifications': nothing,
  'POST /api/me/notifications/read': nothing,
  'GET /api/me/notifications/unread': nothing,
  'POST /api/me/notifications/:notificationId/read': () => ({ params: { notificationId: randomUUID() } }),
  'GET /api/me/notification-choices': nothing,
  'PUT /api/me/notification-choices': () => ({
    body: { choices: [{ topic: 'reminders', way: 'email', allowed: false }] },
  }),
  'PUT /api/me/quiet-hours': () => ({ body: { quietHours: { starts: '22:00', ends: '07:00' } } }),
  'PUT /api/me/offers-consent': () => ({ body: { given: true } }),
  'POST /api/me/mail-reopening': nothing,
  'GET /api/unsubscribe/:token': () => ({ params: { token: 'no.such.token' } }),
  'POST /api/unsubscribe/:token': () => ({ params: { token: 'no.such.token' }, body: { subscribed: false } }),
  'POST /api/hooks/mail': () => ({
    file: { type: 'application/json', bytes: Buffer.from('{"type":"bounced","email":"a@example.org"}') },
  }),
  'GET /api/admin/deliveries': nothing,
  'POST /api/admin/deliveries/:deliveryId/retry': () => ({ params: { deliveryId: randomUUID() } }),
  'GET /api/dev/messages': () => ({ query: { recipient: '+351211234567' } }),
  'GET /api/dev/mails': ({ side }) => ({ query: { recipient: side.buyer.email } }),
  'GET /api/dev/mails/:mailId': ofMail,
  'GET /api/dev/mails/:mailId/html': ofMail,
  'GET /api/dev/mails/:mailId/attachments/:index': ({ world }) => ({ params: { mailId: world.mailId, index: '0' } }),

  'GET /api/organizations/:organizationId/events': (here) => ({ ...ofOrganization(here), query: { when: 'upcoming' } }),
  'POST /api/organizations/:organizationId/events': (here) => ({
    ...ofOrganization(here),
    body: {
      name: 'Second Ferry',
      summary: 'Back again.',
      description: 'By **night**.',
      category: 'music',
      tags: ['water'],
      language: 'en',
      startsAt: '2099-12-28T20:00',
      endsAt: '2099-12-28T23:30',
      timeZone: 'Europe/Lisbon',
      attendance: 'in-person',
      venue: 'Pier 3',
      address: '',
      city: 'Lisbon',
      country: 'PT',
      onlineUrl: '',
      currency: 'EUR',
      visibility: 'public',
      slug: 'second-ferry',
      holdSeconds: 600,
    },
  }),
  'GET /api/events/:eventId': ofEvent,
  'PATCH /api/events/:eventId': (here) => ({
    ...ofEvent(here),
    body: {
      name: 'Day Ferry',
      summary: 'By day.',
      startsAt: '2099-11-29T10:00',
      endsAt: '2099-11-29T12:00',
      tags: ['day'],
    },
  }),
  'DELETE /api/events/:eventId': ({ side }) => ({ params: { eventId: side.draftId } }),
  'PUT /api/events/:eventId/cover': (here) => ({ ...ofEvent(here), file: { type: 'image/png', bytes: here.image } }),
  'DELETE /api/events/:eventId/cover': ofEvent,
  'GET /covers/files/:key/:file': ({ side }) => ({ params: { key: side.coverKey, file: '480.webp' } }),
  'POST /api/markdown': () => ({ body: { text: 'By **night**.' } }),
  'GET /api/events/:eventId/checklist': ofEvent,
  'POST /api/events/:eventId/publication': ({ side }) => ({ params: { eventId: side.draftId } }),
  'DELETE /api/events/:eventId/publication': ({ side }) => ({ params: { eventId: side.waitingId } }),
  'GET /api/events/:eventId/cancellation': ofEvent,
  'GET /api/events/:eventId/cancellation/open-refunds': ofEvent,
  'POST /api/events/:eventId/cancellation/retries': ofEvent,
  'GET /api/events/:eventId/holders': ofEvent,
  'POST /api/events/:eventId/cancellation': (here) => ({ ...ofEvent(here), body: { message: 'The boat is broken.' } }),
  'POST /api/events/:eventId/copies': ofEvent,
  'GET /api/discover': () => ({
    query: { q: 'ferry', category: 'music', city: 'Lisbon', from: '2099-11-01', sort: 'date' },
  }),
  'GET /api/discover/days': () => ({ query: { from: '2099-11-01', to: '2099-11-30' } }),
  'GET /api/discover/cities': nothing,
  'GET /api/organizers/:slug': ({ side }) => ({ params: { slug: side.organizationSlug } }),
  'GET /api/discover/:slug': ({ side }) => ({ params: { slug: side.slug } }),
  'GET /api/discover/:slug/calendar.ics': ({ side }) => ({ params: { slug: side.slug } }),
  'GET /calendar.ics': nothing,
  'GET /o/:slug/calendar.ics': ({ side }) => ({ params: { slug: side.organizationSlug } }),
  'GET /robots.txt': nothing,
  'GET /sitemap.xml': nothing,
  'GET /api/discover/:slug (a draft)': ({ side }) => ({ params: { slug: side.draftSlug } }),
  'GET /api/events/:eventId/ticket-types': ofEvent,
  'POST /api/events/:eventId/ticket-types': (here) => ({
    ...ofEvent(here),
    body: {
      name: 'Late entry',
      description: 'From ten.',
      price: 900,
      quantity: 20,
      saleStartsAt: '2026-01-01T00:00',
      saleEndsAt: '2099-11-28T20:00',
      minimumPerOrder: 1,
      maximumPerOrder: 4,
      maximumPerPerson: 4,
      onSale: true,
      position: 3,
    },
  }),
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId': (here) => ({
    params: ofType(here),
    body: { name: 'Renamed', price: 2600, quantity: 90, maximumPerOrder: 8 },
  }),
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId (of another event)': ({ side, world }) => ({
    params: { eventId: side.eventId, ticketTypeId: (side === world.own ? world.foreign : world.own).typeId },
    body: { price: 1 },
  }),
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId': ({ side }) => ({
    params: { eventId: side.draftId, ticketTypeId: side.draftTypeId },
  }),
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId (of another event)': ({ side, world }) => ({
    params: { eventId: side.draftId, ticketTypeId: (side === world.own ? world.foreign : world.own).draftTypeId },
  }),
  'PUT /api/events/:eventId/capacity': (here) => ({ ...ofEvent(here), body: { capacity: 150 } }),
  'PUT /api/events/:eventId/blocked': (here) => ({ ...ofEvent(here), body: { places: 3, reason: 'Press' } }),
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': (here) => ({
    params: ofType(here),
    body: { places: 2, reason: 'Guests of the band' },
  }),
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked (of another event)': (here) => ({
    params: { ...ofType(here), ticketTypeId: otherSide(here).typeId },
    body: { places: 2, reason: '' },
  }),
  'GET /api/events/:eventId/figures': ofEvent,
  'GET /api/organizations/:organizationId/tax-rates': ofOrganization,
  'POST /api/organizations/:organizationId/tax-rates': (here) => ({
    ...ofOrganization(here),
    body: { name: 'IVA', rate: 23_000, inclusive: true },
  }),
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId': (here) => ({
    params: ofTaxRate(here),
    body: { name: 'IVA', rate: 6_000, inclusive: false },
  }),
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId (of another organization)': (here) => ({
    params: { ...ofTaxRate(here), taxRateId: otherSide(here).taxRateId },
    body: { rate: 6_000 },
  }),
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId': (here) => ({ params: ofTaxRate(here) }),
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId (of another organization)': (here) => ({
    params: { ...ofTaxRate(here), taxRateId: otherSide(here).taxRateId },
  }),
  'GET /api/admin/events': () => ({ query: { state: 'waiting' } }),
  'GET /api/admin/events/:eventId/review': ofWaiting,
  'POST /api/admin/events/:eventId/accepted-edits': (here) => ({
    ...ofWaiting(here),
    body: { version: '0123456789abcdef0123456789abcdef' },
  }),
  'GET /api/events/:eventId/submissions': ofWaiting,
  'PUT /api/events/:eventId/submissions/answer': (here) => ({
    ...ofWaiting(here),
    body: { answer: 'It is there now.' },
  }),
  'GET /api/admin/people': () => ({ query: { q: 'owner' } }),
  'GET /api/admin/people/:userId': ofBuyer,
  'POST /api/admin/people/:userId/password-reset': ofBuyer,
  'DELETE /api/admin/people/:userId/sessions': ofBuyer,
  'DELETE /api/admin/people/:userId/sessions/:sessionId': ({ side }) => ({
    params: { userId: side.buyer.userId, sessionId: newId() },
  }),
  'PUT /api/admin/people/:userId/ban': (here) => ({ ...ofBuyer(here), body: { reason: 'Sells tickets twice.' } }),
  'DELETE /api/admin/people/:userId/ban': ofBuyer,
  'PUT /api/admin/people/:userId/administration': ofBuyer,
  'DELETE /api/admin/people/:userId/administration': ofBuyer,
  'POST /api/admin/people/:userId/acting': ofBuyer,
  'DELETE /api/acting': nothing,
  'PUT /api/admin/organizations/:organizationId/suspension': (here) => ({
    ...ofOrganization(here),
    body: { reason: 'Sells what is not theirs.' },
  }),
  'DELETE /api/admin/organizations/:organizationId/suspension': ofOrganization,
  'GET /api/admin/settings': nothing,
  'PATCH /api/admin/settings': () => ({ body: { name: 'Tide', currencies: ['EUR', 'USD'] } }),
  'PUT /api/admin/settings/logo': ({ image }) => ({ file: { type: 'image/png', bytes: image } }),
  'DELETE /api/admin/settings/logo': nothing,
  'GET /logo/:key': () => ({ params: { key: 'none' } }),
  'GET /api/site': nothing,
  'GET /api/legal/:text': () => ({ params: { text: 'imprint' } }),
  'GET /api/admin/jobs': nothing,
  'POST /api/admin/jobs/:job/retry': () => ({ params: { job: '999999999' } }),
  'DELETE /api/admin/jobs/:job': () => ({ params: { job: '999999999' } }),
  'POST /api/admin/events/:eventId/approval': ({ side }) => ({
    params: { eventId: side.waitingId },
    body: { approved: true },
  }),

  'POST /api/events/:eventId/orders': (here) => ({
    ...ofEvent(here),
    body: {
      lines: [
        { ticketTypeId: here.side.typeId, quantity: 2, price: 2500 },
        { ticketTypeId: here.side.freeTypeId, quantity: 1 },
      ],
    },
  }),
  'GET /api/orders/:orderId': ofPaidOrder,
  'PATCH /api/orders/:orderId/details': ({ side }) => ({
    params: { orderId: side.heldOrderId },
    body: { name: 'Bo Buyer', email: 'bo@example.org', attendees: [{ name: 'Cy Guest', email: 'cy@example.org' }] },
  }),
  'POST /api/orders/:orderId/extension': ({ side }) => ({ params: { orderId: side.heldOrderId } }),
  'DELETE /api/orders/:orderId': ({ side }) => ({ params: { orderId: side.heldOrderId } }),
  'POST /api/events/:eventId/orders/:orderId/cancellation': ({ side }) => ({
    params: { eventId: side.eventId, orderId: side.heldOrderId },
    body: { message: 'Sold out of deckchairs' },
  }),
  'POST /api/events/:eventId/orders/:orderId/cancellation (of another event)': (here) => ({
    params: { eventId: here.side.eventId, orderId: otherSide(here).heldOrderId },
    body: { message: '' },
  }),
  'GET /api/orders/:orderId/tickets.pdf': ofPaidOrder,
  'GET /api/orders/:orderId/calendar.ics': ofPaidOrder,
  'GET /api/tickets/:ticketId': ofTicket,
  'GET /api/tickets/:ticketId/calendar.ics': ofTicket,
  'PATCH /api/tickets/:ticketId': (here) => ({
    ...ofOtherTicket(here),
    body: { attendeeName: 'Cy Guest', attendeeEmail: 'cy@example.org' },
  }),
  'GET /api/tickets/:ticketId/qr.png': ofTicket,
  'GET /api/tickets/:ticketId/qr.svg': ofTicket,
  'GET /api/tickets/:ticketId/ticket.pdf': ofTicket,
  'POST /api/tickets/:ticketId/transfer': (here) => ({
    ...ofOtherTicket(here),
    body: { email: 'cy@example.org', message: 'See you there.' },
  }),
  'DELETE /api/tickets/:ticketId/transfer': ({ side }) => ({ params: { ticketId: side.offeredTicketId } }),
  'GET /api/transfers/:transferId': ofTransfer,
  'POST /api/transfers/:transferId/acceptance': (here) => ({ ...ofTransfer(here), body: { attendeeName: 'Cy Guest' } }),
  'DELETE /api/transfers/:transferId': ofTransfer,
  'POST /api/orders/:orderId/tickets-mail': ofPaidOrder,
  'POST /api/tickets/:ticketId/mail': ofTicket,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail': ofOrderOfEvent,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail (of another event)': ofForeignOrder,
  'POST /api/events/:eventId/attendees/:ticketId/mail': ({ side }) => ({
    params: { eventId: side.eventId, ticketId: side.ticketId },
  }),
  'POST /api/events/:eventId/attendees/:ticketId/mail (of another event)': (here) => ({
    params: { eventId: here.side.eventId, ticketId: otherSide(here).ticketId },
  }),
  'GET /api/me/tickets': nothing,
  'POST /api/ticket-links': ({ side }) => ({ body: { email: side.buyer.email } }),
  'POST /api/ticket-links/open': ({ side }) => ({ body: { secret: side.secrets[0] } }),
  'GET /api/events/:eventId/orders': (here) => ({ ...ofEvent(here), query: { q: 'buyer', state: 'paid' } }),
  'GET /api/events/:eventId/orders/:orderId': ofOrderOfEvent,
  'GET /api/events/:eventId/orders/:orderId (of another event)': ofForeignOrder,
  'GET /api/events/:eventId/attendees': (here) => ({
    ...ofEvent(here),
    query: { q: 'buyer', ticketTypeId: here.side.typeId },
  }),
  'GET /api/events/:eventId/orders.csv': ofEvent,
  'GET /api/events/:eventId/attendees.csv': ofEvent,

  'GET /api/events/:eventId/guests': ofEvent,
  'POST /api/events/:eventId/guests': (here) => ({
    ...ofEvent(here),
    body: { guests: [{ email: 'gil@example.org', name: 'Gil Guest' }], places: 2, message: 'Come as you are.' },
  }),
  'GET /api/events/:eventId/guests.csv': ofEvent,
  'POST /api/events/:eventId/guests/:guestId/mail': ofGuestOfEvent,
  'POST /api/events/:eventId/guests/:guestId/mail (of another event)': ofForeignGuest,
  'DELETE /api/events/:eventId/guests/:guestId': ofGuestOfEvent,
  'DELETE /api/events/:eventId/guests/:guestId (of another event)': ofForeignGuest,
  'GET /api/guests/:guestId': ofGuest,
  'POST /api/guests/:guestId/code': ofGuest,
  'POST /api/guests/:guestId/holder': (here) => ({ ...ofGuest(here), body: { code: '00000000' } }),
  'PUT /api/guests/:guestId/answer': (here) => ({ ...ofGuest(here), body: { state: 'declined', never: true } }),
  'POST /api/events/:eventId/messages': (here) => ({ ...ofEvent(here), body: { message: 'May I bring a dog?' } }),
  'GET /api/events/:eventId/messages': ofEvent,
  'POST /api/events/:eventId/messages/:messageId/answer': ({ side }) => ({
    params: { eventId: side.eventId, messageId: side.messageId },
    body: { answer: 'A small one.' },
  }),
  'POST /api/events/:eventId/messages/:messageId/answer (of another event)': (here) => ({
    params: { eventId: here.side.eventId, messageId: otherSide(here).messageId },
    body: { answer: 'A small one.' },
  }),
  'GET /api/events/:eventId/announcements': ofEvent,
  'GET /api/events/:eventId/announcement-audience': (here) => ({
    ...ofEvent(here),
    query: { ticketTypeIds: here.side.typeId, checkedIn: 'no', orderedFrom: '2026-01-01' },
  }),
  'POST /api/events/:eventId/announcements': (here) => ({ ...ofEvent(here), body: announcement }),
  'GET /api/events/:eventId/announcements/:announcementId': ofAnnouncement,
  'GET /api/events/:eventId/announcements/:announcementId (of another event)': ofForeignAnnouncement,
  'GET /api/events/:eventId/announcements/:announcementId/preview': ofAnnouncement,
  'GET /api/events/:eventId/announcements/:announcementId/preview (of another event)': ofForeignAnnouncement,
  'PATCH /api/events/:eventId/announcements/:announcementId': (here) => ({
    ...ofAnnouncement(here),
    body: announcement,
  }),
  'PATCH /api/events/:eventId/announcements/:announcementId (of another event)': (here) => ({
    ...ofForeignAnnouncement(here),
    body: announcement,
  }),
  'DELETE /api/events/:eventId/announcements/:announcementId': ofAnnouncement,
  'DELETE /api/events/:eventId/announcements/:announcementId (of another event)': ofForeignAnnouncement,
  'PUT /api/events/:eventId/announcements/:announcementId/sending': (here) => ({
    ...ofAnnouncement(here),
    body: { at: '2098-01-01T10:00' },
  }),
  'PUT /api/events/:eventId/announcements/:announcementId/sending (of another event)': (here) => ({
    ...ofForeignAnnouncement(here),
    body: { at: '2098-01-01T10:00' },
  }),
  'DELETE /api/events/:eventId/announcements/:announcementId/sending': ofPlannedAnnouncement,
  'DELETE /api/events/:eventId/announcements/:announcementId/sending (of another event)': ofForeignAnnouncement,
  'POST /api/events/:eventId/announcements/:announcementId/test': ofAnnouncement,
  'POST /api/events/:eventId/announcements/:announcementId/test (of another event)': ofForeignAnnouncement,
  'POST /api/events/:eventId/announcements/:announcementId/copies': ofAnnouncement,
  'POST /api/events/:eventId/announcements/:announcementId/copies (of another event)': ofForeignAnnouncement,
  'POST /api/events/:eventId/reports': (here) => ({
    ...ofEvent(here),
    body: { reason: 'misleading', details: 'There is no such pier.' },
  }),
  'GET /api/admin/reports': () => ({ query: { state: 'open' } }),
  'POST /api/admin/reports/:reportId/closing': ({ side }) => ({ params: { reportId: side.reportId } }),
  'GET /api/admin/acts': () => ({ query: { person: 'owner', kind: 'event.edited', from: '2026-01-01' } }),
  'GET /api/admin/acts.csv': () => ({ query: { organization: 'Tidal', event: 'ferry', until: '2099-01-01' } }),
  'GET /api/events/:eventId/acts': ofEvent,

  'GET /api/admin/refunds': nothing,
  'GET /api/orders/:orderId/refund-quote': ({ side }) => ({
    params: { orderId: side.paidOrderId },
    query: { tickets: side.otherTicketId },
  }),
  'GET /api/orders/:orderId/refunds': ofPaidOrder,
  'POST /api/orders/:orderId/refunds': (here) => ({
    ...ofPaidOrder(here),
    body: { tickets: [here.side.otherTicketId], amount: 2500 },
  }),
  'GET /api/events/:eventId/orders/:orderId/refund-quote': (here) => ({
    ...ofOrderOfEvent(here),
    query: { tickets: here.side.ticketId, percent: '50', fee: 'yes' },
  }),
  'GET /api/events/:eventId/orders/:orderId/refund-quote (of another event)': ofForeignOrder,
  'GET /api/events/:eventId/orders/:orderId/refunds': ofOrderOfEvent,
  'GET /api/events/:eventId/orders/:orderId/refunds (of another event)': ofForeignOrder,
  'POST /api/events/:eventId/orders/:orderId/refunds': (here) => ({
    ...ofOrderOfEvent(here),
    body: goodwillFor(here.side.ticketId),
  }),
  'POST /api/events/:eventId/orders/:orderId/refunds (of another event)': (here) => ({
    ...ofForeignOrder(here),
    body: goodwillFor(otherSide(here).ticketId),
  }),
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': ofNoRefund,
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': ofNoRefund,

  'GET /api/payment-providers': nothing,
  'GET /api/orders/:orderId/payment-providers': ofPaidOrder,
  'GET /api/orders/:orderId/payments/:paymentId/step': ({ side }) => ({
    params: { orderId: side.awaitingOrderId, paymentId: side.paymentId },
  }),
  'GET /api/orders/:orderId/promised-payment': ofPaidOrder,
  'POST /api/orders/:orderId/payments/:paymentId/receipt': ({ side }) => ({
    params: { orderId: side.awaitingOrderId, paymentId: side.doorPaymentId },
  }),
  'POST /api/orders/:orderId/payments/:paymentId/receipt (of another order)': (here) => ({
    params: { orderId: here.side.awaitingOrderId, paymentId: otherSide(here).doorPaymentId },
  }),
  'POST /api/events/:eventId/receipts': (here) => ({ ...ofEvent(here), body: { payments: [here.side.doorPaymentId] } }),
  'GET /api/organizations/:organizationId/bank-account': ofOrganization,
  'PUT /api/organizations/:organizationId/bank-account': (here) => ({
    ...ofOrganization(here),
    body: { account: { holder: 'Tidal Works', number: 'PT50 0002 0123', bank: '' } },
  }),
  'GET /api/organizations/:organizationId/payees': ofOrganization,
  'PUT /api/organizations/:organizationId/payees/stripe': ({ side }) => ({
    params: { organizationId: side.organizationId },
    body: { account: 'acct_1Organizer' },
  }),
  'POST /api/orders/:orderId/payments': ({ side }) => ({
    params: { orderId: side.awaitingOrderId },
    body: { provider: 'sandbox' },
  }),
  'POST /api/orders/:orderId/payments/:paymentId/confirmation': ({ side }) => ({
    params: { orderId: side.awaitingOrderId, paymentId: side.paymentId },
    body: { params: { session: 'abc' } },
  }),
  'POST /api/orders/:orderId/payments/:paymentId/confirmation (of another order)': ({ side, world }) => ({
    params: { orderId: side.awaitingOrderId, paymentId: (side === world.own ? world.foreign : world.own).paymentId },
    body: {},
  }),
  'DELETE /api/events/:eventId/test-orders': ofEvent,
  'POST /api/hooks/twilio/status': () => twilioForm,
  'POST /api/hooks/twilio/inbound': () => twilioForm,
  'POST /api/webhooks/:provider': ({ webhook }) => ({
    params: { provider: 'sandbox' },
    file: { type: 'application/json', bytes: Buffer.from(webhook.body) },
    headers: webhook.headers,
  }),
  'GET /api/sandbox/payments/:ref': ofSandbox,
  'POST /api/sandbox/payments/:ref/payment': ofSandbox,
  'POST /api/sandbox/payments/:ref/decline': ofSandbox,
  'POST /api/sandbox/payments/:ref/cancel': ofSandbox,
  'POST /api/sandbox/payments/:ref/trouble': (here) => ({ ...ofSandbox(here), body: { act: 'late' } }),

  'GET /api/me/transactions': nothing,
  'GET /api/organizations/:organizationId/balance': ofOrganization,
  'GET /api/organizations/:organizationId/statement': ofOrganization,
  'GET /api/organizations/:organizationId/statement.csv': ofOrganization,
  'GET /api/organizations/:organizationId/payouts': ofOrganization,
  'GET /api/organizations/:organizationId/invoices': ofOrganization,
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf': ({ side }) => ({
    params: { organizationId: side.organizationId, invoiceId: side.invoiceId },
  }),
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf (of another organization)': (here) => ({
    params: { organizationId: here.side.organizationId, invoiceId: otherSide(here).invoiceId },
  }),
  'GET /api/organizations/:organizationId/invoice-settings': ofOrganization,
  'PUT /api/organizations/:organizationId/invoice-settings': (here) => ({
    ...ofOrganization(here),
    body: { legalName: 'Tidal Works Lda', legalAddress: 'Pier 3\nLisbon', taxId: 'PT 501', prefix: 'TW-' },
  }),
  'GET /api/organizations/:organizationId/commission': ofOrganization,
  'PUT /api/organizations/:organizationId/commission/payer': (here) => ({
    ...ofOrganization(here),
    body: { paidBy: 'organizer' },
  }),
  'GET /api/orders/:orderId/invoices': ofPaidOrder,
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf': ({ side }) => ({
    params: { orderId: side.paidOrderId, invoiceId: side.invoiceId },
  }),
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf (of another order)': (here) => ({
    params: { orderId: here.side.paidOrderId, invoiceId: otherSide(here).invoiceId },
  }),
  'GET /api/admin/balances': nothing,
  'GET /api/admin/payouts': () => ({ query: { state: 'recorded' } }),
  'GET /api/admin/payouts.csv': nothing,
  'POST /api/admin/organizations/:organizationId/payouts': (here) => ({
    ...ofOrganization(here),
    body: { amount: 500, currency: 'EUR' },
  }),
  'POST /api/admin/payouts/:payoutId/payment': (here) => ({ ...ofPayout(here), body: { reference: 'TRF 2026-11' } }),
  'DELETE /api/admin/payouts/:payoutId': ofPayout,
  'GET /api/admin/revenue/months': () => ({ query: { from: '2026-01', to: '2099-12' } }),
  'GET /api/admin/revenue': () => ({ query: { from: '2026-01', to: '2099-12' } }),
  'GET /api/admin/revenue.csv': nothing,
  'GET /api/admin/commission': nothing,
  'PUT /api/admin/commission': () => ({ body: { percent: 2_500, fixed: { EUR: 50 }, paidBy: 'buyer' } }),
  'GET /api/admin/organizations': nothing,
  'GET /api/admin/organizations/:organizationId/commission': ofOrganization,
  'PUT /api/admin/organizations/:organizationId/commission': (here) => ({
    ...ofOrganization(here),
    body: { percent: 1_000, fixed: null, paidBy: null },
  }),

  'POST /api/events/:eventId/scans': (here) => ({
    ...ofEvent(here),
    body: { nonce: newId(), ticketId: here.side.otherTicketId, door: 'North', scannedAt: '2026-11-20T19:00:00Z' },
  }),
  'DELETE /api/events/:eventId/scans/:scanId': ({ side }) => ({
    params: { eventId: side.eventId, scanId: side.scanNonce },
  }),
  'DELETE /api/events/:eventId/scans/:scanId (of another event)': ({ side, world }) => ({
    params: { eventId: side.eventId, scanId: (side === world.own ? world.foreign : world.own).scanNonce },
  }),
  'GET /api/events/:eventId/door': ofEvent,
  'POST /api/events/:eventId/door/orders/:orderId/receipt': ({ side }) => ({
    params: { eventId: side.eventId, orderId: side.awaitingOrderId },
  }),
  'POST /api/events/:eventId/door/orders/:orderId/receipt (of another event)': (here) => ({
    params: { eventId: here.side.eventId, orderId: otherSide(here).awaitingOrderId },
  }),
  'GET /api/events/:eventId/door/search': (here) => ({ ...ofEvent(here), query: { q: 'buyer' } }),
  'GET /api/me/doors': nothing,

  'POST /api/users/register': () => ({ body: { ...newAccount, role: 'organizer' } }),
  'POST /api/users/login': account,
  'POST /api/organiser/create_event': () => ({ body: compatEvent }),
  'GET /api/organiser/events': nothing,
  'POST /api/reg/register_event': ({ side }) => ({ body: { event_id: side.openingId } }),
  'GET /api/reg/get_registrevent': nothing,
  'POST /api/payment/process_payment': ({ side }) => ({
    body: { event_id: side.eventId, amount: side.due / 100, user_id: side.buyer.userId, payment_method: 'sandbox' },
  }),
  'POST /users/register': () => ({ body: { name: 'New Comer', ...newAccount } }),
  'POST /users/login': account,
  'GET /users/profile': nothing,
  'POST /events': () => ({ body: compatEventB }),
  'GET /events': () => ({ query: { page: '1', limit: '10', q: 'ferry' } }),
  'GET /events/:id': ({ side }) => ({ params: { id: side.eventId } }),
  'GET /events/:id (a draft)': ({ side }) => ({ params: { id: side.draftId } }),
  'POST /tickets': ({ side }) => ({ body: { eventId: side.openingId, quantity: 1, paymentMethod: 'sandbox' } }),
  'GET /tickets/:eventId': ofEvent,
  'GET /tickets/:eventId (a draft)': ({ side }) => ({ params: { eventId: side.draftId } }),
  'POST /notifications/send': ({ side }) => ({
    body: { userId: side.buyer.userId, message: 'Doors at six.', title: 'Doors', channel: 'in_app' },
  }),
  'GET /api/notifications/:userId': ({ side }) => ({ params: { userId: side.buyer.userId } }),
}

/** The endpoint of a call, without the words that tell it from others. */
export const endpointOf = (name: string): string => name.replace(/ \(.*\)$/, '')

/** A call as the server is given it. GET and HEAD go without a body. */
export function injectOf(
  key: string,
  { params = {}, query = {}, body, file, headers }: Ask,
  who: Record<string, string>,
): InjectOptions {
  const { method, path } = methodAndPath(key)
  const at = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent((params[name] ?? '').toWellFormed()))
  const search = new URLSearchParams(query).toString()
  const content = file
    ? { 'content-type': file.type }
    : body === undefined
      ? {}
      : { 'content-type': 'application/json' }
  const payload = file ? Buffer.from(file.bytes) : body === undefined ? undefined : JSON.stringify(body)
  return {
    method: method as 'GET',
    url: search ? `${at}?${search}` : at,
    headers: { ...content, ...who, ...headers },
    ...(payload === undefined || method === 'GET' ? {} : { payload }),
  }
}
