import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { type Providers, providerNamed } from './providers.ts'
import { type Settling, settlePayment } from './settle.ts'

/**
 * Asks the provider what became of a payment and takes it over. Where the order cannot be paid any more, money that the provider takes only
 * when it is told to is not taken, and the payment is closed. `params` are those of the return address. Refuses `provider_unknown`,
 * `provider_unavailable`, `signature_invalid`.
 */
export async function askProvider(
  cashier: Settling & { providers: Providers },
  { id, provider: providerId, ref }: { id: string; provider: string; ref: string },
  params: Readonly<Record<string, string>> = {},
): Promise<void> {
  const provider = providerNamed(cashier.providers, providerId)
  const truth = (await isInVain(cashier.db, id)) ? await provider.close(ref) : await provider.confirm({ ref, params })
  await settlePayment(cashier, id, truth)
}

/** Whether money for a payment would only go back: its order was cancelled or is paid, or its event is not live. */
async function isInVain(db: Db, paymentId: string): Promise<boolean> {
  const { rows } = await sql<{ isInVain: boolean }>`
    select o.state in ('cancelled', 'paid') or v.state <> 'published' as "isInVain"
    from payment p join "order" o on o.id = p.order_id join event v on v.id = o.event_id where p.id = ${paymentId}`.execute(
    db,
  )
  return rows[0]?.isInVain ?? false
}
