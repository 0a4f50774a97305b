import type { Tx } from '../../db/connect.ts'

/**
 * Deletes the test orders of an event, whose stocks are locked, with their lines, tickets, scans and payments, and says how many there were.
 * A real order is never deleted: the condition passes over it, and a trigger stands behind it.
 */
export async function deleteTestOrders(tx: Tx, eventId: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('order')
    .where('event_id', '=', eventId)
    .where('test', '=', true)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
