import type { MemberRole } from '../src/modules/accounts/permissions.ts'
import { type Kind, memberRoles } from './world.ts'

/**
 * What becomes of a call that is right in every way when somebody makes it: let in, refused with this status, or let in and then told
 * with this status that it cannot be done, for a reason that has nothing to do with who asks.
 */
export type Outcome = 'in' | 401 | 403 | 404 | { in: number }
export type Rule = (kind: Kind) => Outcome

const isOut = (kind: Kind) => kind === 'stranger' || kind === 'secret'
const isMember = (kind: Kind): kind is MemberRole => (memberRoles as readonly string[]).includes(kind)

const everybody: Rule = () => 'in'
const everybodyTold =
  (status: number): Rule =>
  () => ({ in: status })
const signedIn: Rule = (kind) => (isOut(kind) ? 401 : 'in')
const signedInTold =
  (status: number): Rule =>
  (kind) =>
    isOut(kind) ? 401 : { in: status }
/** Members with these roles; other members may not, and to everybody else it is not there. */
const members =
  (...roles: MemberRole[]): Rule =>
  (kind) =>
    isOut(kind) ? 401 : !isMember(kind) ? 404 : roles.includes(kind) ? 'in' : 403
/** The owner of the order, or who has its secret. */
const buyers: Rule = (kind) => (kind === 'buyer' || kind === 'secret' ? 'in' : 404)
const administrators: Rule = (kind) => (isOut(kind) ? 401 : kind === 'administrator' ? 'in' : 403)
const toldAdministrators =
  (status: number): Rule =>
  (kind) =>
    administrators(kind) === 'in' ? { in: status } : administrators(kind)
/** As another rule, but what is asked for belongs to others: whoever is let in finds nothing. */
const findsNothing =
  (rule: Rule): Rule =>
  (kind) =>
    rule(kind) === 'in' ? 404 : rule(kind)
/** These kinds; everybody else who is signed in may not. */
const just =
  (...allowed: Kind[]): Rule =>
  (kind) =>
    isOut(kind) ? 401 : allowed.includes(kind) ? 'in' : 403

const anyMember = members('owner', 'manager', 'editor', 'finance', 'moderator', 'check-in')
const editors = members('owner', 'manager', 'editor')
const managers = members('owner', 'manager')
const readers = members('owner', 'manager', 'finance')
const treasurers = members('owner', 'finance')
const doorkeepers = members('owner', 'manager', 'check-in')
/** Whoever may create events of some organization, whichever: the owner of the other one, too. */
const organizers = just('owner', 'manager', 'editor', 'foreign')

/**
 * Who gets in where, decided by hand and never derived from the code. Ids are those of one organization and its buyer; the test asks again
 * with those of the other.
 */
export const expected: Readonly<Record<string, Rule>> = {
  'GET /healthz': everybody,
  'GET /readyz': everybody,
  'GET /api/openapi.json': everybody,

  'POST /api/sign-up': everybody,
  'POST /api/sign-in': everybody,
  'POST /api/sign-out': signedIn,
  'POST /api/sign-out-everywhere': signedIn,
  'POST /api/email-confirmations': signedIn,
  'POST /api/email-confirmations/confirm': everybodyTold(400),
  'POST /api/password-resets': everybody,
  'POST /api/password-resets/finish': everybodyTold(400),
  'GET /api/me': everybody,
  'PATCH /api/me': signedIn,
  'POST /api/me/password': signedIn,
  'POST /api/tokens': everybody,
  'DELETE /api/tokens/current': signedIn,
  'POST /api/sign-in/second-factor': everybodyTold(400),
  'POST /api/sign-in/passkey-options': everybody,
  'POST /api/sign-in/passkey': everybodyTold(400),
  'POST /api/me/confirmation': signedIn,
  'POST /api/me/confirmation/passkey-options': signedIn,
  'GET /api/me/security': signedIn,
  'POST /api/me/second-factor': signedIn,
  'POST /api/me/second-factor/confirmation': signedInTold(409),
  'DELETE /api/me/second-factor': signedInTold(409),
  'POST /api/me/recovery-codes': signedInTold(409),
  'POST /api/me/passkey-options': signedIn,
  'POST /api/me/passkeys': signedInTold(400),
  'PATCH /api/me/passkeys/:passkeyId': findsNothing(signedIn),
  'DELETE /api/me/passkeys/:passkeyId': findsNothing(signedIn),
  'GET /api/me/sessions': signedIn,
  'DELETE /api/me/sessions/:sessionId': findsNothing(signedIn),
  'DELETE /api/me/sessions': signedIn,
  'GET /.well-known/jwks.json': everybody,
  'GET /api/dev/people': everybody,
  'POST /api/dev/sign-in': everybody,
  'GET /api/sign-in-providers': everybody,
  'POST /api/provider-sign-ins': everybodyTold(400),
  'POST /api/provider-sign-ins/return': everybodyTold(400),
  'GET /api/provider-sign-ins/waiting': everybody,
  'POST /api/provider-sign-ins/email': everybodyTold(400),
  'POST /api/provider-sign-ins/code': everybodyTold(400),
  'GET /api/me/linked-sign-ins': signedIn,
  'POST /api/me/linked-sign-ins': (kind) => (signedIn(kind) === 'in' ? { in: 400 } : 401),
  'DELETE /api/me/linked-sign-ins/:linkedSignInId': findsNothing(signedIn),
  'POST /api/organizations': signedIn,
  'GET /api/organization-slugs': signedIn,
  'GET /api/organizations/:organizationId': anyMember,
  'PATCH /api/organizations/:organizationId': managers,
  'GET /api/roles': signedIn,
  'GET /api/organizations/:organizationId/members': anyMember,
  'PATCH /api/organizations/:organizationId/members/:userId': managers,
  'DELETE /api/organizations/:organizationId/members/:userId': managers,
  'DELETE /api/organizations/:organizationId/membership': (kind) => (kind === 'owner' ? { in: 409 } : anyMember(kind)),
  'GET /api/organizations/:organizationId/member-invitations': managers,
  'POST /api/organizations/:organizationId/member-invitations': managers,
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId': managers,
  'DELETE /api/organizations/:organizationId/member-invitations/:invitationId (of another organization)':
    findsNothing(managers),
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail': managers,
  'POST /api/organizations/:organizationId/member-invitations/:invitationId/mail (of another organization)':
    findsNothing(managers),
  'GET /api/me/member-invitations': signedIn,
  'GET /api/member-invitations/:invitationId': just('buyer'),
  'POST /api/member-invitations/:invitationId/acceptance': just('buyer'),
  'DELETE /api/member-invitations/:invitationId': just('buyer'),
  'POST /api/organizations/:organizationId/ownership-offer': members('owner'),
  'DELETE /api/organizations/:organizationId/ownership-offer': anyMember,
  'POST /api/organizations/:organizationId/ownership-offer/acceptance': (kind) =>
    anyMember(kind) === 'in' ? { in: 409 } : anyMember(kind),
  'GET /api/events/:eventId/permissions': anyMember,
  'GET /api/events/:eventId/cohosts': anyMember,
  'POST /api/events/:eventId/cohosts': managers,
  'DELETE /api/events/:eventId/cohosts/:cohostId': managers,
  'DELETE /api/events/:eventId/cohosts/:cohostId (of another event)': findsNothing(managers),
  'GET /api/organizations/:organizationId/cohosted-events': anyMember,
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance': managers,
  'POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance (of another organization)':
    findsNothing(managers),
  'DELETE /api/organizations/:organizationId/cohosted-events/:cohostId': managers,
  'GET /api/me/notifications': signedIn,
  'POST /api/me/notifications/read': signedIn,
  'GET /api/dev/mails': everybody,
  'GET /api/dev/mails/:mailId': everybody,
  'GET /api/dev/mails/:mailId/html': everybody,
  'GET /api/dev/mails/:mailId/attachments/:index': everybody,

  'GET /api/organizations/:organizationId/events': anyMember,
  'POST /api/organizations/:organizationId/events': editors,
  'GET /api/events/:eventId': anyMember,
  'PATCH /api/events/:eventId': editors,
  'DELETE /api/events/:eventId': managers,
  'PUT /api/events/:eventId/cover': editors,
  'DELETE /api/events/:eventId/cover': editors,
  'GET /covers/files/:key/:file': everybody,
  'POST /api/markdown': signedIn,
  'GET /api/events/:eventId/checklist': anyMember,
  'POST /api/events/:eventId/publication': managers,
  'DELETE /api/events/:eventId/publication': managers,
  'POST /api/events/:eventId/cancellation': managers,
  'GET /api/events/:eventId/cancellation': managers,
  'GET /api/events/:eventId/cancellation/open-refunds': managers,
  'POST /api/events/:eventId/cancellation/retries': managers,
  'GET /api/events/:eventId/holders': anyMember,
  'POST /api/events/:eventId/copies': editors,
  'GET /api/discover': everybody,
  'GET /api/discover/days': everybody,
  'GET /api/discover/cities': everybody,
  'GET /api/organizers/:slug': everybody,
  'GET /api/discover/:slug': everybody,
  'GET /api/discover/:slug/calendar.ics': everybody,
  'GET /robots.txt': everybody,
  'GET /sitemap.xml': everybody,
  'GET /api/discover/:slug (a draft)': (kind) => (isMember(kind) || kind === 'administrator' ? 'in' : 404),
  'GET /api/events/:eventId/ticket-types': anyMember,
  'POST /api/events/:eventId/ticket-types': editors,
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId': editors,
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId (of another event)': findsNothing(editors),
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId': editors,
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId (of another event)': findsNothing(editors),
  'PUT /api/events/:eventId/capacity': editors,
  'PUT /api/events/:eventId/blocked': editors,
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': editors,
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked (of another event)': findsNothing(editors),
  'GET /api/events/:eventId/figures': anyMember,
  'GET /api/organizations/:organizationId/tax-rates': anyMember,
  'POST /api/organizations/:organizationId/tax-rates': treasurers,
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId': treasurers,
  'PATCH /api/organizations/:organizationId/tax-rates/:taxRateId (of another organization)': findsNothing(treasurers),
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId': treasurers,
  'DELETE /api/organizations/:organizationId/tax-rates/:taxRateId (of another organization)': findsNothing(treasurers),
  'GET /api/admin/events': administrators,
  'POST /api/admin/events/:eventId/approval': administrators,
  'GET /api/admin/events/:eventId/review': administrators,
  /** It is waiting, not live. */
  'POST /api/admin/events/:eventId/accepted-edits': toldAdministrators(409),
  'GET /api/events/:eventId/submissions': anyMember,
  /** Nobody has sent it back. */
  'PUT /api/events/:eventId/submissions/answer': (kind) => (managers(kind) === 'in' ? { in: 409 } : managers(kind)),
  'GET /api/admin/people': administrators,
  'GET /api/admin/people/:userId': administrators,
  'POST /api/admin/people/:userId/password-reset': administrators,
  'PUT /api/admin/people/:userId/ban': administrators,
  /** They are not banned. */
  'DELETE /api/admin/people/:userId/ban': toldAdministrators(409),
  'PUT /api/admin/people/:userId/administration': administrators,
  /** They are none. */
  'DELETE /api/admin/people/:userId/administration': toldAdministrators(409),
  'POST /api/admin/people/:userId/acting': administrators,
  /** Nobody here acts as somebody else. */
  'DELETE /api/acting': (kind) => (isOut(kind) ? 401 : { in: 409 }),
  'PUT /api/admin/organizations/:organizationId/suspension': administrators,
  /** It is not suspended. */
  'DELETE /api/admin/organizations/:organizationId/suspension': toldAdministrators(404),
  'GET /api/admin/settings': administrators,
  'PATCH /api/admin/settings': administrators,
  'GET /api/site': everybody,
  /** It is not written. */
  'GET /api/legal/:text': everybodyTold(404),
  'GET /api/admin/jobs': administrators,
  /** There is none of that number. */
  'POST /api/admin/jobs/:job/retry': toldAdministrators(404),
  'DELETE /api/admin/jobs/:job': toldAdministrators(404),

  'POST /api/events/:eventId/orders': everybody,
  'GET /api/orders/:orderId': buyers,
  'PATCH /api/orders/:orderId/details': buyers,
  'POST /api/orders/:orderId/extension': buyers,
  'DELETE /api/orders/:orderId': buyers,
  'DELETE /api/events/:eventId/orders/:orderId': readers,
  'DELETE /api/events/:eventId/orders/:orderId (of another event)': findsNothing(readers),
  'GET /api/orders/:orderId/tickets.pdf': buyers,
  'GET /api/orders/:orderId/calendar.ics': buyers,
  'GET /api/tickets/:ticketId': buyers,
  'PATCH /api/tickets/:ticketId': buyers,
  'GET /api/tickets/:ticketId/qr.png': buyers,
  'GET /api/tickets/:ticketId/qr.svg': buyers,
  'GET /api/tickets/:ticketId/ticket.pdf': buyers,
  'POST /api/tickets/:ticketId/transfer': buyers,
  'DELETE /api/tickets/:ticketId/transfer': buyers,
  'GET /api/transfers/:transferId': buyers,
  'POST /api/transfers/:transferId/acceptance': buyers,
  'DELETE /api/transfers/:transferId': buyers,
  'POST /api/orders/:orderId/tickets-mail': buyers,
  'POST /api/tickets/:ticketId/mail': buyers,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail': readers,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail (of another event)': findsNothing(readers),
  'POST /api/events/:eventId/attendees/:ticketId/mail': readers,
  'POST /api/events/:eventId/attendees/:ticketId/mail (of another event)': findsNothing(readers),
  'GET /api/me/tickets': everybody,
  'POST /api/ticket-links': everybody,
  'POST /api/ticket-links/open': everybody,
  'GET /api/events/:eventId/orders': readers,
  'GET /api/events/:eventId/orders/:orderId': readers,
  'GET /api/events/:eventId/orders/:orderId (of another event)': findsNothing(readers),
  'GET /api/events/:eventId/attendees': members('owner', 'manager', 'finance', 'check-in'),
  'GET /api/events/:eventId/orders.csv': readers,
  'GET /api/events/:eventId/attendees.csv': readers,

  'POST /api/events/:eventId/messages': signedIn,
  'GET /api/events/:eventId/messages': managers,
  'POST /api/events/:eventId/messages/:messageId/answer': managers,
  'POST /api/events/:eventId/messages/:messageId/answer (of another event)': findsNothing(managers),
  'POST /api/events/:eventId/reports': signedIn,
  'GET /api/admin/reports': administrators,
  'POST /api/admin/reports/:reportId/closing': administrators,
  'GET /api/admin/acts': administrators,
  'GET /api/admin/acts.csv': administrators,
  'GET /api/events/:eventId/acts': managers,

  'GET /api/admin/refunds': administrators,
  'GET /api/orders/:orderId/refund-quote': buyers,
  'GET /api/orders/:orderId/refunds': buyers,
  'POST /api/orders/:orderId/refunds': buyers,
  'GET /api/events/:eventId/orders/:orderId/refund-quote': readers,
  'GET /api/events/:eventId/orders/:orderId/refund-quote (of another event)': findsNothing(readers),
  'GET /api/events/:eventId/orders/:orderId/refunds': readers,
  'GET /api/events/:eventId/orders/:orderId/refunds (of another event)': findsNothing(readers),
  'POST /api/events/:eventId/orders/:orderId/refunds': readers,
  'POST /api/events/:eventId/orders/:orderId/refunds (of another event)': findsNothing(readers),
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': findsNothing(readers),
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': findsNothing(readers),

  'GET /api/payment-providers': everybody,
  'GET /api/orders/:orderId/payment-providers': buyers,
  'GET /api/orders/:orderId/payments/:paymentId/step': findsNothing(buyers),
  'GET /api/orders/:orderId/promised-payment': buyers,
  'POST /api/orders/:orderId/payments/:paymentId/receipt': readers,
  'POST /api/orders/:orderId/payments/:paymentId/receipt (of another order)': findsNothing(readers),
  'POST /api/events/:eventId/receipts': readers,
  'GET /api/organizations/:organizationId/bank-account': readers,
  'PUT /api/organizations/:organizationId/bank-account': treasurers,
  'GET /api/organizations/:organizationId/payees': readers,
  'PUT /api/organizations/:organizationId/payees/stripe': administrators,
  'POST /api/orders/:orderId/payments': buyers,
  'POST /api/orders/:orderId/payments/:paymentId/confirmation': buyers,
  'POST /api/orders/:orderId/payments/:paymentId/confirmation (of another order)': findsNothing(buyers),
  'DELETE /api/events/:eventId/test-orders': editors,
  'POST /api/webhooks/:provider': everybody,
  'GET /api/sandbox/payments/:ref': everybody,
  'POST /api/sandbox/payments/:ref/payment': everybody,
  'POST /api/sandbox/payments/:ref/decline': everybody,
  'POST /api/sandbox/payments/:ref/cancel': everybody,
  'POST /api/sandbox/payments/:ref/trouble': everybody,

  'GET /api/me/transactions': signedIn,
  'GET /api/organizations/:organizationId/balance': readers,
  'GET /api/organizations/:organizationId/statement': readers,
  'GET /api/organizations/:organizationId/statement.csv': readers,
  'GET /api/organizations/:organizationId/payouts': readers,
  'GET /api/organizations/:organizationId/invoices': readers,
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf': readers,
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf (of another organization)':
    findsNothing(readers),
  'GET /api/organizations/:organizationId/invoice-settings': readers,
  'PUT /api/organizations/:organizationId/invoice-settings': treasurers,
  'GET /api/organizations/:organizationId/commission': readers,
  'PUT /api/organizations/:organizationId/commission/payer': treasurers,
  'GET /api/orders/:orderId/invoices': buyers,
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf': buyers,
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf (of another order)': findsNothing(buyers),
  'GET /api/admin/balances': administrators,
  'GET /api/admin/payouts': administrators,
  'GET /api/admin/payouts.csv': administrators,
  'POST /api/admin/organizations/:organizationId/payouts': administrators,
  'POST /api/admin/payouts/:payoutId/payment': administrators,
  'DELETE /api/admin/payouts/:payoutId': administrators,
  'GET /api/admin/revenue': administrators,
  'GET /api/admin/revenue.csv': administrators,
  'GET /api/admin/commission': administrators,
  'PUT /api/admin/commission': administrators,
  'GET /api/admin/organizations': administrators,
  'GET /api/admin/organizations/:organizationId/commission': administrators,
  'PUT /api/admin/organizations/:organizationId/commission': administrators,

  'POST /api/events/:eventId/scans': doorkeepers,
  'DELETE /api/events/:eventId/scans/:scanId': doorkeepers,
  'DELETE /api/events/:eventId/scans/:scanId (of another event)': findsNothing(doorkeepers),
  'GET /api/events/:eventId/door': doorkeepers,
  'POST /api/events/:eventId/door/orders/:orderId/receipt': doorkeepers,
  'POST /api/events/:eventId/door/orders/:orderId/receipt (of another event)': findsNothing(doorkeepers),
  'GET /api/events/:eventId/door/search': doorkeepers,
  'GET /api/me/doors': signedIn,

  'POST /api/users/register': everybody,
  'POST /api/users/login': everybody,
  'POST /api/organiser/create_event': organizers,
  'GET /api/organiser/events': organizers,
  'POST /api/reg/register_event': signedIn,
  // Who is registered nowhere is told so with 404, as the client expects.
  'GET /api/reg/get_registrevent': (kind) => (isOut(kind) ? 401 : kind === 'buyer' ? 'in' : { in: 404 }),
  'POST /api/payment/process_payment': just('buyer', 'administrator'),
  'POST /users/register': everybody,
  'POST /users/login': everybody,
  'GET /users/profile': signedIn,
  'POST /events': signedIn,
  'GET /events': everybody,
  'GET /events/:id': everybody,
  'GET /events/:id (a draft)': () => 404,
  'POST /tickets': signedIn,
  'GET /tickets/:eventId': signedIn,
  'GET /tickets/:eventId (a draft)': anyMember,
  'POST /notifications/send': just('owner', 'manager', 'administrator'),
  'GET /api/notifications/:userId': just('buyer', 'administrator'),
}

/**
 * What becomes of the same calls by the owner of an organization that co-hosts `eventId` as a manager: what is told here, and otherwise what
 * becomes of the owner of any other organization, who finds neither the host's other events nor what belongs to the host.
 */
export const expectedOfCohosts: Readonly<Record<string, Outcome>> = {
  'GET /api/events/:eventId/permissions': 'in',
  'GET /api/events/:eventId/cohosts': 'in',
  'GET /api/events/:eventId': 'in',
  'PATCH /api/events/:eventId': 'in',
  'PUT /api/events/:eventId/cover': 'in',
  'DELETE /api/events/:eventId/cover': 'in',
  'GET /api/events/:eventId/checklist': 'in',
  'GET /api/events/:eventId/holders': 'in',
  'GET /api/events/:eventId/ticket-types': 'in',
  'POST /api/events/:eventId/ticket-types': 'in',
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId': 'in',
  'PUT /api/events/:eventId/capacity': 'in',
  'PUT /api/events/:eventId/blocked': 'in',
  'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': 'in',
  'GET /api/events/:eventId/figures': 'in',
  'GET /api/events/:eventId/attendees': 'in',
  'GET /api/events/:eventId/attendees.csv': 'in',
  'GET /api/events/:eventId/messages': 'in',
  'POST /api/events/:eventId/messages/:messageId/answer': 'in',
  'DELETE /api/events/:eventId/test-orders': 'in',
  'POST /api/events/:eventId/scans': 'in',
  'DELETE /api/events/:eventId/scans/:scanId': 'in',
  'GET /api/events/:eventId/door': 'in',
  'GET /api/events/:eventId/door/search': 'in',
  'POST /api/events/:eventId/door/orders/:orderId/receipt': 'in',
  'POST /api/events/:eventId/cohosts': 403,
  'DELETE /api/events/:eventId/cohosts/:cohostId': 403,
  'DELETE /api/events/:eventId/cohosts/:cohostId (of another event)': 403,
  'POST /api/events/:eventId/cancellation': 403,
  'GET /api/events/:eventId/cancellation': 403,
  'GET /api/events/:eventId/cancellation/open-refunds': 403,
  'POST /api/events/:eventId/cancellation/retries': 403,
  'POST /api/events/:eventId/copies': 403,
  'DELETE /api/events/:eventId/orders/:orderId': 403,
  'GET /api/events/:eventId/orders': 403,
  'GET /api/events/:eventId/orders/:orderId': 403,
  'GET /api/events/:eventId/orders.csv': 403,
  'GET /api/events/:eventId/acts': 403,
  'POST /api/events/:eventId/orders/:orderId/refunds': 403,
  'GET /api/events/:eventId/orders/:orderId/refunds': 403,
  'GET /api/events/:eventId/orders/:orderId/refund-quote': 403,
  'POST /api/events/:eventId/receipts': 403,
  'DELETE /api/events/:eventId/orders/:orderId (of another event)': 403,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail': 403,
  'POST /api/events/:eventId/orders/:orderId/tickets-mail (of another event)': 403,
  'POST /api/events/:eventId/attendees/:ticketId/mail': 403,
  'POST /api/events/:eventId/attendees/:ticketId/mail (of another event)': 403,
  'GET /api/events/:eventId/orders/:orderId (of another event)': 403,
  'GET /api/events/:eventId/orders/:orderId/refund-quote (of another event)': 403,
  'GET /api/events/:eventId/orders/:orderId/refunds (of another event)': 403,
  'POST /api/events/:eventId/orders/:orderId/refunds (of another event)': 403,
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry': 403,
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment': 403,
  // They have events, though none of their own.
  'GET /api/organiser/events': 404,
}
