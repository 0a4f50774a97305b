import { sql } from 'kysely'
import { boundAct } from '../../acts.ts'
import { bind, type Companion } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { onceTogether, type Repeat } from '../../db/idempotency.ts'
import { announceAll, type Facts } from '../../facts.ts'
import type { Answers } from './allocation/requests.ts'
import type { Desk } from './desk.ts'
import { eventOf, refuseUnlessOf } from './lines.ts'

/**
 * Drops an order that is not paid and puts its places back on sale. Dropping one that is gone already changes nothing; a paid one is
 * refused with `wrong_order_state`. A payment that arrives later is returned.
 */
export async function dropOrder(db: Db, desk: Desk, orderId: string): Promise<void> {
  await desk.submit(await eventOf(db, orderId), { kind: 'drop', orderId })
}

/** The same by its organizer, once for each key; the buyer is told, with the message. Refuses `not_found` for an order of another event. */
export async function endOrder(
  db: Db,
  desk: Desk,
  { eventId, orderId, message }: { eventId: string; orderId: string; message: string },
  repeat: Repeat,
): Promise<void> {
  await refuseUnlessOf(db, orderId, eventId)
  const act = boundAct('order.ended', ({ dropped }: Answers['drop']) =>
    dropped ? { eventId, subjectId: orderId } : null,
  )
  const tell = bind(endings, { orderId, message: message.trim() })
  await onceTogether(
    { ...repeat, content: ['end', orderId] },
    () => null,
    (...keeps) => desk.submit(eventId, { kind: 'drop', orderId }, ...keeps, tell, act),
  )
}

/** Announces orders that their organizers ended. */
const endings: Companion<Facts['order.ended']> = {
  follow: (tx, done) =>
    announceAll(
      tx,
      'order.ended',
      done.flatMap(({ item, answer }) => ((answer as Answers['drop']).dropped ? [item] : [])),
    ),
}

/**
 * Voids tickets of a paid order, or all that are valid, and puts their places back on sale; the order is cancelled with the last of them.
 * Refuses `wrong_order_state`, and `ticket_not_valid` when one of them is not a valid ticket of this order; then none is voided.
 */
export async function voidTickets(
  db: Db,
  desk: Desk,
  orderId: string,
  ticketIds: readonly string[] | null,
): Promise<{ voided: number; orderCancelled: boolean }> {
  return desk.submit(await eventOf(db, orderId), { kind: 'void', orderId, ticketIds })
}

/**
 * Expires every lapsed hold there is, one event at a time: one without an end of its own lapses with its event. Nothing waits for it: it keeps the counters near the truth. An event whose stock
 * is busy does not keep the others from theirs; the first failure is thrown at the end, for the log.
 */
export async function sweepLapsed(db: Db, desk: Desk, now: Date): Promise<void> {
  const { rows } = await sql<{ eventId: string }>`
    select event_id as "eventId" from "order" where state in ('held', 'awaiting_payment') and expires_at <= ${now}
    union select o.event_id from "order" o join event e on e.id = o.event_id
    where o.state = 'awaiting_payment' and o.expires_at is null and e.ends_at <= ${now}`.execute(db)
  const failures: unknown[] = []
  for (const { eventId } of rows)
    try {
      while ((await desk.submit(eventId, { kind: 'expire' })) > 0);
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
