import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { organization, person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { forgetConfirmation, isSignedIn, withPassword } from '../../../../test/with-password.ts'
import { api } from '../../../api.ts'
import { accessText } from '../../../http/openapi.ts'

const app = await testApp()
const { db, browser, bearer } = app

const account = { holder: 'Tidal Works', number: 'PT50 0002 0123', bank: '' }

/** An owner who wants to say where the money goes. */
async function owner() {
  const own = await withPassword(app)
  const { id: organizationId } = await organization(db, { owner: { ...own, name: '' } })
  const change = (client = own.api) =>
    client['PUT /api/organizations/:organizationId/bank-account']({ params: { organizationId }, body: { account } })
  return { ...own, change }
}

test('what moves money away, takes a way in away or cannot be undone asks who it is', () => {
  const marked = Object.entries(api).flatMap(([key, endpoint]) =>
    'stepUp' in endpoint && endpoint.stepUp ? [key] : [],
  )
  for (const key of [
    'PUT /api/organizations/:organizationId/payees/stripe',
    'PUT /api/organizations/:organizationId/bank-account',
    'PUT /api/admin/commission',
    'PUT /api/admin/organizations/:organizationId/commission',
    'POST /api/admin/organizations/:organizationId/payouts',
    'POST /api/admin/payouts/:payoutId/payment',
    'DELETE /api/admin/payouts/:payoutId',
    'DELETE /api/events/:eventId',
    'POST /api/events/:eventId/cancellation',
    'POST /api/events/:eventId/orders/:orderId/refunds',
    'PUT /api/admin/people/:userId/ban',
    'PUT /api/admin/organizations/:organizationId/suspension',
    'POST /api/me/second-factor',
    'DELETE /api/me/second-factor',
    'POST /api/me/recovery-codes',
    'POST /api/me/passkeys',
    'DELETE /api/me/passkeys/:passkeyId',
  ])
    assert.ok(marked.includes(key), key)
  for (const key of marked) assert.notEqual(accessText(api[key as keyof typeof api].access), 'public', key)
})

test('signing in counts as showing it, for ten minutes', async () => {
  const { userId, change } = await owner()
  const since = (seconds: number) =>
    db
      .updateTable('session')
      .set({ confirmed_at: new Date(Date.now() - seconds * 1000) })
      .where('user_id', '=', userId)
      .execute()
  await change()
  await since(590)
  await change()
  await since(601)
  const problem = await refusedWith('confirm_it_is_you', change())
  assert.equal(problem.status, 403)
  assert.match(problem.detail, /password, a code or a passkey/)
})

test('whoever may not is told nothing of confirming', async () => {
  const { change } = await owner()
  const stranger = await withPassword(app)
  await forgetConfirmation(app, stranger.userId)
  await refusedWith('not_found', change(stranger.api))
})

test('the password shows it; the session goes on under a new token, and the old one is nobody', async () => {
  const { api, cookies, userId, password, change } = await owner()
  await forgetConfirmation(app, userId)
  const old = browser()
  old.cookies.set('conflux.session_token', cookies.get('conflux.session_token') ?? '')
  await refusedWith(
    'wrong_password',
    api['POST /api/me/confirmation']({ body: { password: 'not the one' } }),
    'password',
  )
  await refusedWith('confirm_it_is_you', change())
  const sessions = await api['GET /api/me/sessions']({})
  await api['POST /api/me/confirmation']({ body: { password } })
  await change()
  assert.equal(await isSignedIn(old), false)
  assert.deepEqual(await api['GET /api/me/sessions']({}), sessions)
})

test('a program shows it, too, and keeps its token', async () => {
  const { userId, email, password, change } = await owner()
  const { token } = await browser().api['POST /api/tokens']({ body: { email, password } })
  const program = bearer(token)
  await forgetConfirmation(app, userId)
  await refusedWith('confirm_it_is_you', change(program))
  await program['POST /api/me/confirmation']({ body: { password } })
  await change(program)
})

test('it counts for the session that showed it, and no other', async () => {
  const { api, userId, email, password, change } = await owner()
  const other = browser()
  await other.api['POST /api/sign-in']({ body: { email, password } })
  await forgetConfirmation(app, userId)
  await api['POST /api/me/confirmation']({ body: { password } })
  await refusedWith('confirm_it_is_you', change(other.api))
})

test('an administrator who acts as somebody cannot show that it is them', async () => {
  const { api, userId, password, change } = await owner()
  const { userId: administratorId } = await person(app, { administrator: true })
  await db
    .updateTable('session')
    .set({ impersonated_by: administratorId, confirmed_at: null })
    .where('user_id', '=', userId)
    .execute()
  await refusedWith('not_while_acting', api['POST /api/me/confirmation']({ body: { password } }))
  await assert.rejects(change(), { status: 403 })
})

test('what is no proof is not taken for one', async () => {
  const { api } = await withPassword(app)
  for (const body of [{}, { password: '' }, { code: '1' }, { password: 'x', code: '1' }, { passkey: {} }])
    await refusedWith('invalid', api['POST /api/me/confirmation']({ body: body as never }))
  await refusedWith('sign_in_required', browser().api['POST /api/me/confirmation']({ body: { password: 'x' } }))
  const without = await person(app)
  await refusedWith('wrong_password', without.api['POST /api/me/confirmation']({ body: { password: 'x' } }))
  await refusedWith('code_wrong', without.api['POST /api/me/confirmation']({ body: { code: '123456' } }))
})
