import { recordAct } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { queueDeliveries } from '../write.ts'

/** A message that was given up. */
export interface FailedDelivery {
  id: string
  kind: string
  channel: 'email' | 'sms' | 'push'
  title: string
  address: string
  userId: string | null
  attempts: number
  error: string
  createdAt: Date
  lastTryAt: Date | null
}

const pageSize = 50

/** Messages that were given up, newest first. Refuses `bad_request` for a cursor that is none of ours. */
export async function listFailedDeliveries(db: Db, cursor: string | undefined): Promise<PageOf<FailedDelivery>> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, [cursorParts.id]) ?? refuse('bad_request'))
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['d.id', 'n.kind', 'd.channel', 'n.title', 'd.address', 'n.user_id as userId', 'd.attempts'])
    .select(['d.error', 'n.created_at as createdAt', 'd.last_try_at as lastTryAt'])
    .where('d.state', '=', 'failed')
    .$if(after !== undefined, (query) => query.where('d.id', '<', after?.[0] ?? ''))
    .orderBy('d.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const items = rows.slice(0, pageSize).map((row) => ({ ...row, error: row.error ?? '' }))
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, next: last ? writeCursor([last.id]) : null }
}

/** Has a message that was given up tried again. Refuses `not_found`, also where it is being tried already. */
export async function retryDelivery(db: Db, deliveryId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const delivery = await tx
      .updateTable('delivery')
      .set({
        state: 'waiting',
        attempts: 0,
        not_before: null,
        sent_at: null,
        due_at: new Date(now.getTime() + 3600_000),
      })
      .where('id', '=', deliveryId)
      .where('state', '=', 'failed')
      .returning(['notification_id', 'channel'])
      .executeTakeFirst()
    if (!delivery) return refuse('not_found')
    await queueDeliveries(tx, [delivery.notification_id])
    await recordAct(tx, 'delivery.retried', { subjectId: deliveryId, after: { channel: delivery.channel } })
  })
}
