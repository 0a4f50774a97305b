import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BatchOptions, batches, QueueFull } from './batches.ts'

const options: BatchOptions = { largest: 3, mostWaiting: 5, mayBeOnesFault: () => true }

/** Batches of numbers that wait to be let go, and double what they are given. */
function held(given: Partial<BatchOptions> = {}) {
  const begun: number[][] = []
  const going: (() => void)[] = []
  const { submit } = batches<number, number>(
    async (_, requests) => {
      begun.push([...requests])
      await new Promise<void>((resolve) => going.push(resolve))
      return requests.map((one) => (one < 0 ? { error: new Error(`no ${one}`) } : { answer: one * 2 }))
    },
    { ...options, ...given },
  )
  /** Lets the batches in flight go, until none is left. */
  async function letGo() {
    while (going.length > 0) {
      for (const go of going.splice(0)) go()
      await new Promise(setImmediate)
    }
  }
  return { submit, begun, letGo }
}

test('the first is done at once; those that come meanwhile are done together, in their order, so many at a time', async () => {
  const { submit, begun, letGo } = held()
  const answers = Promise.all([1, 2, 3, 4, 5].map((one) => submit('x', one)))
  assert.deepEqual(begun, [[1]])
  await letGo()
  assert.deepEqual(await answers, [2, 4, 6, 8, 10])
  assert.deepEqual(begun, [[1], [2, 3, 4], [5]])
})

test('keys do not wait for each other', async () => {
  const { submit, begun, letGo } = held()
  const answers = [submit('x', 1), submit('y', 2)]
  assert.deepEqual(begun, [[1], [2]])
  await letGo()
  assert.deepEqual(await Promise.all(answers), [2, 4])
})

test('a refused request is its own affair', async () => {
  const { submit, letGo } = held()
  const answers = Promise.allSettled([1, -2, 3].map((one) => submit('x', one)))
  await letGo()
  assert.deepEqual(
    (await answers).map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
    [2, 'no -2', 6],
  )
})

test('who comes when too many wait is told so at once, and the others are not disturbed', async () => {
  const { submit, letGo } = held({ mostWaiting: 2 })
  const first = [1, 2, 3].map((one) => submit('x', one))
  await assert.rejects(submit('x', 4), QueueFull)
  const other = submit('y', 5)
  await letGo()
  assert.deepEqual(await Promise.all([...first, other]), [2, 4, 6, 10])
})

test('when a batch fails it is done again in halves, so that only the one at fault fails', async () => {
  const begun: number[][] = []
  const { submit } = batches<number, number>(async (_, requests) => {
    begun.push([...requests])
    if (requests.includes(3)) throw new Error('three')
    return requests.map((answer) => ({ answer }))
  }, options)
  const settled = await Promise.allSettled([1, 2, 3, 4].map((one) => submit('x', one)))
  assert.deepEqual(
    settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
    [1, 2, 'three', 4],
  )
  assert.deepEqual(begun, [[1], [2, 3, 4], [2, 3], [2], [3], [4]])
})

test('a failure that is nobody’s fault fails the whole batch at once, and the next goes on', async () => {
  let calls = 0
  const { submit } = batches<number, number>(
    async (_, requests) => {
      calls += 1
      if (calls === 2) throw new Error('away')
      return requests.map((answer) => ({ answer }))
    },
    { ...options, mayBeOnesFault: () => false },
  )
  const settled = await Promise.allSettled([1, 2, 3, 4, 5].map((one) => submit('x', one)))
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'],
  )
  assert.equal(calls, 3)
})

test('a batch that leaves a request without an answer is a failure, not a wait without end', async () => {
  const { submit } = batches<number, number>(async () => [], options)
  await assert.rejects(submit('x', 1), /without an answer/)
})
