import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { paypalProvider } from './gateways/paypal.ts'
import { razorpayProvider } from './gateways/razorpay.ts'
import { sandboxProvider } from './gateways/sandbox.ts'
import { stripeProvider } from './gateways/stripe.ts'
import type { PaymentProvider } from './provider.ts'

/** The ways to pay this installation offers, by their ids, in the order they are offered. */
export type Providers = ReadonlyMap<string, PaymentProvider>

/** Every provider that has its keys. The sandbox needs none and is one of them except in production. */
export function providersOf(services: Services): Providers {
  const { now, config } = services
  const { stripe, paypal, razorpay } = config.payments
  const all = [
    stripe && stripeProvider({ ...stripe, now }),
    paypal && paypalProvider({ ...paypal, now }),
    razorpay && razorpayProvider({ ...razorpay, now }),
    config.sandbox && sandboxProvider(services),
  ]
  return new Map(all.flatMap((provider) => (provider ? [[provider.id, provider]] : [])))
}

/** Refuses `provider_unknown`, at the field `provider`. */
export const providerNamed = (providers: Providers, id: string): PaymentProvider =>
  providers.get(id) ?? refuse('provider_unknown', undefined, 'provider')

/** The ids of those that take the currency of an order. */
export async function providersFor(db: Db, providers: Providers, orderId: string): Promise<string[]> {
  const { currency } = await db
    .selectFrom('order')
    .select('currency')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  return [...providers.values()].filter((provider) => provider.takes(currency)).map(({ id }) => id)
}
