import type { IncomingHttpHeaders } from 'node:http'

/** An amount in minor units of an ISO 4217 currency. */
export interface Money {
  amount: number
  currency: string
}

/** Providers there are adapters for. */
export const providerIds = ['sandbox'] as const
export type ProviderId = (typeof providerIds)[number]

/** What a provider says of a payment. `failure` is its own code for why not. */
export type PaymentState =
  | { status: 'pending' }
  | { status: 'succeeded'; paid: Money }
  | { status: 'failed'; failure: string }
  | { status: 'cancelled' }

/** What the buyer's browser does next. */
export type NextStep = { kind: 'redirect'; url: string } | { kind: 'done' }

/** One try to pay an order. */
export interface Attempt {
  /** Names the try, so that beginning it twice is beginning it once. */
  attemptId: string
  orderId: string
  total: Money
  returnUrl: string
  cancelUrl: string
  /** When the order lapses; null for never. */
  expiresAt: Date | null
  email: string
  /** What the buyer reads on the provider's page. */
  label: string
}

/** What a webhook is about: something happened to the payment `ref`. What exactly, `fetch` tells. */
export interface ProviderEvent {
  eventId: string
  ref: string
}

/**
 * A way to take money. No function runs inside a transaction: all may use the network. Every one may be called twice with the same
 * ids and has its effect once.
 */
export interface PaymentProvider {
  id: ProviderId
  begin(attempt: Attempt): Promise<{ ref: string; next: NextStep }>
  /** Takes the money of a begun payment at once, where no browser of the buyer's is needed for it. Others have none. */
  charge?(ref: string): Promise<void>
  /** When the buyer comes back: captures or verifies where the provider wants that. `params` are those of the return address. */
  confirm(given: { ref: string; params: Readonly<Record<string, string>> }): Promise<PaymentState>
  /** The truth, whatever has or has not arrived. */
  fetch(ref: string): Promise<PaymentState>
  refund(given: { refundId: string; ref: string; amount: Money }): Promise<{ status: 'pending' | 'done' | 'failed' }>
  /** Reads a webhook from its bytes; null when its signature is not the provider's or too old. */
  parseWebhook(given: { headers: IncomingHttpHeaders; raw: Uint8Array }): ProviderEvent[] | null
}
