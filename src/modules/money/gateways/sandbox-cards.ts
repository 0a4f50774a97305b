import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import type { SavedMethod, Wallet } from '../payments/wallet.ts'

/** The cards that the sandbox makes believe to keep, in books of its own. */
export const sandboxWallet = (db: Db, refOf: (attemptId: string) => string): Wallet => ({
  open: async () => `cus_${randomBytes(12).toString('base64url')}`,
  list: (customer) => cardsOf(db, customer),
  knows: async () => true,

  async findCharge(_customer, attemptId) {
    const ref = refOf(attemptId)
    const made = await db.selectFrom('sandbox_payment').select('ref').where('ref', '=', ref).executeTakeFirst()
    return made?.ref ?? null
  },

  async prefer(customer, method) {
    const { rows } = await sql`
      update sandbox_card set preferred = (ref = ${method}) where customer = ${customer}
        and exists (select from sandbox_card c where c.customer = ${customer} and c.ref = ${method})
      returning ref`.execute(db)
    return rows.length > 0
  },

  async remove(customer, method) {
    const gone = await db
      .deleteFrom('sandbox_card')
      .where('customer', '=', customer)
      .where('ref', '=', method)
      .returning('ref')
      .executeTakeFirst()
    return gone !== undefined
  },

  close: (customer) =>
    transact(db, async (tx) => {
      await tx.updateTable('sandbox_payment').set({ keep_for: null }).where('keep_for', '=', customer).execute()
      await tx.deleteFrom('sandbox_card').where('customer', '=', customer).execute()
    }),
})

async function cardsOf(db: Db, customer: string): Promise<SavedMethod[]> {
  const rows = await db
    .selectFrom('sandbox_card')
    .select(['ref', 'brand', 'last4', 'expires_year as year', 'expires_month as month', 'preferred'])
    .where('customer', '=', customer)
    .orderBy('created_at', 'desc')
    .orderBy('ref')
    .execute()
  const isChosen = rows.some(({ preferred }) => preferred)
  return rows.map(({ year, month, preferred, ...card }, index) => ({
    ...card,
    expires: { year, month },
    preferred: isChosen ? preferred : index === 0,
  }))
}

/** A kept card: whether its bank asks each time who pays. */
export const readCard = (db: Db, customer: string, method: string): Promise<{ challenges: boolean } | undefined> =>
  db
    .selectFrom('sandbox_card')
    .select('challenges')
    .where('customer', '=', customer)
    .where('ref', '=', method)
    .executeTakeFirst()

/** Keeps the card of a payment for whom the payment says. Its bank asks again each time, if it asked now. */
export async function keepCard(tx: Tx, ref: string, asked: boolean): Promise<void> {
  const digits = String(createHash('sha256').update(ref).digest().readUInt16BE() % 10_000).padStart(4, '0')
  await sql`
    insert into sandbox_card (ref, customer, brand, last4, expires_year, expires_month, challenges)
    select 'card_' || ref, keep_for, 'visa', ${digits}, 2034, 12, ${asked} from sandbox_payment
    where ref = ${ref} and keep_for is not null
    on conflict do nothing`.execute(tx)
}
