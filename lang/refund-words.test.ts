import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RefundPolicy } from '../src/modules/events/refund-policy.ts'
import { catalogueOf } from './catalogue.ts'
import type { Language } from './languages.ts'
import { refundWords } from './refund-words.ts'

const day = 86_400
const inSteps = (fee: boolean, ...steps: [number, number][]): RefundPolicy => ({
  kind: 'steps',
  steps: steps.map(([secondsBefore, percent]) => ({ secondsBefore, percent })),
  fee,
})
const words = (policy: RefundPolicy, language: Language, hasFee = false) =>
  refundWords(policy, catalogueOf(language).web, language, { hasFee })

test('a policy is told in words', () => {
  const policy = inSteps(true, [7 * day, 100], [day, 50], [5400, 10], [0, 5])
  assert.equal(
    words(policy, 'en'),
    'Full refund until 7 days before the start, 50% back until 24 hours before the start, 10% back until 90 minutes before the start, 5% back until the start.',
  )
  assert.match(words(policy, 'de'), /^Volle Erstattung bis 7 Tage vor Beginn, 50\s% zurück bis 24 Stunden vor Beginn, /)
  assert.match(words(policy, 'hi'), /^शुरुआत से 7 दिन पहले तक पूरा रिफ़ंड, .*50% वापस/)
  assert.equal(words({ kind: 'none' }, 'en'), 'No refunds.')
  assert.equal(words({ kind: 'contact' }, 'en'), 'For a refund, ask the organizer.')
})

test('a fee that stays is told where there is one', () => {
  const stays = inSteps(false, [day, 100])
  assert.equal(words(stays, 'en'), 'Full refund until 24 hours before the start.')
  assert.equal(
    words(stays, 'en', true),
    'Full refund until 24 hours before the start. The booking fee is not refunded.',
  )
  assert.doesNotMatch(words(inSteps(true, [day, 100]), 'en', true), /fee/)
})
