import type { Cashier } from './pay.ts'
import { settlePayment } from './settle.ts'

/** Younger payments are still on the provider's page; in seconds. */
const leastAge = 60
/** After that a payment that was never finished is given up; in seconds. */
const mostAge = 3 * 24 * 3600
/** Payments asked about in one go. */
const batch = 100

/**
 * Asks providers about payments that are still pending: for webhooks that never came and buyers who never came back. One that cannot be
 * asked about does not keep the others waiting; the first failure is thrown at the end, for the log.
 */
export async function reconcilePayments(cashier: Cashier): Promise<void> {
  const { db, providers, now } = cashier
  const age = (seconds: number) => new Date(now().getTime() - seconds * 1000)
  await db
    .updateTable('payment')
    .set({ state: 'cancelled', settled_at: now() })
    .where('state', '=', 'pending')
    .where('created_at', '<', age(mostAge))
    .execute()
  const pending = await db
    .selectFrom('payment')
    .select(['id', 'provider', 'ref'])
    .where('state', '=', 'pending')
    .where('ref', 'is not', null)
    .where('created_at', '<', age(leastAge))
    .orderBy('created_at', 'desc')
    .limit(batch)
    .execute()
  const failures: unknown[] = []
  for (const { id, provider, ref } of pending) {
    try {
      const truth = await providers.get(provider)?.fetch(String(ref))
      if (truth) await settlePayment(db, cashier, id, truth)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
