import type { Db } from '../../db/connect.ts'
import type { Account, Buyer } from './allocation/requests.ts'
import type { Desk } from './desk.ts'
import { eventOf } from './lines.ts'

/** Who buys. `attendees` by position of the tickets to come; what is null or missing is the buyer's. */
export interface Details {
  name: string
  email: string
  attendees?: readonly { name?: string | null; email?: string | null }[]
}

/**
 * Gives an unpaid order its buyer, as often as they like before paying. Limits per person are decided again now that the email is known:
 * `person_limit` names the line and how many are left, and the hold stays. Refuses `hold_expired` and `wrong_order_state`. `account` is the
 * one that asks; an order that has none becomes its.
 */
export async function giveDetails(
  db: Db,
  desk: Desk,
  orderId: string,
  details: Details,
  account: Account | null,
): Promise<void> {
  await desk.submit(await eventOf(db, orderId), { kind: 'details', orderId, account, buyer: buyerOf(details) })
}

/** A buyer as they are kept: trimmed, addresses in lower case. */
export const buyerOf = ({ name, email, attendees = [] }: Details): Buyer => ({
  name: name.trim(),
  email: email.toLowerCase(),
  attendees: attendees.map((one) => ({ name: one.name?.trim() || null, email: one.email?.toLowerCase() ?? null })),
})
