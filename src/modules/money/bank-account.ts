import type { Db } from '../../db/connect.ts'

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
  if (account === null) {
    await db.deleteFrom('bank_account').where('organization_id', '=', organizationId).execute()
    return
  }
  await db
    .insertInto('bank_account')
    .values({ organization_id: organizationId, ...account })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(account))
    .execute()
}
