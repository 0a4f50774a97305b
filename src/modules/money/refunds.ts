import { boundAct, type Deed, recordAct } from '../../acts.ts'
import { type Bound, bind } from '../../db/companion.ts'
import type { Db } from '../../db/connect.ts'
import { once, onceTogether, type Repeat, unrepeated } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import { eventOf, refuseUnlessOf } from '../orders/lines.ts'
import type { Cashier } from './pay.ts'
import { type Granted, grantAlone, refunds, type Wanted } from './refunds/grant.ts'
import type { Give } from './refunds/quote.ts'

/** What refunds are given from outside. */
export type Refunding = Pick<Cashier, 'db' | 'desk' | 'now'>

/**
 * A buyer gives tickets of a paid order up and gets back what its policy says, once for each key; `amount` is what they saw, in minor units. What
 * cost nothing is just given up. Refuses `refund_changed` for another amount, `refund_closed`, `refund_by_organizer`, `ticket_checked_in`,
 * `ticket_not_valid`, `wrong_order_state`, `not_found`.
 */
export async function refundByBuyer(
  refunding: Refunding,
  given: { orderId: string; ticketIds: readonly string[]; amount: number; userId: string | null },
  repeat: Repeat,
): Promise<Granted> {
  const { orderId, ticketIds, amount, userId } = given
  const ask = { kind: 'buyer', ticketIds } as const
  const wanted = { orderId, ask, amountSeen: amount, reason: '', userId, now: refunding.now() }
  return (await withTickets(refunding, wanted, ticketIds, repeat)) ?? refuse('not_found')
}

/** What an organizer gives back. `amount` is the sum they saw, in minor units. */
export interface Goodwill {
  eventId: string
  orderId: string
  ticketIds: readonly string[]
  give: Exclude<Give, { upTo: number }>
  fee: boolean
  /** Whether the tickets are void from now on. */
  takesBack: boolean
  amount: number
  reason: string
  userId: string
}

/**
 * An organizer gives something back of tickets of a paid order, once for each key, whatever its policy says: a percentage of their prices, or an
 * amount for each. Refuses `refund_changed` for another sum, `refund_too_large`, `nothing_to_refund` where no ticket becomes void either,
 * `ticket_not_valid`, `wrong_order_state`, `not_found` also for an order of another event.
 */
export async function refundByOrganizer(refunding: Refunding, given: Goodwill, repeat: Repeat): Promise<Granted> {
  const { eventId, orderId, ticketIds, give, fee, takesBack, amount, reason, userId } = given
  await refuseUnlessOf(refunding.db, orderId, eventId)
  const ask = { kind: 'organizer', ticketIds, give, fee } as const
  const wanted = { orderId, ask, amountSeen: amount, reason, userId, now: refunding.now() }
  const voided = takesBack ? await validAmong(refunding.db, orderId, ticketIds) : []
  const deed = () => deedOf(eventId, wanted)
  const granted =
    voided.length > 0
      ? await withTickets(refunding, wanted, voided, repeat, boundAct('refund.granted', deed))
      : await once(refunding.db, repeatable(wanted, repeat), async (tx) => {
          await grantAlone(tx, wanted)
          await recordAct(tx, 'refund.granted', deed())
          return grantedOf(wanted)
        })
  return granted ?? refuse('not_found')
}

/**
 * Gives back all that is left of an order's valid tickets, fee and all, and voids them, because its event is cancelled. May be repeated and
 * done by many at once: it happens once, and null says that nothing was left. Refuses `wrong_order_state` for an order that was never paid, and `busy`
 * where others are in the way.
 */
export async function refundOrder(
  refunding: Refunding,
  { orderId, kind, reason = '' }: { orderId: string; kind: 'event_cancelled'; reason?: string },
): Promise<Granted | null> {
  const wanted = { orderId, ask: { kind }, amountSeen: undefined, reason, userId: null, now: refunding.now() }
  return withTickets(refunding, wanted, null, unrepeated)
}

/** Voids tickets, or all that are valid, and grants the refund with that. */
async function withTickets(
  { db, desk }: Refunding,
  wanted: Wanted,
  ticketIds: readonly string[] | null,
  repeat: Repeat,
  ...companions: Bound[]
): Promise<Granted | null> {
  const { orderId } = wanted
  const eventId = await eventOf(db, orderId)
  const request = { kind: 'void', orderId, ticketIds } as const
  return onceTogether(
    repeatable(wanted, repeat),
    () => grantedOf(wanted),
    // The reply that is kept comes first, so that a repeat is answered before it is found that there is nothing left.
    (...keeps) => desk.submit(eventId, request, ...keeps, bind(refunds, wanted), ...companions),
  )
}

const grantedOf = ({ decided }: Wanted): Granted | null => decided?.granted ?? null

function deedOf(eventId: string, { orderId, ask, decided }: Wanted): Deed {
  const { amount, currency } = decided?.granted ?? { amount: 0, currency: undefined }
  const tickets = 'ticketIds' in ask ? ask.ticketIds.length : undefined
  return { eventId, subjectId: orderId, after: { amount, currency, tickets } }
}

const repeatable = ({ orderId, ask, amountSeen, reason }: Wanted, repeat: Repeat) => ({
  ...repeat,
  content: ['refund', orderId, ask, amountSeen, reason],
})

async function validAmong(db: Db, orderId: string, ticketIds: readonly string[]): Promise<string[]> {
  const valid = await db
    .selectFrom('ticket')
    .select('id')
    .where('order_id', '=', orderId)
    .where('id', 'in', [...ticketIds])
    .where('state', '=', 'valid')
    .execute()
  return valid.map(({ id }) => id)
}
