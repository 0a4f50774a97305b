import { isDeepStrictEqual } from 'node:util'
import type { Static } from 'typebox'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { mayAsHost, type Who } from '../accounts/cohosts.ts'
import type { EventEdit } from './api.ts'

/**
 * Refuses `not_allowed` when somebody who may edit an event just for an organization that co-hosts it would change what decides about the
 * host's money: the currency, test mode, ways to pay by hand, what is refunded. What is sent as it is saved changes nothing.
 */
export async function refuseMoneyOfHost(
  db: Db,
  eventId: string,
  who: Who,
  { currency, testMode, refundPolicy, byHand, refundWindow }: Static<typeof EventEdit>,
): Promise<void> {
  const wished = Object.entries({ currency, testMode, refundPolicy, byHand }).filter(([, value]) => value !== undefined)
  if (wished.length === 0 && refundWindow === undefined) return
  if (await mayAsHost(db, eventId, who, 'event.edit')) return
  const saved: Record<string, unknown> = await db
    .selectFrom('event')
    .select(['currency', 'test_mode as testMode', 'refund_policy as refundPolicy', 'by_hand as byHand'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  if (refundWindow !== undefined || wished.some(([field, value]) => !isDeepStrictEqual(value, saved[field])))
    refuse('not_allowed')
}
