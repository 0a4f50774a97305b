import type { Language } from '../../../lang/languages.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal } from '../../errors.ts'
import { announceAll } from '../../facts.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { type CartLine, type Decision, decide, type GrantedLine, type Snapshot } from './allocation/decide.ts'
import { freeOrderCode } from './allocation/order-code.ts'
import { type EventToSell, eventToSell, type Person, snapshotOf } from './allocation/snapshot.ts'
import { lockStocks, moveStock, type StockMove } from './allocation/stock.ts'
import { orderSecret } from './codes.ts'
import { priceLines } from './pricing.ts'
import { expireLapsed } from './release.ts'

/** A cart to be held: whose, and of what. `email` counts towards limits per person. */
export interface HoldRequest {
  person: Person
  lines: readonly CartLine[]
  language: Language
}

/** The held order's id, or why not. */
export type Outcome = { kind: 'held'; orderId: string } | { kind: 'refused'; refusal: Refusal }

/** What allocation is given from outside: the clock, and the secret that order secrets come from. */
export interface Allocator {
  now(): Date
  secret: string
}

/**
 * The one way to take stock: decides carts of one event together, in the order given, and writes orders, lines and counters in one
 * transaction under the lock of the event's stocks. Each cart is held whole or refused. Where something is short, lapsed holds of the
 * event are taken back first.
 */
export async function allocate(
  db: Db,
  allocator: Allocator,
  eventId: string,
  requests: readonly HoldRequest[],
): Promise<Outcome[]> {
  const now = allocator.now()
  return transact(db, async (tx) => {
    const stocks = await lockStocks(tx, eventId)
    const event = await eventToSell(tx, eventId)
    if (!event) return requests.map(() => ({ kind: 'refused', refusal: new Refusal('not_found') }))
    const decided = await decideUnderLock(tx, event, stocks, requests, now)
    return writeHolds(tx, allocator, event, requests, decided, now)
  })
}

async function decideUnderLock(
  tx: Tx,
  event: EventToSell,
  stocks: Snapshot['stocks'],
  requests: readonly HoldRequest[],
  now: Date,
): Promise<Decided> {
  const keyed = requests.map(({ person, lines }) => ({ person: keyOf(person), lines, whose: person }))
  const people = new Map(keyed.map(({ person, whose }) => [person, whose]))
  const snapshot = await snapshotOf(tx, event, stocks, people, now)
  const decisions = decide(snapshot, keyed, now)
  const isShort = decisions.some((decision) => decision.kind === 'refused' && decision.refusal.code === 'sold_out')
  if (!isShort || (await expireLapsed(tx, event.id, now)) === 0) return { decisions, snapshot }
  const after = await snapshotOf(tx, event, await lockStocks(tx, event.id), people, now)
  return { decisions: decide(after, keyed, now), snapshot: after }
}

interface Decided {
  decisions: Decision[]
  snapshot: Snapshot
}

/** One person may come with an account, from a browser, or both. */
const keyOf = ({ userId, browserId }: Person) => userId ?? browserId ?? newId()

async function writeHolds(
  tx: Tx,
  { secret }: Allocator,
  event: EventToSell,
  requests: readonly HoldRequest[],
  { decisions, snapshot }: Decided,
  now: Date,
): Promise<Outcome[]> {
  const moves = new Map<string, StockMove>()
  const orderIds: string[] = []
  const outcomes: Outcome[] = []
  for (const [index, decision] of decisions.entries()) {
    if (decision.kind === 'refused') {
      outcomes.push(decision)
      continue
    }
    for (const { ticketTypeId, quantity } of decision.lines)
      for (const stockId of snapshot.types.get(ticketTypeId)?.stockIds ?? []) {
        const move = moves.get(stockId) ?? { stockId, held: 0, sold: 0 }
        moves.set(stockId, { ...move, held: move.held + quantity })
      }
    const orderId = newId(now.getTime())
    await insertOrder(tx, secret, event, requests[index] as HoldRequest, orderId, decision.lines, now)
    orderIds.push(orderId)
    outcomes.push({ kind: 'held', orderId })
  }
  await moveStock(tx, [...moves.values()])
  await announceAll(
    tx,
    'order.held',
    orderIds.map((orderId) => ({ orderId, eventId: event.id })),
  )
  return outcomes
}

async function insertOrder(
  tx: Tx,
  secret: string,
  event: EventToSell,
  { person, language }: HoldRequest,
  orderId: string,
  lines: readonly GrantedLine[],
  now: Date,
): Promise<void> {
  const priced = priceLines(lines)
  await tx
    .insertInto('order')
    .values({
      id: orderId,
      event_id: event.id,
      organization_id: event.organizationId,
      code: freeOrderCode(),
      state: 'held',
      user_id: person.userId,
      browser_id: person.browserId,
      secret_hash: hashSecret(orderSecret(secret, orderId)),
      language,
      currency: event.currency,
      total: priced.total,
      expires_at: new Date(now.getTime() + event.holdSeconds * 1000),
      created_at: now,
    })
    .execute()
  await tx
    .insertInto('order_line')
    .values(
      lines.map(({ ticketTypeId, quantity, unitPrice }, index) => ({
        id: newId(now.getTime()),
        order_id: orderId,
        ticket_type_id: ticketTypeId,
        quantity,
        unit_price: unitPrice,
        total: priced.lines[index]?.total ?? 0,
        explanation: JSON.stringify(priced.lines[index]?.explanation ?? []),
      })),
    )
    .execute()
}
