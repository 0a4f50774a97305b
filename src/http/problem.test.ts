import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../lang/catalogue.ts'
import { type Language, languages } from '../../lang/languages.ts'
import { Refusal, type RefusalCode, refusals } from '../errors.ts'
import { problemOf, refusalOf } from './problem.ts'

const codes = Object.keys(refusals) as RefusalCode[]
const names = Object.keys(languages) as Language[]

/** One value for everything a sentence may be filled with. */
const data = {
  limit: 262_144,
  seconds: 30,
  requestId: 'r-1',
  slug: 'some-slug',
  scope: 'orders.read',
  name: 'Some name',
  left: 3,
  maximum: 4,
  minimum: 2,
  taken: 5,
  state: 'cancelled',
  until: '2099-11-28T20:00:00.000Z',
  timeZone: 'Europe/Lisbon',
  first: 1900,
  last: 2026,
  due: '12.50 EUR',
  missing: ['dates'],
  names: ['Some name'],
  found: '{nome}',
  tickets: 2,
  days: 60,
  channel: 'sms',
  available: '12.50 EUR',
  amount: '12.50 EUR',
}

test('every refusal says its title and what to do in every language', () => {
  for (const code of codes)
    for (const language of names) {
      const problem = problemOf(new Refusal(code, data), catalogueOf(language), 'r-1')
      assert.equal(problem.status, refusals[code].status)
      assert.equal(problem.code, code)
      assert.equal(problem.type, `/api/problems#${code}`)
      for (const sentence of [problem.title, problem.detail]) {
        assert.ok(sentence.length > 3, `${code} in ${language}`)
        assert.doesNotMatch(sentence, /undefined|NaN|\[object|_/, `${code} in ${language}`)
      }
      assert.match(problem.detail, /[.।]$/, `${code} in ${language}`)
    }
})

test('no sentence was left in English', () => {
  const english = catalogueOf('en').errors
  for (const language of names.filter((name) => name !== 'en')) {
    const { codes: own, rules } = catalogueOf(language).errors
    const same = codes.filter((code) => own[code][0] === english.codes[code][0])
    assert.deepEqual(same, [], language)
    const rule = (Object.keys(rules) as (keyof typeof rules)[]).filter(
      (name) => rules[name](3) === english.rules[name](3),
    )
    assert.deepEqual(rule, [], language)
  }
})

test('a refusal of many inputs names each with the rule it broke', () => {
  const broken = [
    { path: 'name', rule: 'required' },
    { path: 'lines.0.quantity', rule: 'more', limit: 10 },
  ] as const
  const { fields } = problemOf(new Refusal('invalid', undefined, undefined, broken), catalogueOf('en'), 'r')
  assert.deepEqual(fields, { name: 'Fill this in.', 'lines.0.quantity': 'Must be at most 10.' })
})

test('a refusal of one input says its sentence there', () => {
  const problem = problemOf(new Refusal('slug_taken', { slug: 'jazz' }, 'slug'), catalogueOf('en'), 'r')
  assert.deepEqual(problem.fields, { slug: 'The address “jazz” is taken. Choose another.' })
})

test('who should come back later is told when', () => {
  assert.equal(problemOf(new Refusal('too_many_requests', { seconds: 30 }), catalogueOf('en'), 'r').retryAfter, 30)
  assert.equal(problemOf(new Refusal('busy'), catalogueOf('en'), 'r').retryAfter, 1)
  assert.equal(problemOf(new Refusal('sold_out', { name: 'x', left: 0 }), catalogueOf('en'), 'r').retryAfter, undefined)
})

test('the words of a bug stay inside; its number leaves', () => {
  const refusal = refusalOf(new Error('relation "secrets" does not exist'), 'r-42')
  const document = JSON.stringify(problemOf(refusal, catalogueOf('en'), 'r-42'))
  assert.doesNotMatch(document, /secrets/)
  assert.match(document, /r-42/)
})

test('what the database gave up because others were in the way is told as busy, with a time to try again', () => {
  for (const code of ['40P01', '40001', '55P03']) {
    const refusal = refusalOf(Object.assign(new Error('deadlock detected'), { code }), 'r-1')
    const problem = problemOf(refusal, catalogueOf('en'), 'r-1')
    assert.deepEqual([problem.status, problem.code, problem.retryAfter], [503, 'busy', 1])
  }
  assert.equal(refusalOf(Object.assign(new Error('x'), { code: '23503' }), 'r-1').code, 'internal')
})
