import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeEvent } from '../test/events.ts'
import { testApp } from '../test/harness.ts'
import { cast } from '../test/people.ts'
import { actingAs, changesOf, recordChange } from './acts.ts'
import { newId } from './db/id.ts'
import { blockPlaces } from './modules/orders/blocks.ts'

const cases: [what: string, before: object, after: object, changes: ReturnType<typeof changesOf>][] = [
  ['nothing differs', { name: 'A' }, { name: 'A' }, null],
  ['one column', { name: 'A', city: 'B' }, { name: 'C', city: 'B' }, { before: { name: 'A' }, after: { name: 'C' } }],
  ['a column that was not there', {}, { name: 'A' }, { before: { name: null }, after: { name: 'A' } }],
  ['what changes with every write', { updated_at: 1, sequence: 1, search: 'a' }, { updated_at: 2, sequence: 2 }, null],
  ['the same instant', { at: new Date(5) }, { at: new Date(5) }, null],
  ['the same list', { tags: ['a'] }, { tags: ['a'] }, null],
  ['another list', { tags: ['a'] }, { tags: [] }, { before: { tags: ['a'] }, after: { tags: [] } }],
  ['columns that nothing is said of', { name: 'A', city: 'B' }, { name: 'A' }, null],
]

for (const [what, before, after, changes] of cases)
  test(`what changed: ${what}`, () => {
    assert.deepEqual(changesOf(before, after), changes)
  })

test('what changed, put over what was, is what is', () => {
  const row = fc.record(
    { a: fc.integer(), b: fc.option(fc.string()), c: fc.array(fc.integer()) },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(row, row, (before, after) => {
      assert.deepEqual({ ...before, ...changesOf(before, after)?.after }, after)
      assert.deepEqual({ ...after, ...changesOf(before, after)?.before }, before)
    }),
  )
})

test('of texts that people write an act keeps how long they are, and nothing of what they say', async () => {
  const app = await testApp()
  const columns = 'summary description venue address online_url cancellation_message imprint privacy terms'.split(' ')
  const all = (text: string) => Object.fromEntries(columns.map((column) => [column, text]))
  await recordChange(app.db, 'platform.changed', {}, { ...all(''), name: 'A' }, { ...all('Ada’s 🛶'), name: 'B' })
  await recordChange(app.db, 'platform.changed', {}, all('Ada'), all('Bob'))
  const acts = await app.db.selectFrom('act').select(['before', 'after']).orderBy('id').execute()
  const lengths = (characters: number) => Object.fromEntries(columns.map((column) => [column, { characters }]))
  assert.deepEqual(acts, [
    { before: { ...all(''), name: 'A' }, after: { ...lengths(7), name: 'B' } },
    { before: lengths(3), after: lengths(3) },
  ])
})

test('acts of many that are done in one transaction are each of their own caller', async () => {
  const app = await testApp()
  const { owner, manager, own } = await cast(app)
  const { eventId, typeIds } = await makeEvent(owner, own.id, { types: [{ name: 'A', price: 0, quantity: 90 }] })
  const { desk } = app.app.services
  const callers = Array.from({ length: 12 }, (_, index) => ({
    userId: index % 2 === 0 ? owner.userId : manager.userId,
    impersonatorId: null,
    apiKeyId: null,
    ip: '192.0.2.1',
    userAgent: 'test',
    requestId: newId(),
  }))
  await Promise.all(
    callers.map((caller, places) =>
      actingAs(caller, () =>
        blockPlaces(app.db, desk, { eventId, ticketTypeId: String(typeIds[0]) }, { places, reason: '' }),
      ),
    ),
  )
  const acts = await app.db
    .selectFrom('act')
    .select(['user_id', 'request_id', 'after'])
    .where('kind', '=', 'event.places_blocked')
    .where('event_id', '=', eventId)
    .execute()
  const places = (after: unknown) => (after as { places: number }).places
  assert.deepEqual(
    acts.sort((one, other) => places(one.after) - places(other.after)),
    callers.map(({ userId, requestId }, index) => ({
      user_id: userId,
      request_id: requestId,
      after: { places: index },
    })),
  )
})
