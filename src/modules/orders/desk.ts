import type { Bound } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { isInTheWay } from '../../db/in-the-way.ts'
import { Refusal } from '../../errors.ts'
import { batches, QueueFull } from '../../lib/batches.ts'
import { type Allocator, allocate, type Entry } from './allocate.ts'
import type { Answers, Asked, Kind, Request } from './allocation/requests.ts'

/** Where requests for the stock of an event are handed in. Refusals are thrown. */
export interface Desk {
  submit<K extends Kind>(eventId: string, request: { kind: K } & Asked[K], ...companions: Bound[]): Promise<Answers[K]>
}

/** The most requests decided together: at so many the time a batch takes grows as fast as the batch. */
const largest = 256

/** The most requests of one event that may wait: what a process decides in about half a second. More are refused with `busy`. */
const mostWaiting = 2_000

/**
 * The desk of a process: requests for one event that arrive while a transaction is in flight are decided together in the next, so that a
 * rush on one hot ticket type costs one commit for many. Several processes are kept apart by the lock of the stocks.
 */
export function sharedDesk(db: Db, allocator: Allocator): Desk {
  const { submit } = batches<Entry, Answers[Kind]>((eventId, entries) => allocate(db, allocator, eventId, entries), {
    largest,
    mostWaiting,
    mayBeOnesFault: (error) => !isInTheWay(error),
  })
  return deskOf(async (eventId, entry) => {
    try {
      return await submit(eventId, entry)
    } catch (error) {
      throw error instanceof QueueFull ? new Refusal('busy') : error
    }
  })
}

/** A desk that decides one request at a time, in the caller's transaction if there is one. */
export const deskIn = (db: Db, allocator: Allocator): Desk =>
  deskOf(async (eventId, entry) => {
    const [outcome] = await allocate(db, allocator, eventId, [entry])
    if (outcome && 'answer' in outcome) return outcome.answer
    throw outcome?.error
  })

const deskOf = (decided: (eventId: string, entry: Entry) => Promise<unknown>): Desk => ({
  // A kind with what it asks is one of the requests, which the compiler cannot see while the kind is open.
  submit: <K extends Kind>(eventId: string, request: { kind: K } & Asked[K], ...companions: Bound[]) =>
    decided(eventId, { request: request as unknown as Request, companions }) as Promise<Answers[K]>,
})
