import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type as T } from 'typebox'
import { Refusal } from '../errors.ts'
import { Form, Id, Line } from './shapes.ts'
import { checkOf } from './validate.ts'

const schema = Form({
  name: Line(10),
  lines: T.Array(Form({ quantity: T.Integer({ minimum: 1, maximum: 9 }) }), { minItems: 1 }),
  kind: T.Optional(T.Enum(['free', 'paid'])),
})

const cases: [what: string, value: unknown, broken: Record<string, string>][] = [
  ['a missing field', { lines: [{ quantity: 1 }] }, { name: 'required' }],
  ['a wrong type', { name: 7, lines: [{ quantity: 1 }] }, { name: 'type' }],
  ['blank text', { name: '   ', lines: [{ quantity: 1 }] }, { name: 'format' }],
  ['text too long', { name: 'x'.repeat(11), lines: [{ quantity: 1 }] }, { name: 'longer' }],
  ['a control character', { name: 'a\u0000b', lines: [{ quantity: 1 }] }, { name: 'format' }],
  ['half of a surrogate pair', { name: 'a\ud800b', lines: [{ quantity: 1 }] }, { name: 'format' }],
  ['an unknown field', { name: 'a', lines: [{ quantity: 1 }], admin: true }, { admin: 'unknown' }],
  ['a number in a list, too small', { name: 'a', lines: [{ quantity: 0 }] }, { 'lines.0.quantity': 'less' }],
  ['a number in a list, too large', { name: 'a', lines: [{ quantity: 10 }] }, { 'lines.0.quantity': 'more' }],
  ['a number as text', { name: 'a', lines: [{ quantity: '1' }] }, { 'lines.0.quantity': 'type' }],
  ['an empty list', { name: 'a', lines: [] }, { lines: 'fewer' }],
  ['a word not offered', { name: 'a', lines: [{ quantity: 1 }], kind: 'gift' }, { kind: 'choice' }],
  ['no object at all', null, { '': 'type' }],
]

const check = checkOf(schema, 'body')

for (const [what, value, broken] of cases)
  test(`refuses ${what} and names it`, () => {
    assert.throws(
      () => check(value),
      (error) => {
        assert.ok(error instanceof Refusal)
        assert.equal(error.code, 'invalid')
        assert.deepEqual(Object.fromEntries(error.broken.map(({ path, rule }) => [path, rule])), broken)
        return true
      },
    )
  })

test('takes what fits, as it is', () => {
  const value = { name: 'Ana 🎟️', lines: [{ quantity: 2 }], kind: 'free' }
  assert.deepEqual(check(value), value)
})

test('turns the text of a query into what its schema says', () => {
  const query = checkOf(Form({ page: T.Integer(), free: T.Boolean(), tag: T.Array(T.String()) }), 'text')
  assert.deepEqual(query({ page: '3', free: 'true', tag: 'jazz' }), { page: 3, free: true, tag: ['jazz'] })
})

test('an id is a UUID as the database takes it, not as a URN', () => {
  const id = checkOf(Form({ id: Id }), 'body')
  id({ id: '019a0000-0000-7000-8000-000000000000' })
  assert.throws(() => id({ id: 'urn:uuid:019a0000-0000-7000-8000-000000000000' }), Refusal)
})
