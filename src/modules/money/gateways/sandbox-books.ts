import type { Selectable } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { SandboxPayment as Row } from '../../../db/schema.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { announce } from '../../../facts.ts'
import { keepCard } from './sandbox-cards.ts'

type State = Selectable<Row>['state']

/**
 * What somebody does on the sandbox's page: in which state, what its books say then, and how many webhooks tell of it. `late` money comes
 * when the order has lapsed; `twice` is told twice; `webhook_never` is told by nobody.
 */
const acts = {
  pay: { from: 'open', to: 'paid', webhooks: 1 },
  decline: { from: 'open', to: 'declined', webhooks: 1 },
  cancel: { from: 'open', to: 'cancelled', webhooks: 1 },
  challenge: { from: 'open', to: 'challenged', webhooks: 0 },
  pass: { from: 'challenged', to: 'paid', webhooks: 1 },
  fail: { from: 'challenged', to: 'challenge_failed', webhooks: 1 },
  late: { from: 'open', to: 'late', webhooks: 0 },
  twice: { from: 'open', to: 'paid', webhooks: 2 },
  webhook_first: { from: 'open', to: 'paid', webhooks: 1 },
  webhook_never: { from: 'open', to: 'paid', webhooks: 0 },
} as const satisfies Record<string, { from: State; to: State; webhooks: number }>
export type SandboxAct = keyof typeof acts

/** A payment as the sandbox's own page shows it. */
export interface SandboxPayment {
  ref: string
  /** Whether it pays a test order. */
  test: boolean
  label: string
  amount: number
  currency: string
  state: State
  returnUrl: string
  cancelUrl: string
  /** When late money comes; null for at once. */
  lateAt: Date | null
  /** Whether the card it is paid with is kept. */
  remembers: boolean
}

/** Refuses `not_found`. */
export async function readSandbox(db: Db, ref: string): Promise<SandboxPayment> {
  const row = await db
    .selectFrom('sandbox_payment')
    .select(['ref', 'test', 'label', 'amount', 'currency', 'state', 'late_at as lateAt'])
    .select(['return_url as returnUrl', 'cancel_url as cancelUrl'])
    .select((to) => to('keep_for', 'is not', null).as('remembers'))
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row ? { ...row, remembers: Boolean(row.remembers) } : refuse('not_found')
}

/**
 * Does something with a payment that waits for it; its webhooks follow. One that was decided before stays as it is. Answers with the books.
 */
export async function actInSandbox(db: Db, ref: string, act: SandboxAct): Promise<SandboxPayment> {
  const { from, to, webhooks } = acts[act]
  return transact(db, async (tx) => {
    const settled = await tx
      .updateTable('sandbox_payment')
      .set({ state: to })
      .where('ref', '=', ref)
      .where('state', '=', from)
      .returning('ref')
      .executeTakeFirst()
    if (settled) for (let told = 0; told < webhooks; told++) await announce(tx, 'sandbox.settled', { ref })
    if (settled && to === 'paid') await keepCard(tx, ref, from === 'challenged')
    return readSandbox(tx, ref)
  })
}

/** Ends a payment nobody decided. */
export async function closeInSandbox(db: Db, ref: string): Promise<void> {
  await db
    .updateTable('sandbox_payment')
    .set({ state: 'cancelled' })
    .where('ref', '=', ref)
    .where('state', 'in', ['open', 'challenged'])
    .execute()
}

/** Whether a refund was made. */
export async function isRefundedInSandbox(db: Db, refundId: string): Promise<boolean> {
  const made = await db.selectFrom('sandbox_refund').select('ref').where('refund_id', '=', refundId).executeTakeFirst()
  return made !== undefined
}

/**
 * Gives some of a payment that came back, once for each refund, and says whether it did: not more than came. One that went back whole says
 * so.
 */
export async function refundInSandbox(
  db: Db,
  { refundId, ref, amount }: { refundId: string; ref: string; amount: number },
): Promise<boolean> {
  return transact(db, async (tx) => {
    const payment = await tx
      .selectFrom('sandbox_payment')
      .select(['state', 'amount'])
      .where('ref', '=', ref)
      .forUpdate()
      .executeTakeFirst()
    const made = await tx
      .selectFrom('sandbox_refund')
      .select(['refund_id as id', 'amount'])
      .where('ref', '=', ref)
      .execute()
    if (made.some(({ id }) => id === refundId)) return true
    const back = made.reduce((sum, refund) => sum + refund.amount, amount)
    if (!payment || (payment.state !== 'paid' && payment.state !== 'late') || back > payment.amount) return false
    await tx.insertInto('sandbox_refund').values({ refund_id: refundId, ref, amount }).execute()
    if (back === payment.amount)
      await tx.updateTable('sandbox_payment').set({ state: 'refunded' }).where('ref', '=', ref).execute()
    return true
  })
}
