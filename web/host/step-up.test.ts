import assert from 'node:assert/strict'
import test from 'node:test'
import type { WebClient } from './services.ts'
import { makeStepUp } from './step-up.ts'

test('who asks waits for the answer; several at once get the same, and the next is asked anew', async () => {
  const stepUp = makeStepUp({} as WebClient)
  let told = 0
  const stop = stepUp.subscribe(() => told++)
  assert.equal(stepUp.current(), null)
  const both = Promise.all([stepUp.ask(), stepUp.ask()])
  assert.equal(told, 1)
  stepUp.current()?.answer(true)
  assert.deepEqual(await both, [true, true])
  assert.equal(stepUp.current(), null)
  const another = stepUp.ask()
  stepUp.current()?.answer(false)
  assert.equal(await another, false)
  assert.equal(told, 4)
  stop()
  stepUp.ask()
  assert.equal(told, 4)
})
