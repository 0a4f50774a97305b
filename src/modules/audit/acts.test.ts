import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../../lang/catalogue.ts'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { actingAs, recordAct } from '../../acts.ts'
import { newId } from '../../db/id.ts'
import { actsCsv } from './acts-csv.ts'

const app = await testApp()
const { db } = app
const { owner, manager, stranger, administrator, own, foreign } = await cast(app)
const { eventId } = await makeEvent(owner, own.id, { event: { name: 'Night Ferry' }, live: false })
await manager.api['PATCH /api/events/:eventId']({
  params: { eventId },
  body: { city: 'Porto', onlineUrl: '', startsAt: '2099-11-28T21:00' },
})
await makeEvent(stranger, foreign.id, { event: { name: 'Elsewhere Fair' } })

const search = async (query: NonNullable<Parameters<(typeof administrator.api)['GET /api/admin/acts']>[0]>['query']) =>
  (await administrator.api['GET /api/admin/acts']({ query: query ?? {} })).items

test('an act says who, what, from where, and what changed of it', async () => {
  const [act] = await search({ kind: 'event.edited' })
  assert.deepEqual(act?.by, { id: manager.userId, name: 'Max Manager', email: manager.email })
  assert.deepEqual([act?.organization?.id, act?.event?.id, act?.impersonator], [own.id, eventId, null])
  assert.equal(act?.ip, '127.0.0.1')
  assert.ok(act?.requestId && act.userAgent)
  assert.deepEqual(act?.before, { city: 'Lisbon', starts_at: '2099-11-28T20:00:00.000Z' })
  assert.deepEqual(act?.after, { city: 'Porto', starts_at: '2099-11-28T21:00:00.000Z' })
})

test('acts are found by person, organization, event, kind and day, by part of a name or by id', async () => {
  const kinds = async (query: Parameters<typeof search>[0]) => (await search(query)).map(({ kind }) => kind)
  assert.deepEqual(await kinds({ person: 'max man' }), ['event.edited'])
  assert.deepEqual(await kinds({ person: manager.email }), ['event.edited'])
  assert.deepEqual(await kinds({ person: manager.userId }), ['event.edited'])
  assert.deepEqual(await kinds({ event: 'night ferry' }), ['event.edited', 'ticket_type.added', 'event.created'])
  assert.deepEqual(await kinds({ event: eventId, kind: 'event.created' }), ['event.created'])
  assert.ok((await search({ organization: 'elsewhere' })).every(({ organization }) => organization?.id === foreign.id))
  assert.deepEqual(await kinds({ person: '%' }), [])
  const today = new Date().toISOString().slice(0, 10)
  assert.deepEqual(await kinds({ person: 'max', from: today, until: today }), ['event.edited'])
  assert.deepEqual(await kinds({ person: 'max', until: '2026-01-01' }), [])
  assert.deepEqual(await kinds({ person: 'max', from: '2099-01-01' }), [])
})

test('what an administrator does in somebody’s place is found under both names', async () => {
  const actor = {
    userId: owner.userId,
    impersonatorId: administrator.userId,
    apiKeyId: null,
    ip: '192.0.2.7',
    userAgent: 'test',
    requestId: newId(),
  }
  await actingAs(actor, () => recordAct(db, 'event.cover_removed', { eventId }))
  for (const person of ['Olga', 'Ada'])
    assert.equal((await search({ person, kind: 'event.cover_removed' }))[0]?.impersonator?.name, 'Ada Administrator')
  const { items } = await owner.api['GET /api/events/:eventId/acts']({ params: { eventId } })
  assert.deepEqual([items[0]?.by?.name, items[0]?.impersonated], ['Olga Owner', true])
})

test('a team reads what was done with its event, of administrators just that it was the platform', async () => {
  await actingAs(
    {
      userId: administrator.userId,
      impersonatorId: null,
      apiKeyId: null,
      ip: '192.0.2.7',
      userAgent: 'test',
      requestId: newId(),
    },
    () => recordAct(db, 'event.handed_back', { eventId }),
  )
  const { items } = await owner.api['GET /api/events/:eventId/acts']({ params: { eventId } })
  assert.deepEqual([items[0]?.kind, items[0]?.by], ['event.handed_back', null])
  assert.deepEqual([items.at(-1)?.kind, items.at(-1)?.by?.name], ['event.created', 'Olga Owner'])
  assert.ok(!JSON.stringify(items).includes('127.0.0.1') && !JSON.stringify(items).includes(owner.email))
})

test('a list goes on where it stopped', async () => {
  for (let index = 0; index < 60; index++) await recordAct(db, 'event.cover_set', { eventId })
  const read = owner.api['GET /api/events/:eventId/acts']
  const first = await read({ params: { eventId } })
  const rest = await read({ params: { eventId }, query: { cursor: String(first.next) } })
  assert.equal(first.items.length, 50)
  assert.equal(rest.next, null)
  const ids = [...first.items, ...rest.items].map(({ id }) => id)
  assert.deepEqual(ids, [...new Set(ids)].sort().reverse())
  assert.ok(ids.length >= 60)
})

test('what is gone is found by its id, and the file has all of it', async () => {
  const { eventId: draft } = await makeEvent(owner, own.id, { event: { name: '=Draft' }, live: false })
  await owner.api['DELETE /api/events/:eventId']({ params: { eventId: draft } })
  const found = await search({ event: draft })
  assert.deepEqual(
    found.map(({ kind, event, organization }) => [kind, event, organization?.id]),
    [
      ['event.deleted', null, own.id],
      ['ticket_type.added', null, own.id],
      ['event.created', null, own.id],
    ],
  )
  const { bytes } = await administrator.api['GET /api/admin/acts.csv']({ query: { event: draft } })
  const lines = Buffer.from(bytes).toString('utf8').trim().split('\r\n')
  assert.equal(lines.length, 4)
  assert.match(lines[1] ?? '', /"Draft deleted","Olga Owner","","","Tidal Works"/)
})

test('a file has so many rows at most, the newest, also where they are in the middle of a page or more than one', async () => {
  const filter = { event: eventId }
  const words = catalogueOf('en').workspace.acts
  const timesIn = async (rows: number) => {
    const lines = Buffer.from(await actsCsv(db, filter, words, rows))
      .toString('utf8')
      .trim()
      .split('\r\n')
    return lines.slice(1).map((line) => line.slice(1, 25))
  }
  for (let index = 0; index < 1001; index++) await recordAct(db, 'event.cover_set', { eventId })
  const newest = (await search({ ...filter })).map(({ at }) => at)
  for (const rows of [1, 3]) assert.deepEqual(await timesIn(rows), newest.slice(0, rows))
  assert.equal((await timesIn(1003)).length, 1003)
})
