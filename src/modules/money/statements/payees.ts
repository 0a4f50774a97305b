import { recordChange } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Payee } from '../payments/provider.ts'

/**
 * Whom the money of an order goes to at a provider, and the platform's share of it; undefined where the organization has no account there.
 */
export async function payeeOf(db: Db, orderId: string, provider: string): Promise<Payee | undefined> {
  return db
    .selectFrom('order')
    .innerJoin('event', 'event.id', 'order.event_id')
    .innerJoin('payee', 'payee.organization_id', 'event.organization_id')
    .select(['payee.account', 'order.commission as fee'])
    .where('order.id', '=', orderId)
    .where('payee.provider', '=', provider)
    .executeTakeFirst()
}

/** The accounts of an organization, by provider. */
export const payeesOf = (db: Db, organizationId: string): Promise<{ provider: string; account: string }[]> =>
  db
    .selectFrom('payee')
    .select(['provider', 'account'])
    .where('organization_id', '=', organizationId)
    .orderBy('provider')
    .execute()

/** Notes or, with null, forgets the account of an organization at a provider. Refuses `not_found`. */
export async function setPayee(
  db: Db,
  given: { organizationId: string; provider: string; account: string | null },
): Promise<void> {
  const { organizationId, provider, account } = given
  const known = await db.selectFrom('organization').select('id').where('id', '=', organizationId).executeTakeFirst()
  if (!known) refuse('not_found')
  await transact(db, async (tx) => {
    const before = (await payeesOf(tx, organizationId)).find((payee) => payee.provider === provider)
    if (account === null)
      await tx
        .deleteFrom('payee')
        .where('organization_id', '=', organizationId)
        .where('provider', '=', provider)
        .execute()
    else
      await tx
        .insertInto('payee')
        .values({ organization_id: organizationId, provider, account })
        .onConflict((conflict) => conflict.columns(['organization_id', 'provider']).doUpdateSet({ account }))
        .execute()
    await recordChange(tx, 'payee.changed', { organizationId }, before ?? { account: null }, { provider, account })
  })
}
