import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { differenceOf, type Whereabouts } from './moves.ts'
import { refundWindowsOf } from './refund-windows.ts'

const app = await testApp()
const { db } = app
const { owner, editor, finance, stranger, own } = await cast(app)

type Edit = Parameters<(typeof owner.api)['PATCH /api/events/:eventId']>[0]['body']
const edit = (eventId: string, body: Edit) => editor.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
const moves = (eventId: string) =>
  db.selectFrom('event_move').select(['was', 'became']).where('event_id', '=', eventId).orderBy('id').execute()
const window = { closesAt: '2099-11-20T12:00', percent: 100, fee: true }

test('a live event that changes its time or place has moved, with what it was and is', async () => {
  const { eventId, slug } = await makeEvent(owner, own.id)
  await edit(eventId, { startsAt: '2099-11-29T20:00', endsAt: '2099-11-29T23:30' })
  await edit(eventId, { venue: 'Pier 4' })
  const [first, second] = (await moves(eventId)) as unknown as { was: Whereabouts; became: Whereabouts }[]
  assert.ok(first && second)
  assert.equal(first.was.startsAt, '2099-11-28T20:00:00.000Z')
  assert.equal(first.became.startsAt, '2099-11-29T20:00:00.000Z')
  assert.deepEqual(differenceOf(first.was, first.became), { time: true, place: false, name: false, link: false })
  assert.deepEqual(differenceOf(second.was, second.became), { time: false, place: true, name: false, link: false })
  const { movedFrom } = await stranger.api['GET /api/discover/:slug']({ params: { slug } })
  assert.equal(movedFrom?.venue, 'Pier 3')
  assert.equal(movedFrom?.startsAt, '2099-11-29T20:00:00.000Z')
})

test('the same place and time again, other words, or a draft, is no move', async () => {
  const { eventId, slug } = await makeEvent(owner, own.id)
  await edit(eventId, {
    startsAt: '2099-11-28T20:00',
    venue: 'Pier 3',
    summary: 'Other words.',
    name: 'night-ferry',
    refundWindow: window,
  })
  const draft = await makeEvent(owner, own.id, { live: false })
  await edit(draft.eventId, { startsAt: '2099-11-27T20:00', venue: 'Pier 9', refundWindow: window })
  for (const id of [eventId, draft.eventId]) {
    assert.deepEqual(await moves(id), [])
    assert.deepEqual(await refundWindowsOf(db, id), [])
  }
  const { movedFrom } = await stranger.api['GET /api/discover/:slug']({ params: { slug } })
  assert.equal(movedFrom, null)
})

test('the organizer says whether another place is one, and where nothing is said how much differs decides', async () => {
  const movedBy = async (eventId: string) => {
    const { after } = await db
      .selectFrom('act')
      .select(['after'])
      .where('event_id', '=', eventId)
      .where('kind', '=', 'event.edited')
      .executeTakeFirstOrThrow()
    return after as { moved?: boolean }
  }
  const cases: [Edit, isMoved: boolean][] = [
    [{ venue: 'Pier 4' }, true],
    [{ venue: 'Pier 4', moved: false }, false],
    [{ venue: 'pier 3', city: 'Lisboa' }, false],
    [{ city: 'Lisboa', moved: true }, true],
    [{ address: 'Cais do Sodré' }, false],
    [{ venue: 'Pier 4', startsAt: '2099-11-28T21:00', moved: false }, true],
  ]
  for (const [body, isMoved] of cases) {
    const { eventId } = await makeEvent(owner, own.id)
    await edit(eventId, { ...body, refundWindow: window })
    const name = JSON.stringify(body)
    assert.equal((await moves(eventId)).length, isMoved ? 1 : 0, name)
    assert.equal((await refundWindowsOf(db, eventId)).length, isMoved ? 1 : 0, name)
    assert.equal((await movedBy(eventId)).moved, isMoved, name)
  }
  const { eventId } = await makeEvent(owner, own.id)
  await edit(eventId, { name: 'Night Boat', moved: true })
  assert.equal((await moves(eventId)).length, 1)
  assert.deepEqual(await movedBy(eventId), { name: 'Night Boat' })
})

test('nobody is told of what is over, but of what is put off after its end', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  app.setNow('2099-11-29T10:00:00Z')
  await edit(eventId, { venue: 'Pier 4' })
  assert.deepEqual(await moves(eventId), [])
  await edit(eventId, { startsAt: '2099-12-05T20:00', endsAt: '2099-12-05T23:30' })
  app.setNow(undefined)
  assert.equal((await moves(eventId)).length, 1)
})

test('another zone moves an event, as its times read the same', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  await edit(eventId, { timeZone: 'Europe/Berlin' })
  const [move] = (await moves(eventId)) as unknown as { became: Whereabouts }[]
  assert.equal(move?.became.startsAt, '2099-11-28T19:00:00.000Z')
})

test('a refund window opens with the move and closes at a time in the new zone', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  app.setNow('2099-11-01T10:00:00Z')
  await edit(eventId, { timeZone: 'Asia/Kolkata', refundWindow: { ...window, percent: 80, fee: false } })
  app.setNow(undefined)
  assert.deepEqual(await refundWindowsOf(db, eventId), [
    {
      opensAt: new Date('2099-11-01T10:00:00Z'),
      closesAt: new Date('2099-11-20T06:30:00Z'),
      percent: 80,
      fee: false,
    },
  ])
})

test('a window that is closed before it opens is refused with everything else', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const past = { venue: 'Pier 4', refundWindow: { ...window, closesAt: '2020-01-01T00:00' } }
  await refusedWith('invalid', edit(eventId, past), 'refundWindow.closesAt')
  assert.deepEqual(await moves(eventId), [])
})

test('refund steps must come nearer and give less; a policy rules nothing that is there', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const steps = [
    { secondsBefore: 86_400, percent: 50 },
    { secondsBefore: 604_800, percent: 100 },
  ]
  await refusedWith(
    'refund_steps_reversed',
    edit(eventId, { refundPolicy: { kind: 'steps', steps, fee: true } }),
    'refundPolicy.steps.1.percent',
  )
  const policy = { kind: 'steps', steps: steps.toReversed(), fee: false } as const
  const { refundPolicy } = await edit(eventId, { refundPolicy: policy })
  assert.deepEqual(refundPolicy, policy)
  const copy = await owner.api['POST /api/events/:eventId/copies']({ params: { eventId } })
  assert.deepEqual(copy.refundPolicy, policy)
  assert.deepEqual(await moves(eventId), [])
})

test('only those who may edit an event move it', async () => {
  const { eventId } = await makeEvent(owner, own.id)
  const body = { venue: 'Pier 4' }
  const patch = (who: Pick<typeof owner, 'api'>) => who.api['PATCH /api/events/:eventId']({ params: { eventId }, body })
  await refusedWith('sign_in_required', patch(app.browser()))
  await refusedWith('not_found', patch(stranger))
  await refusedWith('not_allowed', patch(finance))
  assert.deepEqual(await moves(eventId), [])
})

test('another name or link is told, and is no move', async () => {
  const cases: [Edit, isTold: boolean][] = [
    [{ name: 'Night Boat' }, true],
    [{ name: 'Night Boat', moved: false }, false],
    [{ name: 'Nihgt ferry' }, false],
    [{ name: 'Night Boat', venue: 'pier 3' }, true],
    [{ onlineUrl: 'https://meet.example/2' }, true],
  ]
  for (const [body, isTold] of cases) {
    const { eventId, slug } = await makeEvent(owner, own.id, { live: false })
    await edit(eventId, { attendance: 'hybrid', onlineUrl: 'https://meet.example/1' })
    await owner.api['POST /api/events/:eventId/publication']({ params: { eventId } })
    await edit(eventId, { ...body, refundWindow: window })
    const name = JSON.stringify(body)
    assert.equal((await moves(eventId)).length, isTold ? 1 : 0, name)
    assert.deepEqual(await refundWindowsOf(db, eventId), [], name)
    const { movedFrom } = await stranger.api['GET /api/discover/:slug']({ params: { slug } })
    assert.equal(movedFrom, null, name)
  }
})
