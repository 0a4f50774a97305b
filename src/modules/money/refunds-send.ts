import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { once, type Repeat, unrepeated } from '../../db/idempotency.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { refundSent } from './journals.ts'
import { post } from './ledger.ts'
import type { Cashier } from './pay.ts'
import { isUnavailable, type RefundState } from './payments/provider.ts'
import { askAround, before } from './payments/rounds.ts'
import { providerNamed } from './providers.ts'

/** What its own job has not sent after so long is sent by the chore; in seconds. */
const patience = 300
/** The longest time between two questions about a refund the provider is not done with, in seconds. */
const longestPause = 3600
/** Refunds read at once. */
const batch = 100

interface Unsent {
  id: string
  orderId: string
  organizationId: string
  isTest: boolean
  provider: string
  ref: string | null
  payee: string | null
  amount: number
  commission: number
  currency: string
  tries: number
  bounces: number
  /** Whether the provider has it and was not done when it was asked last. */
  isPending: boolean
}

/** What of it the ledger needs to know. */
type Sent = Pick<
  Unsent,
  'id' | 'orderId' | 'organizationId' | 'isTest' | 'amount' | 'commission' | 'currency' | 'bounces'
>

/** What sending is given from outside. */
export type Sending = Pick<Cashier, 'db' | 'providers' | 'now'>

/**
 * Asks the provider to send a refund, and takes over what it says: however often it is asked, it goes once, for the provider knows it by its id. When
 * it does not answer, the refund waits for the next try, with `provider_unavailable`. Whatever else is in the way is thrown too, and the refund
 * marked as failed, for people to decide: what the provider refuses, `amount_not_payable` and `provider_unknown`.
 */
export async function sendRefund(sending: Sending, refundId: string): Promise<void> {
  const { db, providers, now } = sending
  const refund = await unsent(db, refundId)
  if (!refund || refund.ref === null) return
  await db.updateTable('refund').set({ asked_at: now() }).where('id', '=', refundId).execute()
  const { ref, amount, currency, commission, tries, bounces } = refund
  const hasBounced = bounces > 0
  const asked = { refundId, tries, ref, amount: { amount, currency }, returnsFee: commission > 0, hasBounced }
  let outcome: RefundState
  try {
    const provider = providerNamed(providers, refund.provider)
    // One that the provider has is looked at, and not made again if it failed meanwhile: that is for people to decide.
    const standing = refund.isPending ? await provider.refundState({ refundId, ref }) : null
    outcome = standing ?? (await provider.refund(asked))
  } catch (error) {
    if (!isUnavailable(error)) await settleRefund(sending, refund, { status: 'failed', failure: codeOf(error) })
    throw error
  }
  // Not tried above: money that is sent is not to be marked as failed because our own books could not be written.
  await settleRefund(sending, refund, outcome)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'provider_failed'

async function unsent(db: Db, refundId: string): Promise<Unsent | undefined> {
  const { rows } = await sql<Unsent>`
    select r.id, r.order_id as "orderId", r.organization_id as "organizationId", o.test as "isTest", p.provider, p.ref, p.payee,
      r.amount, r.commission, r.currency, r.tries, r.bounces, r.state = 'pending' as "isPending"
    from refund r join payment p on p.id = r.payment_id join "order" o on o.id = r.order_id
    where r.id = ${refundId} and r.state in ('requested', 'pending')`.execute(db)
  return rows[0]
}

/**
 * Takes over what came of a try. Of two that asked at once one may have failed: what the provider has, it has, so that such a refund is not paid
 * by hand as well. A failure that comes late says nothing about a newer try, and nothing that comes late about money that came back since.
 */
async function settleRefund({ db, now }: Sending, refund: Unsent, outcome: RefundState): Promise<void> {
  const { id: refundId, payee, amount, commission, tries, bounces } = refund
  // What came back is with the platform, also where it had been with the organizer.
  const held = payee === null || bounces > 0 ? amount : commission
  const at = now()
  const change =
    outcome.status === 'failed'
      ? { state: 'failed' as const, failure: outcome.failure ?? 'provider_failed' }
      : outcome.status === 'done'
        ? { state: 'sent' as const, failure: null, sent_at: at }
        : { state: 'pending' as const, failure: null }
  await transact(db, async (tx) => {
    const changed = await tx
      .updateTable('refund')
      .set(change)
      .where('id', '=', refundId)
      .where('bounces', '=', bounces)
      .where((refund) =>
        outcome.status === 'failed'
          ? refund.and([refund('state', 'in', ['requested', 'pending']), refund('tries', '=', tries)])
          : refund('state', 'in', ['requested', 'pending', 'failed']),
      )
      .returning('id')
      .executeTakeFirst()
    if (changed && outcome.status === 'done') await postSent(tx, refund, held, at)
  })
}

async function postSent(
  tx: Tx,
  { id: refundId, orderId, organizationId, isTest, amount, currency, bounces: round }: Sent,
  held: number,
  at: Date,
): Promise<void> {
  if (!isTest) await post(tx, [refundSent({ refundId, orderId, organizationId, amount, held, currency, at, round })])
}

/**
 * Sends what waits: refunds whose own job did not get through, and those that their provider was not done with, each asked about again after as
 * long as it was waited before. A provider that does not answer does not stop the others; failures are thrown at the end, for the log.
 */
export async function sendWaitingRefunds(sending: Sending): Promise<void> {
  const { db, now } = sending
  const { rows } = await sql<{ provider: string }>`
    select distinct p.provider from refund r join payment p on p.id = r.payment_id where ${isDue(now())}`.execute(db)
  await askAround(
    rows.map(({ provider }) => provider),
    (provider) => dueRefunds(sending, provider),
    ({ id }) => sendRefund(sending, id),
  )
}

async function dueRefunds({ db, now }: Sending, provider: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from refund r join payment p on p.id = r.payment_id
    where p.provider = ${provider} and ${isDue(now())} order by r.requested_at limit ${batch}`.execute(db)
  return rows
}

const isDue = (now: Date) => sql`
  r.state in ('requested', 'pending') and r.requested_at < ${before(now, patience)}
  and (r.asked_at is null
    or r.asked_at + least(greatest(r.asked_at - r.requested_at, make_interval(secs => ${patience})),
      make_interval(secs => ${longestPause})) <= ${now})`

/** A refund of an order of an event. */
export interface RefundPlace {
  eventId: string
  orderId: string
  refundId: string
}

/** Tries a refund that failed once more, once for each key. Refuses `refund_settled` for one that did not fail, and `not_found`. */
export async function retryRefund(db: Db, place: RefundPlace, now: Date, repeat: Repeat = unrepeated): Promise<void> {
  const { eventId, orderId, refundId } = place
  await once(db, { ...repeat, content: ['retry refund', refundId] }, async (tx) => {
    await askAgain(tx, place, now)
    await recordAct(tx, 'refund.retried', { eventId, subjectId: orderId })
  })
}

/** The same as one of many that are tried together, which is one act. */
export async function askAgain(tx: Tx, { eventId, orderId, refundId }: RefundPlace, now: Date): Promise<void> {
  const again = await tx
    .updateTable('refund')
    .set(({ eb }) => ({
      state: 'requested' as const,
      failure: null,
      // As if it had just been asked, so that the chore leaves it to its job.
      asked_at: now,
      tries: eb('tries', '+', 1),
    }))
    .where('id', '=', refundId)
    .where('order_id', '=', orderId)
    .where('event_id', '=', eventId)
    .where('state', '=', 'failed')
    .returning('id')
    .executeTakeFirst()
  if (!again) {
    await refundAt(tx, { eventId, orderId, refundId })
    refuse('refund_settled')
  }
  await announce(tx, 'refund.requested', { refundId, orderId })
}

/**
 * Notes that the organizer gave the money of a refund back by hand: one that was theirs to give, or one that the provider could not send. Twice is
 * once. Refuses `refund_settled` for one that the provider has or had, and `not_found`.
 */
export async function markPaidBack(
  db: Db,
  { eventId, orderId, refundId }: RefundPlace,
  now: Date,
  repeat: Repeat,
): Promise<void> {
  await once(db, { ...repeat, content: ['paid back', refundId] }, async (tx) => {
    const { rows } = await sql<Sent>`
      update refund r set state = 'sent', sent_at = ${now}, sent_by_hand = true from "order" o
      where r.id = ${refundId} and r.order_id = ${orderId} and r.event_id = ${eventId} and r.state in ('by_hand', 'failed')
        and o.id = r.order_id
      returning r.id, r.order_id as "orderId", r.organization_id as "organizationId", o.test as "isTest", r.amount, r.commission,
        r.currency, r.bounces`.execute(tx)
    const [refund] = rows
    if (refund) {
      await recordAct(tx, 'refund.paid_back', { eventId, subjectId: orderId, after: { amount: refund.amount } })
      return postSent(tx, refund, 0, now)
    }
    const { sent_by_hand: isByHand } = await refundAt(tx, { eventId, orderId, refundId })
    if (!isByHand) refuse('refund_settled')
  })
}

async function refundAt(tx: Tx, { eventId, orderId, refundId }: RefundPlace) {
  const refund = await tx
    .selectFrom('refund')
    .select('sent_by_hand')
    .where('id', '=', refundId)
    .where('order_id', '=', orderId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return refund ?? refuse('not_found')
}
