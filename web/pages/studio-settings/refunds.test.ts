import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RefundPolicy } from '../../../src/modules/events/refund-policy.ts'
import { readPolicy, stepNames, typedSteps } from './refunds.ts'

function typed(policy: RefundPolicy): FormData {
  const form = new FormData()
  form.set('kind', policy.kind)
  for (const [index, { before, unit, percent }] of typedSteps(policy).entries()) {
    const names = stepNames(index)
    form.set(names.before, before)
    form.set(names.unit, unit)
    form.set(names.percent, percent)
  }
  if (policy.kind === 'steps' && policy.fee) form.set('fee', 'yes')
  return form
}

test('what is shown of a policy, sent back as it is, is the same policy', () => {
  const steps = [
    { secondsBefore: 7 * 86_400, percent: 100 },
    { secondsBefore: 36 * 3600, percent: 50 },
    { secondsBefore: 0, percent: 10 },
  ]
  const policies: RefundPolicy[] = [
    { kind: 'none' },
    { kind: 'contact' },
    { kind: 'steps', steps, fee: true },
    { kind: 'steps', steps: steps.slice(1), fee: false },
  ]
  for (const policy of policies) assert.deepEqual(readPolicy(typed(policy)), { policy })
})

test('what is no number is named', () => {
  const form = typed({ kind: 'steps', steps: [{ secondsBefore: 86_400, percent: 100 }], fee: true })
  form.set('percent.0', 'half')
  assert.deepEqual(readPolicy(form), { wrong: 'percent.0' })
  form.set('before.0', '')
  assert.deepEqual(readPolicy(form), { wrong: 'before.0' })
})
