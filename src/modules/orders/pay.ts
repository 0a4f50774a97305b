import type { Bound } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { onceTogether, unrepeated } from '../../db/idempotency.ts'
import type { Due, PayOutcome } from './allocation/requests.ts'
import type { Desk } from './desk.ts'
import { eventOf } from './lines.ts'

export type { Due }

/**
 * Pays an order whose money has come: its places are sold and its tickets made, exactly once, together with what the companions do. A lapsed
 * order is paid too while nobody took its places, and an expired one when they can be taken again; neither once the event is not live any more, nor
 * for more than the invitation it was held by has left, at an event for invited people.
 */
export async function payOrder(db: Db, desk: Desk, orderId: string, ...companions: Bound[]): Promise<PayOutcome> {
  return desk.submit(await eventOf(db, orderId), { kind: 'pay', orderId, by: 'money' }, ...companions)
}

/**
 * The same with money that the organizer has. Nothing of it could be returned by us, so what cannot pay the order any more is refused:
 * `wrong_order_state` when it is cancelled or paid otherwise, `event_not_live`, `places_gone`, `guest_places`.
 */
export async function payByHand(db: Db, desk: Desk, orderId: string, ...companions: Bound[]): Promise<void> {
  await desk.submit(await eventOf(db, orderId), { kind: 'pay', orderId, by: 'hand' }, ...companions)
}

/**
 * Confirms an order that costs nothing. Refuses `hold_expired`, `wrong_order_state`, `event_not_on_sale`, `details_missing`; repeating it
 * changes nothing.
 */
export async function confirmFree(db: Db, desk: Desk, orderId: string): Promise<void> {
  await desk.submit(await eventOf(db, orderId), { kind: 'pay', orderId, by: 'nothing' })
}

/**
 * Marks an order as being paid and says what is due; its hold lasts `until` at least, if that is given. Refuses `hold_expired`,
 * `wrong_order_state`, `event_not_on_sale`, `details_missing`.
 */
export async function awaitPayment(
  db: Db,
  desk: Desk,
  orderId: string,
  until: Date | null = null,
  ...companions: Bound[]
): Promise<Due> {
  return desk.submit(await eventOf(db, orderId), { kind: 'await', orderId, until, by: 'provider' }, ...companions)
}

/**
 * Marks an order as one that its organizer waits for the money of, and says what is due; it keeps its places `until` then, or without end. Refuses
 * as `awaitPayment` does.
 */
export async function awaitByHand(
  db: Db,
  desk: Desk,
  orderId: string,
  until: Date | null,
  ...companions: Bound[]
): Promise<Due> {
  return desk.submit(await eventOf(db, orderId), { kind: 'await', orderId, until, by: 'hand' }, ...companions)
}

/** Gives a hold its time once more, once for each key. Refuses `already_extended`, `hold_expired`, `wrong_order_state`. */
export async function extendHold(db: Db, desk: Desk, orderId: string, repeat = unrepeated): Promise<void> {
  const eventId = await eventOf(db, orderId)
  await onceTogether(
    { ...repeat, content: ['extend', orderId] },
    () => null,
    (...keeps) => desk.submit(eventId, { kind: 'extend', orderId }, ...keeps),
  )
}
