import { sql } from 'kysely'
import { transact } from '../../db/transact.ts'
import { providerFee } from './journals.ts'
import { post } from './ledger.ts'
import type { Cashier } from './pay.ts'
import { askAround, before } from './payments/rounds.ts'
import { providerNamed } from './providers.ts'

/** Fees are not known sooner; in seconds. */
const leastAge = 60
/** A provider that does not say what it kept for so long is not asked any more; in seconds. */
const mostAge = 30 * 24 * 3600
/** The longest time between two questions about one payment, in seconds. */
const longestPause = 6 * 3600
/** Payments read at once. */
const batch = 100

interface Due {
  id: string
  provider: string
  ref: string
  orderId: string
  organizationId: string
}

/**
 * Asks providers what they kept of payments that came before that was known, and posts it: about each after as long as it was waited before,
 * for thirty days.
 */
export async function noteFees(cashier: Cashier): Promise<void> {
  await askAround(
    await providersWithDue(cashier),
    (provider) => duePayments(cashier, provider),
    (payment) => noteFee(cashier, payment),
  )
}

async function providersWithDue({ db, providers, now }: Cashier): Promise<string[]> {
  const { rows } = await sql<{ provider: string }>`
    select distinct p.provider from payment p where ${isDue(now())}`.execute(db)
  return rows.map(({ provider }) => provider).filter((provider) => providers.has(provider))
}

async function duePayments({ db, now }: Cashier, provider: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select p.id, p.provider, p.ref, o.id as "orderId", o.organization_id as "organizationId"
    from payment p join "order" o on o.id = p.order_id
    where p.provider = ${provider} and ${isDue(now())}
    order by p.settled_at limit ${batch}`.execute(db)
  return rows
}

/** Whether to ask now about a payment `p`. When it was last asked about may be from before it came. */
const isDue = (now: Date) => sql`
  p.fee_due and p.ref is not null and p.settled_at between ${before(now, mostAge)} and ${before(now, leastAge)}
  and (p.asked_at is null or p.asked_at <= p.settled_at
    or p.asked_at + least(p.asked_at - p.settled_at, make_interval(secs => ${longestPause})) <= ${now})`

async function noteFee({ db, providers, now }: Cashier, payment: Due): Promise<void> {
  const { id: paymentId, provider, ref, ...order } = payment
  await db.updateTable('payment').set({ asked_at: now() }).where('id', '=', paymentId).execute()
  const truth = await providerNamed(providers, provider).fetch(ref)
  if (truth.status !== 'succeeded' || truth.fee === null) return
  const { fee } = truth
  await transact(db, async (tx) => {
    await tx.updateTable('payment').set({ fee_due: false }).where('id', '=', paymentId).execute()
    if (fee && fee.amount > 0) await post(tx, [providerFee({ ...order, ...fee, paymentId, at: now() })])
  })
}
