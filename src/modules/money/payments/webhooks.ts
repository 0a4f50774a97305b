import type { IncomingHttpHeaders } from 'node:http'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { announce } from '../../../facts.ts'
import type { Cashier } from '../pay.ts'
import type { Providers } from '../providers.ts'
import { askAboutRefunds } from '../refunds-bounced.ts'
import { askProvider } from './ask.ts'
import { nameAttempt } from './attempts.ts'

/**
 * Takes a webhook: verifies its bytes, notes each event the first time it comes, and leaves the rest to a job, so that the provider has its
 * answer at once. Refuses `not_found` for a provider that is none here, `signature_invalid`, and `provider_unavailable` when it cannot be verified now.
 */
export async function receiveWebhook(
  db: Db,
  providers: Providers,
  given: { provider: string; headers: IncomingHttpHeaders; raw: Uint8Array },
): Promise<void> {
  const provider = providers.get(given.provider) ?? refuse('not_found')
  const events = (await provider.parseWebhook(given)) ?? refuse('signature_invalid')
  for (const { eventId, ref, attemptId } of events)
    await transact(db, async (tx) => {
      const first = await tx
        .insertInto('provider_event')
        .values({ provider: provider.id, event_id: eventId, ref })
        .onConflict((conflict) => conflict.doNothing())
        .returning('event_id')
        .executeTakeFirst()
      if (!first) return
      // The answer that told the payment's name may be lost, or still on its way.
      if (attemptId !== undefined) await nameAttempt(tx, { id: attemptId, provider: provider.id, ref })
      await announce(tx, 'payment.arrived', { provider: provider.id, providerEventId: eventId })
    })
}

/**
 * Carries out a webhook: asks the provider for the truth, since webhooks come late, twice and in any order. One about a payment we do
 * not know yet is left to reconciliation.
 */
export async function processWebhook(cashier: Cashier, provider: string, eventId: string): Promise<void> {
  const { db, now } = cashier
  const event = await db
    .selectFrom('provider_event')
    .select('ref')
    .where('provider', '=', provider)
    .where('event_id', '=', eventId)
    .where('processed_at', 'is', null)
    .executeTakeFirst()
  if (!event) return
  const payment = await db
    .selectFrom('payment')
    .select('id')
    .where('provider', '=', provider)
    .where('ref', '=', event.ref)
    .executeTakeFirst()
  if (payment) {
    await askProvider(cashier, { id: payment.id, provider, ref: event.ref }, 'webhook')
    await askAboutRefunds(cashier, payment.id)
  }
  await db
    .updateTable('provider_event')
    .set({ processed_at: now() })
    .where('provider', '=', provider)
    .where('event_id', '=', eventId)
    .execute()
}
