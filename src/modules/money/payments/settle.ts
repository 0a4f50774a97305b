import { type Selectable, sql } from 'kysely'
import { boundAct } from '../../../acts.ts'
import { bind, type Companion } from '../../../db/companion.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { onceTogether, type Repeat } from '../../../db/idempotency.ts'
import type { Payment } from '../../../db/schema.ts'
import { transact } from '../../../db/transact.ts'
import { announce, announceAll } from '../../../facts.ts'
import { isByHand } from '../../events/by-hand.ts'
import type { Desk } from '../../orders/desk.ts'
import { eventOf } from '../../orders/lines.ts'
import { payByHand, payOrder } from '../../orders/pay.ts'
import { type Journal, providerFee, sale, stranded } from '../journals.ts'
import { post } from '../ledger.ts'
import type { Money, PaymentState } from './provider.ts'

/** A payment; amount in minor units. `ref` is the provider's name for it. */
export interface PaymentRow {
  id: string
  orderId: string
  provider: string
  ref: string | null
  state: Selectable<Payment>['state']
  amount: number
  currency: string
  failure: string | null
}

/**
 * Takes over what a provider says of a payment. However often and from wherever it is told — return, webhook, reconciliation, all at
 * once — the order is paid once. Money that cannot pay its order any more is marked as stranded, and a job returns it. A
 * payment that failed may still succeed: providers let buyers try again on the same page.
 */
export async function settlePayment(
  { db, desk, now }: Settling,
  paymentId: string,
  truth: PaymentState,
): Promise<void> {
  if (truth.status === 'pending') return
  if (truth.status === 'succeeded') return succeed({ db, desk, now }, paymentId, truth)
  await transact(db, async (tx) => {
    const ended = await tx
      .updateTable('payment')
      .set({ state: truth.status, failure: truth.status === 'failed' ? truth.failure : null, settled_at: now() })
      .where('id', '=', paymentId)
      .where('state', '=', 'pending')
      .returning('order_id')
      .executeTakeFirst()
    if (ended && truth.status === 'failed') await announce(tx, 'payment.failed', { paymentId, orderId: ended.order_id })
  })
}

/** What settling is given from outside. */
export interface Settling {
  db: Db
  desk: Desk
  now(): Date
}

async function succeed(
  { db, desk, now }: Settling,
  paymentId: string,
  { paid, fee }: Extract<PaymentState, { status: 'succeeded' }>,
): Promise<void> {
  // Gone while the provider was asked: a test order that its organizer deleted.
  const payment = await db
    .selectFrom('payment')
    .select(['order_id', 'state'])
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (payment && isOpen(payment.state))
    await payOrder(db, desk, payment.order_id, bind(receipts, { paymentId, paid, fee, now: now() }))
}

/**
 * Takes over that somebody of the organizer's has the money of a payment by hand, once, however often it is said, and records the act. Refuses
 * what `payByHand` refuses.
 */
export async function receiveByHand(
  { db, desk, now }: Settling,
  { id: paymentId, orderId, amount, currency }: Pick<PaymentRow, 'id' | 'orderId' | 'amount' | 'currency'>,
  receivedBy: string,
  repeat: Repeat,
): Promise<void> {
  const receipt = { paymentId, paid: { amount, currency }, receivedBy, now: now() }
  const eventId = await eventOf(db, orderId)
  const act = boundAct('payment.received', () => ({ eventId, subjectId: orderId, after: { amount, currency } }))
  const repeatable = { ...repeat, content: ['receipt', paymentId] }
  await onceTogether(
    repeatable,
    () => null,
    (...keeps) => payByHand(db, desk, orderId, ...keeps, bind(receipts, receipt), act),
  )
}

interface Receipt {
  paymentId: string
  paid: Money
  /** What the provider kept; null where it is to be asked later, undefined where it keeps nothing. */
  fee?: Money | null | undefined
  /** Whoever of the organizer's has the money; nobody when a provider has it. */
  receivedBy?: string
  now: Date
}

/** Whether a payment may still come to money: also what failed or was cancelled may be paid on the same page after all. */
export const isOpen = (state: PaymentRow['state']): boolean =>
  state === 'pending' || state === 'failed' || state === 'cancelled'

/** What becomes of payments whose money has come, together with the orders they pay. */
const receipts: Companion<Receipt> = {
  async admit(tx, items) {
    const { rows } = await sql<Pick<PaymentRow, 'id' | 'state' | 'amount' | 'currency'>>`
      select id, state, amount, currency from payment where id = any(${items.map(({ paymentId }) => paymentId)}::uuid[])
      order by id for update`.execute(tx)
    const payments = new Map(rows.map((payment) => [payment.id, payment]))
    const strange: Receipt[] = []
    const settled = items.map((item) => {
      const payment = payments.get(item.paymentId)
      // Told twice in one batch is told once.
      payments.delete(item.paymentId)
      if (!payment || !isOpen(payment.state)) return { answer: 'already' }
      if (payment.amount === item.paid.amount && payment.currency === item.paid.currency) return undefined
      strange.push(item)
      return { answer: 'stranded' }
    })
    await settle(
      tx,
      strange.map((item) => ({ item, answer: 'stranded' })),
    )
    return settled
  },
  follow: settle,
}

async function settle(tx: Tx, done: readonly { item: Receipt; answer: unknown }[]): Promise<void> {
  if (done.length === 0) return
  const { rows } = await sql<SettledPayment>`
    update payment p set state = d.state, failure = null, settled_at = d.at, fee_due = d.fee_due, received_by = d.received_by
    from unnest(${done.map(({ item }) => item.paymentId)}::uuid[],
      ${done.map(({ answer }) => (answer === 'paid' ? 'succeeded' : 'stranded'))}::text[],
      ${done.map(({ item }) => item.now)}::timestamptz[],
      ${done.map(({ item }) => item.fee === null)}::boolean[], ${done.map(({ item }) => item.receivedBy ?? null)}::uuid[])
      as d (id, state, at, fee_due, received_by), "order" o
    where p.id = d.id and o.id = p.order_id
    returning p.id, p.state, p.provider, p.payee, o.id as "orderId", o.organization_id as "organizationId", o.test, o.total, o.tax, o.commission`.execute(
    tx,
  )
  const received = new Map(done.map(({ item }) => [item.paymentId, item]))
  await post(
    tx,
    rows.filter(({ test }) => !test).flatMap((payment) => journalsOf(payment, received.get(payment.id) as Receipt)),
  )
  const unused = rows.filter(({ state }) => state === 'stranded')
  await announceAll(
    tx,
    'payment.stranded',
    unused.map(({ id, orderId }) => ({ paymentId: id, orderId })),
  )
}

interface SettledPayment {
  id: string
  state: 'succeeded' | 'stranded'
  provider: string
  /** Whom the provider gave the money to, less the commission; null when the platform has it. */
  payee: string | null
  orderId: string
  organizationId: string
  /** The ledger knows nothing of test orders. */
  test: boolean
  total: number
  tax: number
  commission: number
}

function journalsOf(payment: SettledPayment, { paid, fee, now }: Receipt): Journal[] {
  const { id: paymentId, organizationId, orderId, total, tax, commission } = payment
  const about = { paymentId, organizationId, orderId, at: now }
  const came =
    payment.state === 'stranded'
      ? stranded({ ...about, ...paid })
      : sale({
          ...about,
          currency: paid.currency,
          total,
          tax,
          commission,
          held: heldOf(payment),
        })
  return fee && fee.amount > 0 ? [came, providerFee({ ...about, ...fee })] : [came]
}

/** What the platform has of a payment that paid its order. */
const heldOf = ({ provider, payee, total, commission }: SettledPayment) =>
  isByHand(provider) ? 0 : payee === null ? total : commission
