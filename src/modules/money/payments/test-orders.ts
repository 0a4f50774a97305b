import { sql } from 'kysely'
import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { announce } from '../../../facts.ts'
import { lockStocks } from '../../events/row.ts'
import { deleteTestOrders } from '../../orders/test-orders.ts'

/**
 * Deletes everything of an event's test orders, in the books of the sandbox, too, and says how many orders there were. Mails that were
 * sent about them stay on record.
 */
export async function clearTestOrders(db: Db, eventId: string): Promise<number> {
  return transact(db, async (tx) => {
    // What is being decided about one of them is decided before, and finds nothing after.
    await lockStocks(tx, eventId)
    const refs = await sandboxRefs(tx, eventId)
    const deleted = await deleteTestOrders(tx, eventId)
    const isTheirs = sql<boolean>`ref = any(${refs}::text[])`
    await tx.deleteFrom('sandbox_payment').where(isTheirs).execute()
    await tx.deleteFrom('provider_event').where('provider', '=', 'sandbox').where(isTheirs).execute()
    await announce(tx, 'event.changed', { eventId })
    await recordAct(tx, 'event.tests_deleted', { eventId, after: { orders: deleted } })
    return deleted
  })
}

/** What the sandbox knows the payments of an event's test orders by. */
async function sandboxRefs(tx: Tx, eventId: string): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select p.ref from payment p join "order" o on o.id = p.order_id
    where o.event_id = ${eventId} and o.test and p.ref is not null`.execute(tx)
  return rows.map(({ ref }) => ref)
}
