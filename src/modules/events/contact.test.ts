import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast, type Person, person } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { Refusal } from '../../errors.ts'
import { answerMessage } from './messages.ts'

const app = await testApp()
const { db, settle, setNow } = app
const { owner, manager, editor, administrator, own } = await cast(app)
const { eventId } = await makeEvent(owner, own.id)

const write = ({ api }: Person, message = 'May I bring a dog?', to = eventId) =>
  api['POST /api/events/:eventId/messages']({ params: { eventId: to }, body: { message } })
const report = ({ api }: Person, details = 'There is no such pier.', of = eventId) =>
  api['POST /api/events/:eventId/reports']({ params: { eventId: of }, body: { reason: 'fraud', details } })
const answer = ({ api }: Person, messageId: string, words = 'A small one.') =>
  api['POST /api/events/:eventId/messages/:messageId/answer']({
    params: { eventId, messageId },
    body: { answer: words },
  })
const newest = async () => {
  const { items } = await owner.api['GET /api/events/:eventId/messages']({ params: { eventId } })
  return items[0] ?? assert.fail('there is no message')
}
const texts = async (email: string) => (await mails(db, email)).map(({ subject, text }) => `${subject}\n${text}`)

test.afterEach(() => setNow(undefined))

test('a message reaches those who may answer, by mail and in the app, and the answer whoever wrote: nobody sees an address', async () => {
  const guest = await person(app, { name: 'Gil Guest' })
  await write(guest)
  await settle()
  for (const member of [owner, manager]) {
    const [mail] = await texts(member.email)
    assert.match(mail ?? '', /A question about Night Ferry[\s\S]*Gil Guest writes[\s\S]*May I bring a dog\?/)
    assert.ok(!mail?.includes(guest.email))
    const { items } = await member.api['GET /api/me/notifications']({})
    assert.equal(items.filter(({ kind }) => kind === 'event_message').length, 1)
  }
  assert.deepEqual(await texts(editor.email), [])
  const message = await newest()
  assert.deepEqual([message.from, message.message, message.answer], ['Gil Guest', 'May I bring a dog?', null])
  assert.ok(!JSON.stringify(message).includes(guest.email))

  await answer(manager, message.id)
  await settle()
  const [answered] = await texts(guest.email)
  assert.match(
    answered ?? '',
    /Tidal Works answers you about Night Ferry[\s\S]*A small one\.[\s\S]*May I bring a dog\?/,
  )
  for (const member of [owner, manager]) assert.ok(!answered?.includes(member.email))
  assert.equal((await newest()).answer, 'A small one.')
})

test('a message has one answer, also when two of the team answer at once', async () => {
  await write(await person(app))
  const { id: messageId } = await newest()
  const lanes = [app.connect(1).db, app.connect(1).db]
  const outcomes = await Promise.allSettled(
    lanes.map((lane, index) =>
      answerMessage(lane, { eventId, messageId, userId: owner.userId }, `Answer ${index}`, new Date()),
    ),
  )
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 1)
  assert.ok(refused[0] instanceof Refusal && refused[0].code === 'already_answered')
  await refusedWith('already_answered', answer(manager, messageId))
  const acts = await db.selectFrom('act').select('id').where('subject_id', '=', messageId).execute()
  assert.equal(acts.length, 1)
})

test('nobody writes without a confirmed address, to what they cannot see, or more than five times a day', async () => {
  await refusedWith('email_not_verified', write(await person(app, { emailVerified: false })))
  const guest = await person(app)
  const { eventId: draft } = await makeEvent(owner, own.id, { live: false })
  await refusedWith('not_found', write(guest, 'Hello', draft))
  await refusedWith('invalid', write(guest, ' \n '), 'message')
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => write(guest, `Question ${index}`)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 5)
  const problem = await refusedWith('too_many_requests', write(guest))
  assert.ok(problem.retryAfter !== undefined && problem.retryAfter > 86_000)
  setNow(new Date(Date.now() + 25 * 3600_000))
  await write(guest)
})

test('a report reaches the administrators with its event, once while it is open, and is closed once', async () => {
  const guest = await person(app, { name: 'Rae Reporter' })
  await Promise.all([report(guest), report(guest, 'Again.')])
  await settle()
  const list = async (state: 'open' | 'closed') =>
    (await administrator.api['GET /api/admin/reports']({ query: { state } })).items
  const [one, ...rest] = await list('open')
  assert.deepEqual([one?.event.id, one?.reason, one?.by.name, rest], [eventId, 'fraud', 'Rae Reporter', []])
  const { items } = await administrator.api['GET /api/me/notifications']({})
  assert.equal(items.filter(({ kind }) => kind === 'event_reported').length, 1)

  const params = { reportId: one?.id ?? '' }
  const close = () => administrator.api['POST /api/admin/reports/:reportId/closing']({ params })
  await Promise.all([close(), close()])
  assert.deepEqual(await list('open'), [])
  assert.deepEqual(
    (await list('closed')).map(({ id }) => id),
    [params.reportId],
  )
  const acts = await db.selectFrom('act').select('kind').where('subject_id', '=', params.reportId).execute()
  assert.deepEqual(acts, [{ kind: 'report.closed' }])
  await report(guest, 'It is still there.')
  assert.equal((await list('open')).length, 1)
})

test('nobody reports what they cannot see, or more than five events a day', async () => {
  const guest = await person(app)
  const { eventId: draft } = await makeEvent(owner, own.id, { live: false })
  await refusedWith('not_found', report(guest, '', draft))
  for (let index = 0; index < 5; index++) await report(guest, '', (await makeEvent(owner, own.id)).eventId)
  await refusedWith('too_many_requests', report(guest))
})
