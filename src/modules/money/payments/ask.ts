import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { type Providers, providerNamed } from '../providers.ts'
import type { PaymentState } from './provider.ts'
import { type Settling, settlePayment } from './settle.ts'
import { type Occasion, type Standing, wayToAsk } from './way-to-ask.ts'

/**
 * Asks the provider what became of a payment, takes it over, and answers with what it said. Whether money is taken that the provider takes only
 * when it is told to, `wayToAsk` decides. `params` are those of the return address. Refuses `provider_unknown`, `provider_unavailable`,
 * `signature_invalid`.
 */
export async function askProvider(
  cashier: Settling & { providers: Providers },
  { id, provider: providerId, ref }: { id: string; provider: string; ref: string },
  occasion: Occasion,
  params: Readonly<Record<string, string>> = {},
): Promise<PaymentState> {
  const provider = providerNamed(cashier.providers, providerId)
  const way = wayToAsk(await standingOf(cashier.db, id, cashier.now()), occasion)
  const truth =
    way === 'take'
      ? await provider.confirm({ ref, params })
      : way === 'look'
        ? await provider.fetch(ref)
        : await provider.close(ref)
  await settlePayment(cashier, id, truth)
  return truth
}

async function standingOf(db: Db, paymentId: string, now: Date): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select o.state in ('cancelled', 'paid') or case when o.test then not v.test_mode or v.state = 'cancelled' else v.state <> 'published' end
        as "isInVain",
      o.state = 'expired' or coalesce(o.expires_at <= ${now}, false) as "hasLapsed",
      exists (select from payment q where q.order_id = p.order_id and q.id <> p.id and q.state = 'pending'
        and (p.state <> 'pending' or q.id > p.id)) as "isSuperseded"
    from payment p join "order" o on o.id = p.order_id join event v on v.id = o.event_id where p.id = ${paymentId}`.execute(
    db,
  )
  return rows[0] ?? refuse('not_found')
}
