import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { isSignedIn, type WithPassword, withPassword } from '../../../../test/with-password.ts'
import { beginSession } from '../session.ts'

const app = await testApp()
const { db, browser, bearer } = app
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'

async function again({ email, password }: WithPassword, headers: Record<string, string> = {}) {
  const other = browser()
  await other.api['POST /api/sign-in']({ body: { email, password }, headers })
  return other
}

test('somebody sees where they are signed in, newest first, and which one they look from', async () => {
  const own = await withPassword(app)
  await again(own, { 'user-agent': firefox })
  const { items, next } = await own.api['GET /api/me/sessions']({})
  assert.equal(next, null)
  assert.deepEqual(
    items.map(({ device, current, address }) => ({ device, current, address })),
    [
      { device: { browser: 'Firefox', system: 'Windows' }, current: false, address: '127.0.0.1' },
      { device: { browser: null, system: null }, current: true, address: '127.0.0.1' },
    ],
  )
  for (const { beganAt, expiresAt } of items)
    assert.equal(Date.parse(expiresAt) - Date.parse(beganAt) > 29 * 86_400_000, true)
  assert.doesNotMatch(JSON.stringify(items), /token/)
})

test('one session is ended, and is over at once, a program’s too', async () => {
  const own = await withPassword(app)
  const other = await again(own)
  const { token } = await browser().api['POST /api/tokens']({ body: { email: own.email, password: own.password } })
  const { items } = await own.api['GET /api/me/sessions']({})
  const [program = '', elsewhere = ''] = items.filter(({ current }) => !current).map(({ id }) => id)
  await own.api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: program } })
  assert.equal(await bearer(token)['GET /api/me'](), null)
  assert.ok(await isSignedIn(other))
  await own.api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: elsewhere } })
  assert.equal(await isSignedIn(other), false)
  await refusedWith('not_found', own.api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: elsewhere } }))
  const acts = await db
    .selectFrom('act')
    .select(['kind', 'user_id'])
    .where('subject_id', 'in', [program, elsewhere])
    .execute()
  assert.deepEqual(acts, Array(2).fill({ kind: 'session.ended', user_id: own.userId }))
})

test('all others are ended in one go, and this one stays', async () => {
  const own = await withPassword(app)
  const others = [await again(own), await again(own)]
  const stranger = await withPassword(app)
  assert.deepEqual(await own.api['DELETE /api/me/sessions'](), { ended: 2 })
  for (const other of others) assert.equal(await isSignedIn(other), false)
  assert.ok((await isSignedIn(own)) && (await isSignedIn(stranger)))
  assert.deepEqual(await own.api['DELETE /api/me/sessions'](), { ended: 0 })
  const acts = await db.selectFrom('act').select('kind').where('subject_id', '=', own.userId).execute()
  assert.deepEqual(acts, [{ kind: 'session.others_ended' }])
})

test('sessions in which somebody acts as others end with their own', async () => {
  for (const end of ['others', 'everywhere', 'password'] as const) {
    const own = await withPassword(app)
    const { userId } = await person(app)
    const request = { ip: '192.0.2.7', userAgent: firefox } as Parameters<typeof beginSession>[2]
    const { id } = await beginSession(db, userId, request, { by: own.userId, seconds: 3600 })
    if (end === 'others') assert.deepEqual(await own.api['DELETE /api/me/sessions'](), { ended: 1 })
    else if (end === 'everywhere') await own.api['POST /api/sign-out-everywhere']()
    else {
      const body = { currentPassword: own.password, password: 'lighthouse at noon' }
      await own.api['POST /api/me/password']({ body })
    }
    assert.deepEqual(await db.selectFrom('session').select('id').where('id', '=', id).execute(), [], end)
  }
})

test('the sessions of others are not there', async () => {
  const [own, other] = [await withPassword(app), await person(app)]
  const [session] = (await own.api['GET /api/me/sessions']({})).items
  const params = { sessionId: session?.id ?? '' }
  await refusedWith('not_found', other.api['DELETE /api/me/sessions/:sessionId']({ params }))
  await refusedWith('not_found', other.api['DELETE /api/me/sessions/:sessionId']({ params: { sessionId: 'x' } }))
  assert.ok(await isSignedIn(own))
})

test('many sessions come page by page, those that are over do not', async () => {
  const own = await withPassword(app)
  const request = { ip: '192.0.2.7', userAgent: firefox } as Parameters<typeof beginSession>[2]
  const made = []
  for (let n = 0; n < 24; n++) made.push((await beginSession(db, own.userId, request)).id)
  await db
    .updateTable('session')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', made[3] ?? '')
    .execute()
  const first = await own.api['GET /api/me/sessions']({})
  const second = await own.api['GET /api/me/sessions']({ query: { cursor: first.next ?? '' } })
  assert.deepEqual([first.items.length, second.items.length, second.next], [20, 4, null])
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  assert.deepEqual(ids, [...ids].sort().reverse())
  assert.ok(!ids.includes(made[3] ?? ''))
  assert.deepEqual(await own.api['GET /api/me/sessions']({ query: { cursor: 'x' } }), { items: [], next: null })
})
