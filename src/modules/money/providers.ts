import { refuse } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { sandboxProvider } from './gateways/sandbox.ts'
import type { PaymentProvider } from './provider.ts'

/** The ways to pay this installation offers, by their ids. */
export type Providers = ReadonlyMap<string, PaymentProvider>

/** Every provider that is set up. The sandbox is one of them except in production. */
export function providersOf(services: Services): Providers {
  const all = services.config.sandbox ? [sandboxProvider(services)] : []
  return new Map(all.map((provider) => [provider.id, provider]))
}

/** Refuses `provider_unknown`, at the field `provider`. */
export const providerNamed = (providers: Providers, id: string): PaymentProvider =>
  providers.get(id) ?? refuse('provider_unknown', undefined, 'provider')
