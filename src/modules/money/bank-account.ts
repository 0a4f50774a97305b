import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'

/** Where an organization's buyers transfer money to. `number` is an IBAN or account number, `bank` whatever else a transfer needs. */
export interface BankAccount {
  holder: string
  number: string
  bank: string
}

/** The account of an organization, or null before it gives one. */
export async function readBankAccount(db: Db, organizationId: string): Promise<BankAccount | null> {
  const account = await db
    .selectFrom('bank_account')
    .select(['holder', 'number', 'bank'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  return account ?? null
}

/** Sets the account that buyers are told from now on, or takes it away. */
export async function setBankAccount(db: Db, organizationId: string, account: BankAccount | null): Promise<void> {
  await transact(db, async (tx) => {
    const before = await readBankAccount(tx, organizationId)
    if (account === null) await tx.deleteFrom('bank_account').where('organization_id', '=', organizationId).execute()
    else
      await tx
        .insertInto('bank_account')
        .values({ organization_id: organizationId, ...account })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(account))
        .execute()
    const act = { organizationId, before: { number: ending(before) }, after: { number: ending(account) } }
    await recordAct(tx, 'bank_account.changed', act)
  })
}

/** The holder may be a person, and the whole number is theirs: enough of it is told to see which account it was. */
function ending(account: BankAccount | null): string | null {
  return account && `…${account.number.slice(-4)}`
}
