import { sql } from 'kysely'
import { transact } from '../../db/transact.ts'
import { strandedBounced, strandedReturned } from './journals.ts'
import { post } from './ledger.ts'
import type { Cashier } from './pay.ts'
import type { Money, PaymentProvider } from './payments/provider.ts'
import { askAround, before, isWatched, noted } from './payments/rounds.ts'
import { providerNamed } from './providers.ts'

/** After that long, what its own job did not return is tried again; in seconds. */
const patience = 3600

/** Tries again to return all money that has waited for it for an hour, each by itself; all failures are thrown at the end, for the log. */
export async function returnAllStranded(cashier: Cashier): Promise<void> {
  const waiting = await cashier.db
    .selectFrom('payment')
    .select('id')
    .where('state', '=', 'stranded')
    .where('settled_at', '<', before(cashier.now(), patience))
    .orderBy('id')
    .execute()
  const failures: unknown[] = []
  for (const { id } of waiting)
    await returnStranded(cashier, id).catch((error: unknown) => {
      failures.push(error)
    })
  if (failures.length > 0) throw new AggregateError(failures, 'money could not be returned')
}

/** Returns money that could not pay its order: what was paid, which may not be what was due. The provider knows the refund by the payment's id, so that it is made once. */
export async function returnStranded({ db, providers, now }: Cashier, paymentId: string): Promise<void> {
  const payment = await db
    .selectFrom('payment')
    .innerJoin('order', 'order.id', 'payment.order_id')
    .select([
      'provider',
      'ref',
      'order.id as orderId',
      'order.organization_id as organizationId',
      'order.test',
      'bounces',
    ])
    .where('payment.id', '=', paymentId)
    .where('payment.state', '=', 'stranded')
    .executeTakeFirst()
  if (!payment?.ref) return
  const provider = providerNamed(providers, payment.provider)
  const truth = await provider.fetch(payment.ref)
  if (truth.status !== 'succeeded') throw new Error(`payment ${paymentId} is to be returned, but it is ${truth.status}`)
  const { status } = await provider.refund({
    refundId: paymentId,
    ref: payment.ref,
    amount: truth.paid,
    returnsFee: true,
    hasBounced: payment.bounces > 0,
  })
  if (status !== 'done') throw new Error(`the refund of payment ${paymentId} is ${status}`)
  const { orderId, organizationId, test, bounces: round } = payment
  const at = now()
  await transact(db, async (tx) => {
    const returned = await tx
      .updateTable('payment')
      .set({ state: 'refunded', returned_at: at })
      .where('id', '=', paymentId)
      .where('state', '=', 'stranded')
      // What came back meanwhile is to be returned again.
      .where('bounces', '=', round)
      .returning('id')
      .executeTakeFirst()
    if (returned && !test)
      await post(tx, [strandedReturned({ paymentId, orderId, organizationId, ...truth.paid, at, round })])
  })
}

/** Money that was returned. */
interface Returned {
  id: string
  orderId: string
  organizationId: string
  isTest: boolean
  provider: string
  ref: string
  bounces: number
}

/** Asks whether money that was returned came back, as `watchSentRefunds` does of refunds. What did is stranded again. */
export async function watchReturned(cashier: Cashier): Promise<void> {
  const { db, providers, now } = cashier
  const dueAt = async (provider: string) => {
    const { rows } = await sql<Returned>`
      select p.id, o.id as "orderId", o.organization_id as "organizationId", o.test as "isTest", p.provider, p.ref, p.bounces
      from payment p join "order" o on o.id = p.order_id
      where p.state = 'refunded' and p.provider = ${provider} and p.ref is not null
        and ${isWatched(now(), sql`p.returned_at`, sql`p.asked_at`)} order by p.returned_at limit 100`.execute(db)
    return rows
  }
  await askAround([...providers.keys()], dueAt, (payment) => lookAfterReturned(cashier, payment))
}

async function lookAfterReturned({ db, providers, now }: Cashier, payment: Returned): Promise<void> {
  const { id: paymentId, ref, bounces: round, orderId, organizationId, isTest } = payment
  const paid = await noted(cameBack(providerNamed(providers, payment.provider), paymentId, ref), () =>
    db.updateTable('payment').set({ asked_at: now() }).where('id', '=', paymentId).execute(),
  )
  if (!paid) return
  await transact(db, async (tx) => {
    const taken = await tx
      .updateTable('payment')
      .set({ state: 'stranded', bounces: round + 1 })
      .where('id', '=', paymentId)
      .where('state', '=', 'refunded')
      .where('bounces', '=', round)
      .returning('id')
      .executeTakeFirst()
    if (taken && !isTest)
      await post(tx, [strandedBounced({ paymentId, orderId, organizationId, ...paid, at: now(), round })])
  })
}

/** What was paid, where its return failed. */
async function cameBack(provider: PaymentProvider, paymentId: string, ref: string): Promise<Money | undefined> {
  const standing = await provider.refundState({ refundId: paymentId, ref })
  if (standing?.status !== 'failed') return undefined
  const truth = await provider.fetch(ref)
  return truth.status === 'succeeded' ? truth.paid : undefined
}
