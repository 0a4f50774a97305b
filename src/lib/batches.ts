/** Rejects whoever comes when too many wait already: an answer would come too late to be of use. */
export class QueueFull extends Error {}

/** What became of one request of a batch. */
export type Settled<Answer> = { answer: Answer } | { error: unknown }

export interface Batches<Request, Answer> {
  /** Hands in a request; resolves or rejects with what became of it. Rejects with `QueueFull` at once when too many wait. */
  submit(key: string, request: Request): Promise<Answer>
}

export interface BatchOptions {
  /** The most requests of one batch. */
  largest: number
  /** The most requests of one key that may wait, beside those in flight. */
  mostWaiting: number
  /** Whether a failure may be one request's fault, so that the others are worth doing without it; otherwise all of the batch fail with it. */
  mayBeOnesFault(error: unknown): boolean
}

interface Waiting<Request, Answer> {
  request: Request
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * Group commit: requests of one key that arrive while a batch of that key is in flight are done together in the next, in the order they
 * came; a request that finds nothing in flight is done at once. Every request is answered, whatever happens to its batch.
 */
export function batches<Request, Answer>(
  work: (key: string, requests: readonly Request[]) => Promise<readonly Settled<Answer>[]>,
  { largest, mostWaiting, mayBeOnesFault }: BatchOptions,
): Batches<Request, Answer> {
  type Entry = Waiting<Request, Answer>
  const queues = new Map<string, Entry[]>()

  async function drain(key: string, queue: Entry[]): Promise<void> {
    while (queue.length > 0) await carryOut(key, queue.splice(0, largest))
    queues.delete(key)
  }

  async function carryOut(key: string, batch: readonly Entry[]): Promise<void> {
    try {
      const settled = await work(
        key,
        batch.map(({ request }) => request),
      )
      for (const [index, { resolve, reject }] of batch.entries()) {
        const one = settled[index] ?? { error: new Error('a batch left a request without an answer') }
        if ('answer' in one) resolve(one.answer)
        else reject(one.error)
      }
    } catch (error) {
      if (batch.length > 1 && mayBeOnesFault(error)) return inHalves(key, batch)
      for (const { reject } of batch) reject(error)
    }
  }

  /** Finds the one at fault in as many failures as the batch can be halved. */
  async function inHalves(key: string, batch: readonly Entry[]): Promise<void> {
    const half = Math.ceil(batch.length / 2)
    await carryOut(key, batch.slice(0, half))
    await carryOut(key, batch.slice(half))
  }

  return {
    submit(key, request) {
      const queue = queues.get(key)
      if (queue && queue.length >= mostWaiting) return Promise.reject(new QueueFull())
      return new Promise((resolve, reject) => {
        const entry = { request, resolve, reject }
        if (queue) return void queue.push(entry)
        const started = [entry]
        queues.set(key, started)
        void drain(key, started)
      })
    },
  }
}
