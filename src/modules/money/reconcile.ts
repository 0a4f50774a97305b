import { sql } from 'kysely'
import { newId } from '../../db/id.ts'
import { Refusal } from '../../errors.ts'
import type { Cashier } from './pay.ts'
import { settlePayment } from './settle.ts'

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
  createdAt: Date
  /** Whether its order cannot be paid any more in time: paid otherwise, dropped, lapsed, or its event is not live. */
  isOver: boolean
}

/**
 * Asks providers about payments that did not come to money: for webhooks that never came and buyers who never came back. That one failed
 * or was cancelled is no end either, for buyers may pay on the same page after all. Those whose order is over are closed, so that
 * nobody pays in vain: at once when it lapses. Each of the others is asked about again after as long as it was waited before, those
 * that wait longest first. Those not finished after three days are given up when they have been asked about once more. Providers are
 * asked side by side, until none of their payments is due or they do not answer. A payment that cannot be asked about does not stop the
 * others; all failures are thrown at the end, for the log.
 */
export async function reconcilePayments(cashier: Cashier): Promise<void> {
  const providers = await providersWithDue(cashier)
  const failures = await Promise.all(providers.map((provider) => reconcileWith(cashier, provider)))
  if (failures.flat().length > 0) throw new AggregateError(failures.flat(), 'payments could not be asked about')
}

async function providersWithDue({ db, now }: Cashier): Promise<string[]> {
  const { rows } = await sql<{ provider: string }>`
    select distinct p.provider from payment p join "order" o on o.id = p.order_id where ${isDue(now())}`.execute(db)
  return rows.map(({ provider }) => provider)
}

async function reconcileWith(cashier: Cashier, provider: string): Promise<unknown[]> {
  const failures: unknown[] = []
  for (;;) {
    const due = await duePayments(cashier, provider)
    if (due.length === 0) return failures
    for (const payment of due)
      try {
        await reconcile(cashier, payment)
      } catch (error) {
        failures.push(error)
        if (error instanceof Refusal && error.code === 'provider_unavailable') return failures
      }
  }
}

async function duePayments({ db, now }: Cashier, provider: string): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select p.id, p.provider, p.ref, p.created_at as "createdAt",
      o.state not in ('held', 'awaiting_payment') or coalesce(o.expires_at <= ${now()}, false)
        or v.state <> 'published' as "isOver"
    from payment p join "order" o on o.id = p.order_id join event v on v.id = o.event_id
    where p.provider = ${provider} and ${isDue(now())}
    order by coalesce(p.asked_at, p.created_at), p.created_at limit ${batch}`.execute(db)
  return rows
}

/** Whether to ask now about a payment `p` of an order `o`. Of those that ended, ids say which are young: they begin with the time. */
const isDue = (now: Date) => sql`
  p.created_at < ${before(now, leastAge)}
  and (p.state = 'pending' and (p.ref is not null or p.created_at < ${before(now, mostAge)})
    or p.state in ('failed', 'cancelled') and p.ref is not null and p.id >= ${newId(before(now, mostAge).getTime())}::uuid)
  and (p.asked_at is null or (p.asked_at < o.expires_at and o.expires_at <= ${now})
    or p.asked_at + least(p.asked_at - p.created_at, make_interval(secs => ${longestPause})) <= ${now})`

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
