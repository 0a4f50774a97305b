import { type Bound, bind, type Companion } from '../../../db/companion.ts'
import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { onceTogether, type Repeat } from '../../../db/idempotency.ts'
import { announceAll } from '../../../facts.ts'
import { isByHand } from '../../events/by-hand.ts'
import type { Due } from '../../orders/pay.ts'
import { payeeOf } from '../statements/payees.ts'
import type { Payee } from './provider.ts'
import type { KeptFor } from './wallet.ts'

/** A try to pay, as it is kept for whoever asks for it again. */
export interface KeptAttempt {
  attemptId: string
  orderId: string
  amount: number
  currency: string
  payee: Payee | null
  email: string
  label: string
  keptFor?: KeptFor | undefined
  /** ISO 8601. */
  expiresAt: string | null
}

/**
 * Notes a try to pay, once for each key, together with what `mark` does to its order: it is given what is to commit with that. Refuses what
 * `mark` refuses.
 */
export async function newAttempt(
  { db, now }: { db: Db; now(): Date },
  orderId: string,
  provider: string,
  repeat: Repeat,
  mark: (...companions: Bound[]) => Promise<Due>,
  keptFor?: KeptFor,
): Promise<KeptAttempt> {
  const attemptId = newId(now().getTime())
  const payee = (await payeeOf(db, orderId, provider)) ?? null
  const kept = ({ eventName, code, total: amount, expiresAt, ...due }: Due): KeptAttempt => ({
    ...due,
    attemptId,
    amount,
    payee,
    label: `${eventName}, ${code}`,
    keptFor,
    expiresAt: expiresAt?.toISOString() ?? null,
  })
  const customer = keptFor?.method === undefined ? null : keptFor.customer
  const payment = { id: attemptId, provider, payee: payee?.account ?? null, customer, at: now() }
  const repeatable = { ...repeat, content: ['pay', orderId, provider, ...(keptFor ? [keptFor] : [])] }
  return onceTogether(repeatable, kept, (...keeps) => mark(bind(attempts, payment), ...keeps))
}

interface NewPayment {
  id: string
  provider: string
  payee: string | null
  /** Whose kept method it is paid with. */
  customer: string | null
  at: Date
}

/** Notes the provider's name of a payment, the first time that it is heard. */
export async function nameAttempt(
  db: Db,
  { id, provider, ref }: Record<'id' | 'provider' | 'ref', string>,
): Promise<void> {
  await db
    .updateTable('payment')
    .set({ ref })
    .where('id', '=', id)
    .where('provider', '=', provider)
    .where('ref', 'is', null)
    .execute()
}

/** Payments that begin, together with the orders they are to pay. */
const attempts: Companion<NewPayment> = {
  async follow(tx, done) {
    const begun = done.map(({ item: { at, ...payment }, answer }) => {
      const { orderId, total: amount, currency } = answer as Due
      return { ...payment, order_id: orderId, amount, currency, created_at: at }
    })
    await tx.insertInto('payment').values(begun).execute()
    const promised = begun.filter(({ provider }) => isByHand(provider))
    await announceAll(
      tx,
      'payment.promised',
      promised.map(({ id, order_id }) => ({ paymentId: id, orderId: order_id })),
    )
  },
}
