import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { paypalProvider } from './gateways/paypal.ts'
import { razorpayProvider } from './gateways/razorpay.ts'
import { sandboxProvider } from './gateways/sandbox.ts'
import { stripeProvider } from './gateways/stripe.ts'
import type { PaymentProvider } from './payments/provider.ts'

/** The providers of this installation by their ids, in the order they are offered. Which of them take an order, `takesOrder` says. */
export type Providers = ReadonlyMap<string, PaymentProvider>

/** Every provider that has its keys, and the sandbox, which needs none; in production it takes test orders alone. */
export function providersOf(services: Services): Providers {
  const { now, config } = services
  const { stripe, paypal, razorpay } = config.payments
  const all = [
    stripe && stripeProvider({ ...stripe, now }),
    paypal && paypalProvider({ ...paypal, now }),
    razorpay && razorpayProvider({ ...razorpay, now }),
    sandboxProvider({ ...services, takesAll: config.sandbox }),
  ]
  return new Map(all.flatMap((provider) => (provider ? [[provider.id, provider]] : [])))
}

/** Refuses `provider_unknown`, at the field `provider`. */
export const providerNamed = (providers: Providers, id: string): PaymentProvider =>
  providers.get(id) ?? refuse('provider_unknown', undefined, 'provider')

/** Whether an order may be paid with a provider: a test order where no money moves, a real one where it does, and in development anywhere. */
export const takesOrder = ({ pretends }: Pick<PaymentProvider, 'pretends'>, { test }: { test: boolean }): boolean =>
  test ? pretends !== undefined : pretends !== 'for-tests'

/** The same for a real order and a provider by its id, which may be none. */
export function takesRealOrders(providers: Providers, id: string): boolean {
  const provider = providers.get(id)
  return provider !== undefined && takesOrder(provider, { test: false })
}

/** The ids of those that take an order and its currency. Refuses `not_found`. */
export async function providersFor(db: Db, providers: Providers, orderId: string): Promise<string[]> {
  const order = await db.selectFrom('order').select(['test', 'currency']).where('id', '=', orderId).executeTakeFirst()
  if (!order) refuse('not_found')
  return [...providers.values()]
    .filter((provider) => takesOrder(provider, order) && provider.takes(order.currency))
    .map(({ id }) => id)
}
