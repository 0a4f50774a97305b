import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { mails } from '../../../test/mail.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy } from '../../../test/sales.ts'
import { newId } from '../../db/id.ts'

const app = await testApp({ EVENT_APPROVAL: 'all' })
const { db } = app
const { owner, manager, editor, administrator, stranger, own } = await cast(app)
const at = (eventId: string) => ({ params: { eventId } })

const publish = (eventId: string) => manager.api['POST /api/events/:eventId/publication'](at(eventId))
const review = (eventId: string) => administrator.api['GET /api/admin/events/:eventId/review'](at(eventId))
const decide = (eventId: string, body: { approved: boolean; reason?: string; version?: string }) =>
  administrator.api['POST /api/admin/events/:eventId/approval']({ ...at(eventId), body })
const sendBack = (eventId: string, reason = 'Say where it is.') => decide(eventId, { approved: false, reason })
const answer = (eventId: string, text: string, by = manager) =>
  by.api['PUT /api/events/:eventId/submissions/answer']({ ...at(eventId), body: { answer: text } })
const patch = (eventId: string, body: Record<string, unknown>) =>
  owner.api['PATCH /api/events/:eventId']({ ...at(eventId), body })
const submissions = async (eventId: string, by = editor) =>
  (await by.api['GET /api/events/:eventId/submissions'](at(eventId))).items
const edited = async () =>
  (await administrator.api['GET /api/admin/events']({ query: { state: 'published', edited: true } })).items.map(
    ({ id }) => id,
  )
const acceptEdits = (eventId: string, version: string) =>
  administrator.api['POST /api/admin/events/:eventId/accepted-edits']({ ...at(eventId), body: { version } })

test('an event is sent back with a reason its organizer reads, answers and hands in again', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await refusedWith('wrong_event_state', answer(eventId, 'Nobody has asked.'))
  await refusedWith('invalid', decide(eventId, { approved: false }), 'reason')
  await refusedWith('invalid', decide(eventId, { approved: false, reason: ' \n' }), 'reason')
  assert.equal((await sendBack(eventId)).state, 'draft')
  await app.settle()
  for (const { email } of [owner, manager]) {
    const [mail] = (await mails(db, email)).slice(-1)
    assert.equal(mail?.subject, 'Handed back: Night Ferry')
    assert.match(mail?.text ?? '', /Say where it is\./)
    assert.match(mail?.text ?? '', new RegExp(`/studio/${own.slug}/events/${eventId}`))
  }
  assert.deepEqual(await mails(db, editor.email), [])

  await answer(eventId, 'At pier 3.')
  await answer(eventId, 'At pier 4.')
  await refusedWith('not_allowed', answer(eventId, 'No.', editor))
  await refusedWith('not_found', answer(eventId, 'No.', stranger))
  await refusedWith('not_found', submissions(eventId, stranger))
  assert.equal((await publish(eventId)).state, 'waiting')
  await refusedWith('wrong_event_state', answer(eventId, 'Too late.'))
  assert.deepEqual(
    (await submissions(eventId)).map(({ outcome, reason, answer: said }) => [outcome, reason, said]),
    [
      [null, '', ''],
      ['returned', 'Say where it is.', 'At pier 4.'],
    ],
  )
  assert.equal((await decide(eventId, { approved: true })).state, 'published')
  await app.settle()
  assert.equal((await mails(db, manager.email)).at(-1)?.subject, 'Live: Night Ferry')
})

test('who decides sees what changed since last time, field by field', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  assert.equal((await review(eventId)).changes, null)
  await sendBack(eventId)
  await patch(eventId, { venue: 'Pier 4', startsAt: '2099-11-28T19:00', tags: ['sea'], holdSeconds: 900 })
  await owner.api['POST /api/events/:eventId/ticket-types']({ ...at(eventId), body: { name: 'Children', price: 550 } })
  await publish(eventId)
  const { changes, submissions: said } = await review(eventId)
  assert.deepEqual(changes, [
    { field: 'tags', before: '', after: 'sea' },
    { field: 'startsAt', before: '2099-11-28 20:00', after: '2099-11-28 19:00' },
    { field: 'venue', before: 'Pier 3', after: 'Pier 4' },
    { field: 'tickets', before: 'Admission, 25.00 EUR', after: 'Admission, 25.00 EUR\nChildren, 5.50 EUR' },
  ])
  assert.deepEqual(
    said.map(({ outcome }) => outcome),
    [null, 'returned'],
  )
})

test('nothing is approved that was not looked at', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const { version } = await review(eventId)
  await patch(eventId, { name: 'Something else' })
  await refusedWith('changed_meanwhile', decide(eventId, { approved: true, version }))
  const again = await review(eventId)
  assert.notEqual(again.version, version)
  assert.equal((await decide(eventId, { approved: true, version: again.version })).state, 'published')
})

test('a live event stays live when it is edited, and is listed until somebody has looked through it', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await refusedWith('wrong_event_state', acceptEdits(eventId, (await review(eventId)).version))
  await decide(eventId, { approved: true })
  assert.ok(!(await edited()).includes(eventId))
  await patch(eventId, { holdSeconds: 900 })
  assert.ok(!(await edited()).includes(eventId), 'what people do not see is not to be looked at')
  await patch(eventId, { summary: 'Now with fireworks.' })
  assert.ok((await edited()).includes(eventId))
  const { version, changes } = await review(eventId)
  assert.deepEqual(changes, [{ field: 'summary', before: '', after: 'Now with fireworks.' }])
  await patch(eventId, { summary: 'Without fireworks.' })
  await refusedWith('changed_meanwhile', acceptEdits(eventId, version))
  await acceptEdits(eventId, (await review(eventId)).version)
  assert.ok(!(await edited()).includes(eventId))
  assert.deepEqual((await review(eventId)).changes, [])
  const acts = await db.selectFrom('act').select('kind').where('event_id', '=', eventId).orderBy('id', 'desc').execute()
  assert.equal(acts[0]?.kind, 'event.edits_accepted')
})

test('decisions are for administrators, about events there are', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await refusedWith('not_allowed', owner.api['GET /api/admin/events/:eventId/review'](at(eventId)))
  await refusedWith('not_found', review(newId()))
  await refusedWith('not_found', acceptEdits(newId(), '0'.repeat(32)))
  await refusedWith('invalid', acceptEdits(eventId, 'some version'), 'version')
  const { version } = await review(eventId)
  const accept = owner.api['POST /api/admin/events/:eventId/accepted-edits']
  await refusedWith('not_allowed', accept({ ...at(eventId), body: { version } }))
})

test('an administrator opens the page of what waits as it will look', async () => {
  const { slug } = await makeEvent(owner, own.id)
  const page = await administrator.api['GET /api/discover/:slug']({ params: { slug } })
  assert.deepEqual([page.preview, page.state], [true, 'waiting'])
  await refusedWith('not_found', stranger.api['GET /api/discover/:slug']({ params: { slug } }))
})

test('who waits, takes it back and hands it in again is seen to have done so', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await owner.api['DELETE /api/events/:eventId/publication'](at(eventId))
  await publish(eventId)
  assert.deepEqual(
    (await submissions(eventId)).map(({ outcome }) => outcome),
    [null, 'withdrawn'],
  )
})

test('a suspended organization sells nothing and brings nothing new; its tickets stay, and who has them is told', async () => {
  const { eventId, slug, typeIds } = await makeEvent(owner, own.id)
  await decide(eventId, { approved: true })
  const waiting = await makeEvent(owner, own.id)
  await buy(stranger, { eventId, typeId: String(typeIds[0]), quantity: 1 }, { name: 'Sam', email: stranger.email })
  const suspension = { params: { organizationId: own.id } }
  const suspend = (reason = 'Sells what is not theirs.') =>
    administrator.api['PUT /api/admin/organizations/:organizationId/suspension']({ ...suspension, body: { reason } })
  await refusedWith('invalid', suspend(''), 'reason')
  await suspend()
  await refusedWith('organization_suspended', suspend())
  await app.settle()
  assert.equal((await mails(db, stranger.email)).at(-1)?.subject, 'Sale stopped: Night Ferry')

  const lines = [{ ticketTypeId: String(typeIds[0]), quantity: 1 }]
  const hold = () => stranger.api['POST /api/events/:eventId/orders']({ ...at(eventId), body: { lines } })
  await refusedWith('event_not_on_sale', hold())
  await refusedWith('organization_suspended', decide(waiting.eventId, { approved: true }))
  const found = async () =>
    (await stranger.api['GET /api/discover']({ query: {} })).items.some((event) => event.slug === slug)
  assert.equal(await found(), false)

  const restore = () => administrator.api['DELETE /api/admin/organizations/:organizationId/suspension'](suspension)
  await restore()
  await refusedWith('not_found', restore())
  await hold()
  assert.equal(await found(), true)
  assert.equal((await decide(waiting.eventId, { approved: true })).state, 'published')
})
