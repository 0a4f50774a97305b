import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { announce } from '../../../facts.ts'

/** What somebody does on the sandbox's page, and what its books then say. */
const outcomes = { pay: 'paid', decline: 'declined', cancel: 'cancelled' } as const
export type SandboxAct = keyof typeof outcomes

/** A payment as the sandbox's own page shows it. */
export interface SandboxPayment {
  ref: string
  label: string
  amount: number
  currency: string
  state: 'open' | 'paid' | 'declined' | 'cancelled' | 'refunded'
  returnUrl: string
  cancelUrl: string
}

/** Refuses `not_found`. */
export async function readSandbox(db: Db, ref: string): Promise<SandboxPayment> {
  const row = await db
    .selectFrom('sandbox_payment')
    .select(['ref', 'label', 'amount', 'currency', 'state', 'return_url as returnUrl', 'cancel_url as cancelUrl'])
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

/**
 * Pays, declines or cancels an open payment; its webhook follows. One that was decided before stays as it is. Answers with the books.
 */
export async function actInSandbox(db: Db, ref: string, act: SandboxAct): Promise<SandboxPayment> {
  return transact(db, async (tx) => {
    const settled = await tx
      .updateTable('sandbox_payment')
      .set({ state: outcomes[act] })
      .where('ref', '=', ref)
      .where('state', '=', 'open')
      .returning('ref')
      .executeTakeFirst()
    if (settled) await announce(tx, 'sandbox.settled', { ref })
    return readSandbox(tx, ref)
  })
}
