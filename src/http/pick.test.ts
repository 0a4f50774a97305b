import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type as T } from 'typebox'
import { pickerOf } from './pick.ts'
import { Instant, Nullable, Page } from './shapes.ts'

test('copies what the schema lists and nothing else, at every depth', () => {
  const pick = pickerOf(Page(T.Object({ id: T.String(), owner: Nullable(T.Object({ name: T.String() })) })))
  const row = { id: 'a', secret_hash: 'x', owner: { name: 'Ana', email: 'ana@example.com' } }
  assert.deepEqual(pick({ items: [row, { id: 'b', owner: null }], next: null, total: 2 }), {
    items: [
      { id: 'a', owner: { name: 'Ana' } },
      { id: 'b', owner: null },
    ],
    next: null,
  })
})

test('dates leave as ISO 8601 in UTC; what is undefined stays away', () => {
  const pick = pickerOf(T.Object({ at: Instant, until: T.Optional(Nullable(Instant)) }))
  assert.deepEqual(pick({ at: new Date(0), until: undefined }), { at: '1970-01-01T00:00:00.000Z' })
})

test('a union of objects goes by its literal', () => {
  const pick = pickerOf(
    T.Union([
      T.Object({ kind: T.Literal('redirect'), url: T.String() }),
      T.Object({ kind: T.Literal('done'), at: T.String() }),
    ]),
  )
  assert.deepEqual(pick({ kind: 'done', at: 'now', url: 'https://elsewhere' }), { kind: 'done', at: 'now' })
  assert.throws(() => pick({ kind: 'other' }), /fits no member/)
})

test('a record keeps its keys and picks its values', () => {
  const pick = pickerOf(T.Record(T.String(), T.Object({ count: T.Integer() })))
  assert.deepEqual(pick({ music: { count: 2, ids: [1, 2] } }), { music: { count: 2 } })
  const perhaps = pickerOf(T.Object({ counts: Nullable(T.Record(T.String(), T.Integer())) }))
  assert.deepEqual(perhaps({ counts: { music: 2 } }), { counts: { music: 2 } })
  assert.deepEqual(perhaps({ counts: null }), { counts: null })
})
