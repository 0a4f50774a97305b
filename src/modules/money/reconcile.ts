import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { waysByHand } from '../events/by-hand.ts'
import type { Cashier } from './pay.ts'
import { askProvider } from './payments/ask.ts'
import { nameAttempt } from './payments/attempts.ts'
import { askAround, before } from './payments/rounds.ts'
import { settlePayment } from './payments/settle.ts'

/** Younger payments are still on the provider's page; in seconds. */
const leastAge = 60
/** A payment that is still not finished after that is given up; in seconds. */
const mostAge = 3 * 24 * 3600
/** The longest time between two questions about one payment, in seconds. */
const longestPause = 3600
/** Payments read at once. */
const batch = 100

interface Due {
  id: string
  provider: string
  ref: string | null
  /** Whose kept method it was begun with: then it may have been paid, though the answer with its name was lost. */
  customer: string | null
  createdAt: Date
}

/**
 * Asks providers about payments that did not come to money: for webhooks that never came and buyers who never came back. That one failed
 * or was cancelled is no end either, for buyers may pay on the same page after all. Those whose order is over are closed, so that
 * nobody pays in vain: at once when it lapses. One by a kept method whose name never came is looked for. Each of the others is asked about again after as long as it was waited before, those
 * that wait longest first. Those not finished after three days are given up when they have been asked about once more.
 */
export async function reconcilePayments(cashier: Cashier): Promise<void> {
  await askAround(
    await providersWithDue(cashier),
    (provider) => duePayments(cashier, provider),
    (payment) => reconcile(cashier, payment),
  )
}

async function providersWithDue({ db, now }: Cashier): Promise<string[]> {
  const { rows } = await sql<{ provider: string }>`
    select distinct p.provider from payment p join "order" o on o.id = p.order_id where ${isDue(now())}`.execute(db)
  return rows.map(({ provider }) => provider)
}

async function duePayments({ db, now }: Cashier, provider: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select p.id, p.provider, p.ref, p.customer, p.created_at as "createdAt"
    from payment p join "order" o on o.id = p.order_id
    where p.provider = ${provider} and ${isDue(now())}
    order by coalesce(p.asked_at, p.created_at), p.created_at limit ${batch}`.execute(db)
  return rows
}

/** Whether to ask now about a payment `p` of an order `o`, which nobody but the organizer knows of one by hand. Of those that ended, ids say which are young: they begin with the time. */
const isDue = (now: Date) => sql`
  p.created_at < ${before(now, leastAge)} and p.provider <> all(${[...waysByHand]}::text[])
  and (p.state = 'pending' and (${mayBeMade} or p.created_at < ${before(now, mostAge)})
    or p.state in ('failed', 'cancelled') and ${mayBeMade} and p.id >= ${newId(before(now, mostAge).getTime())}::uuid)
  and (p.asked_at is null or (p.asked_at < o.expires_at and o.expires_at <= ${now})
    or p.asked_at + least(p.asked_at - p.created_at, make_interval(secs => ${longestPause})) <= ${now})`

/** Whether the provider may know of a payment `p`. */
const mayBeMade = sql`(p.ref is not null or p.customer is not null)`

async function reconcile(cashier: Cashier, payment: Due): Promise<void> {
  const { db, providers, now } = cashier
  const { id, provider, createdAt } = payment
  await db.updateTable('payment').set({ asked_at: now() }).where('id', '=', id).execute()
  const ref = payment.ref ?? (await findLost(cashier, payment))
  const truth =
    ref !== null && providers.has(provider) ? await askProvider(cashier, { id, provider, ref }, 'silence') : null
  const isOpen = truth === null || truth.status === 'pending'
  if (isOpen && createdAt < before(now(), mostAge)) await settlePayment(cashier, id, { status: 'cancelled' })
}

async function findLost({ db, providers }: Cashier, { id, provider, customer }: Due): Promise<string | null> {
  const wallet = providers.get(provider)?.wallet
  if (!wallet || customer === null) return null
  const ref = await wallet.findCharge(customer, id)
  if (ref !== null) await nameAttempt(db, { id, provider, ref })
  return ref
}
