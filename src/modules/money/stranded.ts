import { transact } from '../../db/transact.ts'
import { strandedReturned } from './journals.ts'
import { post } from './ledger.ts'
import type { Cashier } from './pay.ts'
import { before } from './payments/rounds.ts'
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
    .select(['provider', 'ref', 'order.id as orderId', 'order.organization_id as organizationId', 'order.test'])
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
  })
  if (status !== 'done') throw new Error(`the refund of payment ${paymentId} is ${status}`)
  await transact(db, async (tx) => {
    const returned = await tx
      .updateTable('payment')
      .set({ state: 'refunded' })
      .where('id', '=', paymentId)
      .where('state', '=', 'stranded')
      .returning('id')
      .executeTakeFirst()
    const { orderId, organizationId, test } = payment
    if (returned && !test)
      await post(tx, [strandedReturned({ paymentId, orderId, organizationId, ...truth.paid, at: now() })])
  })
}
