import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { announce } from '../../../facts.ts'
import type { ChannelName } from '../kinds.ts'

/** Which delivery a provider speaks of. */
export type DeliveryName = { deliveryId: string } | { channel: ChannelName; providerId: string }

/** What became of a message that a provider took. */
export type Outcome = { state: 'delivered' } | { state: 'failed'; error: string }

/**
 * Notes what a provider says became of a message; true where that changed something. In any order and any number of times: what arrived may still
 * come back, what came back has not arrived. Of a delivery named by its id also where the answer to its try was lost, and it waits for another.
 */
export const noteOutcome = (db: Db, name: DeliveryName, outcome: Outcome): Promise<boolean> =>
  transact(db, async (tx) => {
    const isIt =
      'deliveryId' in name
        ? sql`id = ${name.deliveryId} and (state <> 'waiting' or attempts > 0)`
        : sql`provider_id = ${name.providerId} and channel = ${name.channel} and state <> 'waiting'`
    const error = outcome.state === 'failed' ? outcome.error.slice(0, 300) : null
    const before =
      outcome.state === 'failed' ? ['waiting', 'sending', 'sent', 'delivered'] : ['waiting', 'sending', 'sent']
    const { rows } = await sql<{ id: string }>`
      update delivery set state = ${outcome.state}, error = ${error}, claimed_by = null, sent_at = coalesce(sent_at, now())
      where ${isIt} and state = any(${before}::text[]) returning id`.execute(tx)
    for (const { id } of rows) if (outcome.state === 'failed') await announce(tx, 'delivery.failed', { deliveryId: id })
    return rows.length > 0
  })
