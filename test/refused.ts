import assert from 'node:assert/strict'
import { Problem } from '../src/http/client.ts'

/** Asserts that a call is refused with this code, about this input where one is named, and returns the problem. */
export async function refusedWith(code: string, call: Promise<unknown>, field?: string): Promise<Problem> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    assert.equal(error.code, code, error.detail)
    if (field !== undefined) assert.deepEqual(Object.keys(error.fields), [field])
    return error
  }
  assert.fail(`expected a refusal with ${code}, but it was done`)
}
