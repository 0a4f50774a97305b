import { sql } from 'kysely'
import type { Companion } from '../../../db/companion.ts'
import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { Refusal, refuse } from '../../../errors.ts'
import { announceAll } from '../../../facts.ts'
import { isByHand } from '../../events/by-hand.ts'
import { decimal } from '../../orders/lists-csv.ts'
import { refund } from '../journals.ts'
import { post } from '../ledger.ts'
import { type Account, lockedAccounts } from './account.ts'
import { type Ask, type Plan, plan } from './ask.ts'

/** A refund that somebody asks for. */
export interface Wanted {
  orderId: string
  ask: Ask
  /** What whoever asks saw, in minor units; another amount is refused. Undefined takes any. */
  amountSeen: number | undefined
  reason: string
  userId: string | null
  now: Date
  /** What it comes to, once that is decided; null where nothing is left to go back. */
  decided?: Decided | null
}

interface Decided {
  account: Account
  plan: Plan
  granted: Granted
}

/** A refund as it is granted; the amount in minor units. */
export interface Granted {
  id: string
  orderId: string
  state: 'requested' | 'by_hand' | 'sent'
  amount: number
  currency: string
}

/**
 * Refunds, together with the tickets that are given up for them: what goes back is decided under the lock of the order, and written with its
 * journal when the tickets are void. Of two refunds of one order in one batch the second is refused with `busy`, for it would not
 * see the first.
 */
export const refunds: Companion<Wanted> = {
  async admit(tx, items) {
    const accounts = await lockedAccounts(
      tx,
      items.map(({ orderId }) => orderId),
    )
    return items.map((item) => {
      const account = accounts.get(item.orderId)
      accounts.delete(item.orderId)
      if (!account) return { error: new Refusal('busy') }
      try {
        decideOn(item, account)
      } catch (error) {
        if (error instanceof Refusal) return { error }
        throw error
      }
      return item.decided === null ? { answer: { voided: 0, orderCancelled: false } } : undefined
    })
  },
  follow: (tx, done) =>
    write(
      tx,
      done.map(({ item }) => item),
    ),
}

/** Grants a refund that voids no ticket. Refuses `nothing_to_refund` where no money would go back either. */
export async function grantAlone(tx: Tx, item: Wanted): Promise<void> {
  const account = (await lockedAccounts(tx, [item.orderId])).get(item.orderId)
  decideOn(item, account ?? refuse('not_found'))
  if (item.decided?.granted.amount === 0) refuse('nothing_to_refund')
  await write(tx, [item])
}

function decideOn(item: Wanted, account: Account): void {
  const { ask, amountSeen, now } = item
  const decided = plan(account, ask, now)
  const { currency, orderId, payment } = account
  const { total: amount } = decided.sum
  if (amountSeen !== undefined && amountSeen !== amount)
    refuse('refund_changed', { amount: `${decimal(amount, currency)} ${currency}` }, 'amount')
  const state = amount === 0 ? 'sent' : payment && isByHand(payment.provider) ? 'by_hand' : 'requested'
  const granted: Granted = { id: newId(now.getTime()), orderId, state, amount, currency }
  item.decided = decided.lines.length === 0 ? null : { account, plan: decided, granted }
}

async function write(tx: Tx, items: readonly Wanted[]): Promise<void> {
  const decided = items.flatMap(({ decided, ...item }) => (decided ? [{ ...item, ...decided }] : []))
  if (decided.length === 0) return
  await tx
    .insertInto('refund')
    .values(
      decided.map(({ account, plan: { sum }, granted, ask, reason, userId, now }) => ({
        id: granted.id,
        order_id: account.orderId,
        payment_id: granted.amount === 0 ? null : (account.payment?.id ?? null),
        organization_id: account.organizationId,
        event_id: account.eventId,
        kind: ask.kind,
        state: granted.state,
        amount: granted.amount,
        tax: sum.tax,
        fee: sum.fee,
        commission: sum.commission,
        currency: account.currency,
        reason,
        requested_by: userId,
        requested_at: now,
        sent_at: granted.state === 'sent' ? now : null,
      })),
    )
    .execute()
  const lines = decided.flatMap(({ granted, plan }) => plan.lines.map((line) => ({ refundId: granted.id, ...line })))
  await sql`
    insert into refund_line (refund_id, ticket_id, amount, tax, fee, commission)
    select * from unnest(${lines.map(({ refundId }) => refundId)}::uuid[], ${lines.map(({ ticketId }) => ticketId)}::uuid[],
      ${lines.map(({ amount }) => amount)}::bigint[], ${lines.map(({ tax }) => tax)}::bigint[],
      ${lines.map(({ fee }) => fee)}::bigint[], ${lines.map(({ commission }) => commission)}::bigint[])`.execute(tx)
  await sql`
    update payment p set refunded = p.refunded + r.amount
    from unnest(${decided.map(({ account }) => account.payment?.id ?? null)}::uuid[],
      ${decided.map(({ granted }) => granted.amount)}::bigint[]) as r (payment_id, amount)
    where p.id = r.payment_id`.execute(tx)
  await post(tx, decided.flatMap(journalOf))
  await announceAll(
    tx,
    'refund.requested',
    decided.map(({ granted }) => ({ refundId: granted.id, orderId: granted.orderId })),
  )
}

/** Nothing of a test order is in the ledger, and nothing that is not money. */
function journalOf({ account, plan, granted, now }: Decided & { now: Date }) {
  const { organizationId, orderId, currency, payment, isTest } = account
  if (isTest || granted.amount === 0 || !payment) return []
  const { fee, commission } = plan.sum
  const isHeld = payment.payee === null && !isByHand(payment.provider)
  const of = { organizationId, orderId, currency, at: now, refundId: granted.id }
  return [refund({ ...of, lines: plan.lines, fee, commission, isHeld })]
}
