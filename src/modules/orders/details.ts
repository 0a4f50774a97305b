import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { ticketTypesOf } from '../ticketing/sale.ts'
import { personLimit } from './allocation/decide.ts'
import { ownedPlaces } from './allocation/snapshot.ts'
import { lockStocksOf } from './allocation/stock.ts'
import { linesOf } from './lines.ts'

/** Who buys. `attendees` by position of the tickets to come; what is null or missing is the buyer's. */
export interface Details {
  name: string
  email: string
  attendees?: readonly { name?: string | null; email?: string | null }[]
}

/**
 * Gives an unpaid order its buyer, as often as they like before paying. Limits per person are decided again now that the email is known:
 * `person_limit` names the line and how many are left, and the hold stays. Refuses `hold_expired` and `wrong_order_state`.
 */
export async function giveDetails(
  db: Db,
  orderId: string,
  details: Details,
  userId: string | null,
  now: Date,
): Promise<void> {
  const email = details.email.toLowerCase()
  await transact(db, async (tx) => {
    // Two orders of one person are decided one after the other, each seeing the other's places.
    const eventId = await lockStocksOf(tx, orderId)
    const { user_id: owner } = await tx
      .selectFrom('order')
      .select('user_id')
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow()
    await refuseOverLimit(tx, eventId, orderId, { userId: owner ?? userId, email }, now)
    const attendees = (details.attendees ?? []).map((one) => ({
      name: one.name?.trim() || null,
      email: one.email?.toLowerCase() ?? null,
    }))
    const given = await tx
      .updateTable('order')
      .set({ name: details.name.trim(), email, attendees: JSON.stringify(attendees), user_id: owner ?? userId })
      .where('id', '=', orderId)
      .where('state', 'in', ['held', 'awaiting_payment'])
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
      .returning('id')
      .executeTakeFirst()
    if (!given) await refuseState(tx, orderId)
  })
}

async function refuseOverLimit(
  tx: Tx,
  eventId: string,
  orderId: string,
  person: { userId: string | null; email: string },
  now: Date,
): Promise<void> {
  const types = new Map((await ticketTypesOf(tx, eventId)).map((type) => [type.id, type]))
  const lines = await linesOf(tx, orderId)
  if (lines.every((line) => (types.get(line.ticketTypeId)?.maximumPerPerson ?? null) === null)) return
  const owned = await ownedPlaces(tx, eventId, person, orderId, now)
  for (const [index, { ticketTypeId, quantity }] of lines.entries()) {
    const type = types.get(ticketTypeId)
    const over = type && personLimit(type, quantity, owned.get(ticketTypeId) ?? 0)
    if (over) refuse('person_limit', over, `lines.${index}.quantity`)
  }
}

async function refuseState(tx: Tx, orderId: string): Promise<never> {
  const { state } = await tx.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()
  if (state === 'paid' || state === 'cancelled') refuse('wrong_order_state', { state })
  refuse('hold_expired')
}
