import type { Bound, Companion } from '../../db/companion.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { Refusal } from '../../errors.ts'
import type { Settled } from '../../lib/batches.ts'
import { type Decided, decide } from './allocation/decide.ts'
import type { Answers, HeldOrder, Kind, Request } from './allocation/requests.ts'
import { type EventSnapshot, lockedSnapshot, withLapsed } from './allocation/snapshot.ts'
import { type Codes, write } from './allocation/write.ts'

/** What allocation is given from outside: the clock, and the secret that codes and order secrets come from. */
export interface Allocator {
  now(): Date
  secret: string
}

/** A request, with what is to commit with it. */
export interface Entry {
  request: Request
  companions: readonly Bound[]
}

/** What one request gets: its answer, or the refusal. */
export type Outcome = Settled<Answers[Kind]>

/**
 * The one way to take and return stock. Decides requests of one event together, in the order given, and writes orders, tickets and counters
 * in one transaction under the lock of the event's stocks: the caller's, if there is one. Each request is granted whole or refused. Where
 * something is short, lapsed holds of the event are taken back first.
 */
export async function allocate(
  db: Db,
  allocator: Allocator,
  eventId: string,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  const now = allocator.now()
  return transact(db, async (tx) => {
    const requests = entries.map(({ request }) => request)
    const snapshot = await lockedSnapshot(tx, eventId, requests, now)
    if (!snapshot) return entries.map(() => ({ error: new Refusal('not_found') }))
    const settled = await admitted(tx, entries)
    const { answers, changes } = await decideUnderLock(
      tx,
      snapshot,
      requests.map((one, index) => (settled[index] ? null : one)),
      now,
    )
    const codes = await write(tx, { now, secret: allocator.secret }, snapshot.event, requests, changes)
    const outcomes = entries.map(
      (_, index) => settled[index] ?? outcomeOf(answers[index], requests[index], snapshot, codes),
    )
    await followUp(tx, entries, outcomes, settled)
    return outcomes
  })
}

async function decideUnderLock(
  tx: Tx,
  snapshot: EventSnapshot,
  requests: readonly (Request | null)[],
  now: Date,
): Promise<Decided> {
  const decided = decide(snapshot, requests, now)
  if (!decided.isShort) return decided
  const informed = await withLapsed(tx, snapshot.event.id, snapshot, now)
  return informed.lapsed?.length === 0 ? decided : decide(informed, requests, now)
}

function outcomeOf(
  answer: Decided['answers'][number] | undefined,
  request: Request | undefined,
  { event }: EventSnapshot,
  codes: Codes,
): Outcome {
  if (answer instanceof Refusal) return { error: answer }
  if (request?.kind !== 'hold') return { answer: answer as Answers[Kind] }
  const held = answer as HeldOrder
  const { card, refundPolicy } = event
  return { answer: { ...held, code: codes.get(held.orderId) ?? '', event: card, refundPolicy } }
}

async function admitted(tx: Tx, entries: readonly Entry[]): Promise<(Outcome | undefined)[]> {
  const settled: (Outcome | undefined)[] = entries.map(() => undefined)
  for (const [companion, bound] of byCompanion(entries, () => true)) {
    if (!companion.admit) continue
    const found = await companion.admit(
      tx,
      bound.map(({ item }) => item),
    )
    for (const [at, { index }] of bound.entries()) settled[index] ??= found[at] as Outcome | undefined
  }
  return settled
}

async function followUp(
  tx: Tx,
  entries: readonly Entry[],
  outcomes: readonly Outcome[],
  settled: readonly (Outcome | undefined)[],
): Promise<void> {
  const granted = (index: number) => settled[index] === undefined && 'answer' in (outcomes[index] ?? {})
  for (const [companion, bound] of byCompanion(entries, granted))
    await companion.follow(
      tx,
      bound.map(({ item, index }) => ({ item, answer: (outcomes[index] as { answer: unknown }).answer })),
    )
}

/** What each companion has to do, companions in the order they first appear. */
function byCompanion(entries: readonly Entry[], isMeant: (index: number) => boolean) {
  const all = new Map<Companion<unknown>, { item: unknown; index: number }[]>()
  for (const [index, { companions }] of entries.entries()) {
    if (!isMeant(index)) continue
    for (const { companion, item } of companions) {
      const bound = all.get(companion) ?? []
      bound.push({ item, index })
      all.set(companion, bound)
    }
  }
  return all
}
