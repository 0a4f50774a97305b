import { type RawBuilder, sql } from 'kysely'
import { transact } from '../../db/transact.ts'
import { announce } from '../../facts.ts'
import { refundBounced } from './journals.ts'
import { post } from './ledger.ts'
import { askAround, isWatched, noted } from './payments/rounds.ts'
import { providerNamed } from './providers.ts'
import { type Sending, sendRefund } from './refunds-send.ts'

/** Refunds read at once. */
const batch = 100

/** A refund that its provider called done. */
interface SentRefund {
  id: string
  orderId: string
  organizationId: string
  isTest: boolean
  provider: string
  ref: string
  amount: number
  currency: string
  bounces: number
}

/**
 * Asks about refunds that were sent, for a bank may return the money for weeks after the provider called it done, and not every provider tells of it
 * by webhook: after a day, and then each time after as long as it was waited before. A provider that does not answer does not stop the others; failures are
 * thrown at the end, for the log.
 */
export async function watchSentRefunds(sending: Sending): Promise<void> {
  const isDue = isWatched(sending.now(), sql`r.sent_at`, sql`r.asked_at`)
  await askAround(
    [...sending.providers.keys()],
    (provider) => sentRefunds(sending, sql`p.provider = ${provider} and ${isDue}`),
    (refund) => lookAfter(sending, refund),
  )
}

/** Asks about the refunds of a payment, after a webhook about it: those on their way, and those that were sent. */
export async function askAboutRefunds(sending: Sending, paymentId: string): Promise<void> {
  const pending = await sending.db
    .selectFrom('refund')
    .select('id')
    .where('payment_id', '=', paymentId)
    .where('state', '=', 'pending')
    .execute()
  for (const { id } of pending) await sendRefund(sending, id)
  for (const refund of await sentRefunds(sending, sql`p.id = ${paymentId}`)) await lookAfter(sending, refund)
}

async function sentRefunds({ db }: Sending, condition: RawBuilder<unknown>): Promise<SentRefund[]> {
  const { rows } = await sql<SentRefund>`
    select r.id, r.order_id as "orderId", r.organization_id as "organizationId", o.test as "isTest", p.provider, p.ref, r.amount, r.currency,
      r.bounces
    from refund r join payment p on p.id = r.payment_id join "order" o on o.id = r.order_id
    where r.state = 'sent' and not r.sent_by_hand and r.amount > 0 and p.ref is not null and ${condition}
    order by r.sent_at limit ${batch}`.execute(db)
  return rows
}

async function lookAfter(sending: Sending, refund: SentRefund): Promise<void> {
  const { db, providers, now } = sending
  const { id: refundId, ref } = refund
  const standing = await noted(providerNamed(providers, refund.provider).refundState({ refundId, ref }), () =>
    db.updateTable('refund').set({ asked_at: now() }).where('id', '=', refundId).execute(),
  )
  if (standing?.status === 'failed') await takeBack(sending, refund, standing.failure ?? 'refund_returned')
}

/** The money is with the platform again and owed to the buyer, until people try again or pay it by hand; once for each time it was sent. */
async function takeBack({ db, now }: Sending, refund: SentRefund, failure: string): Promise<void> {
  const { id: refundId, orderId, organizationId, isTest, amount, currency, bounces: round } = refund
  await transact(db, async (tx) => {
    const taken = await tx
      .updateTable('refund')
      .set({ state: 'failed', failure, sent_at: null, bounces: round + 1 })
      .where('id', '=', refundId)
      .where('state', '=', 'sent')
      .where('sent_by_hand', '=', false)
      .where('bounces', '=', round)
      .returning('id')
      .executeTakeFirst()
    if (!taken) return
    if (!isTest)
      await post(tx, [refundBounced({ refundId, orderId, organizationId, amount, currency, at: now(), round })])
    await announce(tx, 'refund.bounced', { refundId, bounces: round + 1 })
  })
}
