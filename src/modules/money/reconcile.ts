import { sql } from 'kysely'
import type { Cashier } from './pay.ts'
import { settlePayment } from './settle.ts'

/** Younger payments are still on the provider's page; in seconds. */
const leastAge = 60
/** A payment that is still not finished after that is given up; in seconds. */
const mostAge = 3 * 24 * 3600
/** The longest time between two questions about one payment, in seconds. */
const longestPause = 3600
/** Payments asked about in one go. */
const batch = 100

interface Due {
  id: string
  provider: string
  ref: string | null
  createdAt: Date
  /** Whether its order cannot be paid any more in time: paid otherwise, dropped, or lapsed. */
  isOver: boolean
}

/**
 * Asks providers about payments that are still pending: for webhooks that never came and buyers who never came back. Those whose
 * order is over are closed, so that nobody pays in vain: at once when it lapses. Each of the others is asked about again
 * after as long as it was waited before, those that wait longest first, so that none is kept waiting by many that nobody finishes. Those
 * not finished after three days are given up when they have been asked about once more. One that cannot be asked about does
 * not stop the others; the first failure is thrown at the end, for the log.
 */
export async function reconcilePayments(cashier: Cashier): Promise<void> {
  const failures: unknown[] = []
  for (const payment of await duePayments(cashier)) {
    try {
      await reconcile(cashier, payment)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function duePayments({ db, now }: Cashier): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select p.id, p.provider, p.ref, p.created_at as "createdAt",
      o.state not in ('held', 'awaiting_payment') or coalesce(o.expires_at <= ${now()}, false) as "isOver"
    from payment p join "order" o on o.id = p.order_id
    where p.state = 'pending' and p.created_at < ${before(now(), leastAge)}
      and (p.ref is not null or p.created_at < ${before(now(), mostAge)})
      and (p.asked_at is null or (p.asked_at < o.expires_at and o.expires_at <= ${now()})
        or p.asked_at + least(p.asked_at - p.created_at, make_interval(secs => ${longestPause})) <= ${now()})
    order by coalesce(p.asked_at, p.created_at), p.created_at limit ${batch}`.execute(db)
  return rows
}

async function reconcile(cashier: Cashier, { id, provider: providerId, ref, createdAt, isOver }: Due): Promise<void> {
  const { db, providers, now } = cashier
  await db.updateTable('payment').set({ asked_at: now() }).where('id', '=', id).execute()
  const provider = providers.get(providerId)
  const ask = () => (ref === null ? undefined : isOver ? provider?.close(ref) : provider?.confirm({ ref, params: {} }))
  const truth = await ask()
  const isOpen = truth === undefined || truth.status === 'pending'
  if (!isOpen) await settlePayment(cashier, id, truth)
  else if (createdAt < before(now(), mostAge)) await settlePayment(cashier, id, { status: 'cancelled' })
}

const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)
