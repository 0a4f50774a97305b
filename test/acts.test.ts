import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { recordAct } from '../src/acts.ts'
import { api } from '../src/api.ts'
import { expected } from './access.expected.ts'
import { testApp } from './harness.ts'
import { endpointOf, injectOf, requests } from './requests.ts'
import { openStage, type Stage } from './stage.ts'
import { type Kind, kinds } from './world.ts'

const ownOrder = "what buyers do with their own orders and tickets is the order's own history"
const signingIn = 'nobody is known before it is done, and a session or a mail is its own record'
const ofOneself = 'what people say of themselves is theirs to change, and acts keep no names'
const noState = 'leaves nothing behind'
const sandbox = 'what the sandbox plays of a provider'

/** Endpoints that write and leave no act, each with the reason. Whoever adds an endpoint records an act or writes a line here. */
const withoutAct: Readonly<Record<string, string>> = {
  'POST /api/sign-up': signingIn,
  'POST /api/sign-in': signingIn,
  'POST /api/email-confirmations': signingIn,
  'POST /api/email-confirmations/confirm': signingIn,
  'POST /api/password-resets': signingIn,
  'POST /api/tokens': signingIn,
  'POST /api/sign-out': signingIn,
  'DELETE /api/tokens/current': signingIn,
  'POST /api/sign-in/second-factor': signingIn,
  'POST /api/sign-in/passkey-options': signingIn,
  'POST /api/sign-in/passkey': signingIn,
  'POST /api/me/confirmation': 'counts for ten minutes, in this session alone',
  'POST /api/me/confirmation/passkey-options': noState,
  'POST /api/me/passkey-options': noState,
  'POST /api/me/second-factor': 'changes nothing before the first code',
  'POST /api/me/second-factor/confirmation': 'needs a code: accounts/factors/second-factor.test.ts',
  'DELETE /api/me/second-factor': 'needs a second factor: accounts/factors/second-factor.test.ts',
  'POST /api/me/recovery-codes': 'needs a second factor: accounts/factors/second-factor.test.ts',
  'POST /api/me/passkeys': 'needs an authenticator: accounts/factors/passkeys.test.ts',
  'PATCH /api/me/passkeys/:passkeyId': 'needs a passkey: accounts/factors/passkeys.test.ts',
  'DELETE /api/me/passkeys/:passkeyId': 'needs a passkey: accounts/factors/passkeys.test.ts',
  'DELETE /api/me/sessions/:sessionId': 'needs another session: accounts/sessions/sessions.test.ts',
  'DELETE /api/me/sessions': 'needs another session: accounts/sessions/sessions.test.ts',
  'POST /api/me/erasure': 'what follows from it is shown in privacy/erasure.test.ts',
  'DELETE /api/me/erasure': 'needs an account that is to be erased: privacy/erasure.test.ts',
  'DELETE /api/admin/people/:userId/erasure': 'needs an account that is to be erased: privacy/erasure.test.ts',
  'POST /api/guest-erasures': 'a mail is its own record, and nobody is known',
  'POST /api/guest-erasures/confirm': 'nobody is known any more of whom it could be',
  'POST /api/provider-sign-ins': signingIn,
  'POST /api/provider-sign-ins/return': 'needs a provider: accounts/provider-sign-in.test.ts',
  'POST /api/provider-sign-ins/email': signingIn,
  'POST /api/provider-sign-ins/code': 'needs a provider: accounts/provider-email.test.ts',
  'POST /api/me/linked-sign-ins': 'nothing is linked before the provider answers',
  'DELETE /api/me/linked-sign-ins/:linkedSignInId': 'needs a linked provider: accounts/openid/linked-sign-ins.test.ts',
  'POST /api/dev/sign-in': signingIn,
  'POST /api/users/register': signingIn,
  'POST /api/users/login': signingIn,
  'POST /users/register': signingIn,
  'POST /users/login': signingIn,
  'POST /api/guests/:guestId/code': 'what guests do with their invitation is its own record',
  'POST /api/guests/:guestId/holder': 'needs a code that was mailed: orders/guests.test.ts',
  'PUT /api/guests/:guestId/answer': 'what guests do with their invitation is its own record',
  'POST /api/events/:eventId/messages': 'what somebody wrote is its own record',
  'POST /api/events/:eventId/reports': 'a report is its own record',
  'POST /api/markdown': noState,
  'POST /api/me/notifications/read': 'only tells what was read',
  'POST /api/me/notifications/:notificationId/read': 'only tells what was read',
  'PUT /api/me/notification-choices': ofOneself,
  'PUT /api/me/quiet-hours': ofOneself,
  'PUT /api/me/offers-consent': 'each consent is its own record',
  'POST /api/me/mail-reopening': ofOneself,
  'POST /api/unsubscribe/:token': 'nobody is known but whoever the mail went to, and what they want is its own record',
  'POST /api/hooks/mail': 'a provider speaks, and what it says is kept',
  'POST /api/admin/deliveries/:deliveryId/retry': 'needs a message that was given up: notifications/due.test.ts',
  'PATCH /api/me': ofOneself,
  'PATCH /api/me/profile': ofOneself,
  'PUT /api/me/photo': ofOneself,
  'POST /api/me/calendar': ofOneself,
  'DELETE /api/me/calendar': ofOneself,
  'POST /api/me/phone/code': ofOneself,
  'POST /api/me/phone/confirmation': ofOneself,
  'POST /api/me/devices': ofOneself,
  'DELETE /api/me/devices/:deviceId': ofOneself,
  'DELETE /api/me/photo': ofOneself,
  'PUT /api/me/payment-methods/:provider/:method/preferred': 'how people pay is between them and their provider',
  'DELETE /api/me/payment-methods/:provider/:method': 'how people pay is between them and their provider',
  'POST /api/events/:eventId/orders': ownOrder,
  'PATCH /api/orders/:orderId/details': ownOrder,
  'POST /api/orders/:orderId/extension': ownOrder,
  'DELETE /api/orders/:orderId': ownOrder,
  'PATCH /api/tickets/:ticketId': ownOrder,
  'POST /api/tickets/:ticketId/transfer': ownOrder,
  'DELETE /api/tickets/:ticketId/transfer': ownOrder,
  'POST /api/transfers/:transferId/acceptance': ownOrder,
  'DELETE /api/transfers/:transferId': ownOrder,
  'POST /api/orders/:orderId/tickets-mail': ownOrder,
  'POST /api/tickets/:ticketId/mail': ownOrder,
  'POST /api/ticket-links': ownOrder,
  'POST /api/ticket-links/open': ownOrder,
  'POST /api/orders/:orderId/refunds': ownOrder,
  'POST /api/orders/:orderId/payments': ownOrder,
  'POST /api/orders/:orderId/payments/:paymentId/confirmation': ownOrder,
  'POST /api/reg/register_event': ownOrder,
  'POST /api/payment/process_payment': ownOrder,
  'POST /tickets': ownOrder,
  'POST /api/hooks/twilio/status': 'a provider speaks, and what it says is kept',
  'POST /api/hooks/twilio/inbound': 'a provider speaks, and what it says is kept',
  'POST /api/webhooks/:provider': 'a provider speaks, and what it says is kept',
  'POST /api/sandbox/payments/:ref/payment': sandbox,
  'POST /api/sandbox/payments/:ref/decline': sandbox,
  'POST /api/sandbox/payments/:ref/cancel': sandbox,
  'POST /api/sandbox/payments/:ref/trouble': sandbox,
  'POST /api/events/:eventId/scans': 'a scan is its own record, with who and when',
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry':
    'needs a refund that failed: money/refunds-send.test.ts',
  'POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment':
    'needs a refund by hand: money/refunds-send.test.ts',
  'POST /api/admin/events/:eventId/accepted-edits': 'needs an edited live event: events/approval.test.ts',
  'PUT /api/events/:eventId/submissions/answer': 'needs an event that was sent back: events/approval.test.ts',
  'DELETE /api/admin/people/:userId/sessions/:sessionId': 'needs a session: admin/people.test.ts',
  'DELETE /api/admin/people/:userId/ban': 'needs a ban: accounts/bans.test.ts',
  'DELETE /api/admin/people/:userId/administration': 'needs another administrator: accounts/bans.test.ts',
  'DELETE /api/admin/settings/logo': 'needs a logo: admin/settings.test.ts',
  'DELETE /api/organizations/:organizationId/mail-look/logo': 'needs a logo: notifications/mail-look.test.ts',
  'DELETE /api/organizations/:organizationId/mail-texts/:kind/:language':
    'needs own words: notifications/mail-look.test.ts',
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview': noState,
  'POST /api/organizations/:organizationId/mail-texts/:kind/:language/test': 'a mail to oneself is its own record',
  'DELETE /api/acting': 'needs somebody who acts: accounts/acting-as.test.ts',
  'DELETE /api/admin/organizations/:organizationId/suspension': 'needs a suspension: events/approval.test.ts',
  'POST /api/admin/jobs/:job/retry': 'needs a failed job: admin/failed-jobs.test.ts',
  'DELETE /api/admin/jobs/:job': 'needs a failed job: admin/failed-jobs.test.ts',
  'DELETE /api/organizations/:organizationId/ownership-offer': 'needs an offer: accounts/teams/members.test.ts',
  'POST /api/organizations/:organizationId/ownership-offer/acceptance':
    'needs an offer: accounts/teams/members.test.ts',
  'POST /api/password-resets/finish': 'needs a link that was mailed: accounts/passwords/rules.test.ts',
  'POST /api/events/:eventId/cancellation/retries': 'needs a cancelled event: money/cancellation.test.ts',
}

/** Who is asked first when several may. */
const order: readonly Kind[] = ['owner', 'administrator', 'buyer', 'attendee', ...kinds]

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const writes = Object.keys(requests).filter(
  (name) => !name.startsWith('GET ') && name === endpointOf(name) && !(name in withoutAct),
)

for (const name of writes)
  test(name, async () => {
    const kind = order.find((one) => expected[name]?.(one) === 'in')
    assert.ok(kind, 'nobody gets in: say where its act is shown')
    const who = kind === 'stranger' || kind === 'secret' ? null : stage.world.people[kind].userId
    const ask = requests[name]?.(stage.here('own')) ?? {}
    let acts: { kind: string; user_id: string | null; request_id: string | null }[] = []
    const call = injectOf(name, ask, stage.world.asCookie(kind))
    const { status, text } = await stage.call(call, async (db) => {
      // A call is one transaction here, and its acts are of the moment it began.
      const own = db.selectFrom('act').where(sql<boolean>`at = now()`)
      acts = await own.select(['kind', 'user_id', 'request_id']).execute()
    })
    assert.ok(status >= 200 && status < 300, `${status} ${text.slice(0, 300)}`)
    assert.ok(acts.length > 0, 'no act is recorded')
    for (const act of acts) assert.ok(act.user_id === who && act.request_id !== null, `${act.kind} is of nobody`)
  })

test('every exception is an endpoint that writes', () => {
  assert.deepEqual(
    Object.keys(withoutAct).filter((name) => !(name in api) || name.startsWith('GET ')),
    [],
  )
})

test('acts are never changed or deleted, nor emptied', async () => {
  const app = await testApp()
  await recordAct(app.db, 'event.published', {})
  const refusal = /acts are never changed or deleted/
  await assert.rejects(app.db.updateTable('act').set({ kind: 'event.cancelled' }).execute(), refusal)
  await assert.rejects(app.db.deleteFrom('act').execute(), refusal)
  await assert.rejects(sql`truncate act`.execute(app.db), refusal)
  const acts = await app.db.selectFrom('act').select('kind').execute()
  assert.deepEqual(acts, [{ kind: 'event.published' }])
})
