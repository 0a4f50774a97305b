import type { Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'
import { transact } from '../src/db/transact.ts'
import { sale } from '../src/modules/money/journals.ts'
import { post } from '../src/modules/money/ledger.ts'

/** A recorded payout by itself, without its journal. */
export async function aPayout(
  db: Db,
  organizationId: string,
  { amount, currency }: { amount: number; currency: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('payout')
    .values({ id, organization_id: organizationId, amount, currency, recorded_at: new Date() })
    .execute()
  return id
}

/** A refund of an order by itself, without money or tickets, for journals and credit notes to be about. */
export async function aRefund(db: Db, orderId: string): Promise<string> {
  const id = newId()
  const { event_id, organization_id, currency } = await db
    .selectFrom('order')
    .select(['event_id', 'organization_id', 'currency'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  const nothing = { amount: 0, tax: 0, fee: 0, commission: 0 }
  const at = new Date()
  await db
    .insertInto('refund')
    .values({
      id,
      order_id: orderId,
      event_id,
      organization_id,
      currency,
      kind: 'organizer',
      state: 'sent',
      requested_at: at,
      sent_at: at,
      ...nothing,
    })
    .execute()
  return id
}

/** Posts the sale of an order that was paid through a provider. */
export async function postSale(db: Db, orderId: string): Promise<void> {
  const order = await db
    .selectFrom('order as o')
    .innerJoin('payment as p', 'p.order_id', 'o.id')
    .select(['p.id as paymentId', 'o.id as orderId', 'o.organization_id as organizationId', 'o.currency', 'o.paid_at'])
    .select(['o.total', 'o.tax', 'o.commission'])
    .where('o.id', '=', orderId)
    .where('p.state', '=', 'succeeded')
    .executeTakeFirstOrThrow()
  const { paid_at: at, ...rest } = order
  await transact(db, (tx) => post(tx, [sale({ ...rest, at: at ?? new Date() })]))
}
