import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { RefundWindow } from './refund-policy.ts'

/** Opens a refund window of an event. */
export async function openRefundWindow(db: Db, eventId: string, window: RefundWindow): Promise<void> {
  const { opensAt, closesAt, percent, fee } = window
  await db
    .insertInto('refund_window')
    .values({ id: newId(), event_id: eventId, opens_at: opensAt, closes_at: closesAt, percent, fee })
    .execute()
}

/** The refund windows of an event, the oldest first, open or not. */
export async function refundWindowsOf(db: Db, eventId: string): Promise<RefundWindow[]> {
  return db
    .selectFrom('refund_window')
    .select(['opens_at as opensAt', 'closes_at as closesAt', 'percent', 'fee'])
    .where('event_id', '=', eventId)
    .orderBy('id')
    .execute()
}
