import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '../../../errors.ts'
import type { KeptFor, Wallet } from './wallet.ts'

/** An amount in minor units of an ISO 4217 currency. */
export interface Money {
  amount: number
  currency: string
}

/** Providers there are adapters for, in the order they are offered. */
export const providerIds = ['stripe', 'paypal', 'razorpay', 'sandbox'] as const
export type ProviderId = (typeof providerIds)[number]

/** Why a payment failed, in words that all providers share; the sentences are under `failures` in the catalogue of the checkout. */
export type Failure =
  | 'declined'
  | 'insufficient_funds'
  | 'card_expired'
  | 'details_wrong'
  | 'authentication_failed'
  | 'limit_exceeded'
  | 'method_unsupported'
  | 'provider_failed'

/**
 * What a provider says of a payment. `fee` is what it keeps of what was paid, in whichever currency it takes it: null while it does not say
 * yet, left out where nobody keeps anything.
 */
export type PaymentState =
  | { status: 'pending' }
  | { status: 'succeeded'; paid: Money; fee?: Money | null }
  | { status: 'failed'; failure: Failure }
  | { status: 'cancelled' }

/**
 * What the buyer's browser does next: go to a page of the provider, show what the provider's script `sdk` makes of `data`, or nothing, for the
 * order is done.
 */
export type NextStep =
  | { kind: 'redirect'; url: string }
  | { kind: 'embed'; sdk: string; publicKey: string; data: Readonly<Record<string, string | number>> }
  | { kind: 'done' }

/** Whose money it is: an account at the provider that the money goes to, less `fee` minor units for the platform. */
export interface Payee {
  account: string
  fee: number
}

/** One try to pay an order. */
export interface Attempt {
  /** Names the try, so that beginning it twice is beginning it once. A UUIDv7, which also says when it was begun. */
  attemptId: string
  orderId: string
  /** Whether it pays a test order: no money may move. */
  test: boolean
  total: Money
  /** Undefined when the money is the platform's to pass on. */
  payee?: Payee | undefined
  returnUrl: string
  /** Where the buyer comes back without having paid. `confirm` then finds `cancelled` among the parameters. */
  cancelUrl: string
  /** When the order lapses; null for never. */
  expiresAt: Date | null
  email: string
  /** What the buyer reads on the provider's page. */
  label: string
  /** Whose kept ways to pay it is about; none where it is left out. */
  keptFor?: KeptFor | undefined
}

/**
 * What a webhook is about: something happened to the payment `ref`, or to a refund of it. What exactly, the provider is asked. `attemptId` is
 * there where the payment's name may not have come to us: it was made when it was begun.
 */
export interface ProviderEvent {
  eventId: string
  ref: string
  attemptId?: string
}

/** Money to be given back. `refundId` is ours, so that asking twice gives it back once. */
export interface RefundOrder {
  refundId: string
  /** How often people had it tried again after it failed; never where it is left out. */
  tries?: number
  ref: string
  amount: Money
  /** Whether the platform gives its fee back in proportion, where one was taken with the payment. */
  returnsFee: boolean
  /** Whether it was sent before and came back, false where it is left out: the platform has the money then, and nobody else is asked for a part of it. */
  hasBounced?: boolean
}

/** What a provider says of a refund. `failure` is its own code for why not, where it tells. */
export type RefundState = { status: 'pending' | 'done' } | { status: 'failed'; failure?: string | undefined }

/** Whether a provider did not answer: what it did is not known then. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'provider_unavailable'

/**
 * A way to take money. No function runs inside a transaction: all may use the network. Every one may be called twice with the same
 * ids and has its effect once. All refuse `provider_unavailable` when the provider does not answer.
 */
export interface PaymentProvider {
  id: ProviderId
  /** Where it moves no money: whether it takes real orders all the same, or test orders alone. Others have none, and take no test orders. */
  pretends?: 'for-all' | 'for-tests'
  /** How long one of its payments stays open at the least, in seconds: the order keeps its places for as long. Others end with the hold. */
  session?: number
  /** Whether it takes a currency at all. */
  takes(currency: string): boolean
  /** Refuses `amount_not_payable` for an amount that the provider cannot name. */
  begin(attempt: Attempt): Promise<{ ref: string; next: NextStep }>
  /** The step of a payment begun before, where the page that shows it is ours. Others have none. */
  embed?(begun: { ref: string; total: Money; email: string; label: string }): NextStep
  /** Keeps ways to pay for people. Others keep none. */
  wallet?: Wallet
  /** Takes the money of a begun payment at once, where no browser of the buyer's is needed for it. Others have none. */
  charge?(ref: string): Promise<void>
  /**
   * Takes what the buyer has agreed to, where the provider wants to be told, and says how the payment stands. `params` are those of the
   * return address, empty when nobody came back. Refuses `signature_invalid` for parameters the provider did not sign.
   */
  confirm(given: { ref: string; params: Readonly<Record<string, string>> }): Promise<PaymentState>
  /** Says how the payment stands and changes nothing. */
  fetch(ref: string): Promise<PaymentState>
  /** Ends a payment nobody finished, as far as the provider can, and says how it stands then. */
  close(ref: string): Promise<PaymentState>
  /** Gives money back; where that failed before, it is tried anew. */
  refund(given: RefundOrder): Promise<RefundState>
  /** Says how a refund stands, and changes nothing; null where none was made under its id. One may fail long after it was done: a bank returns it. */
  refundState(given: Pick<RefundOrder, 'refundId' | 'ref'>): Promise<RefundState | null>
  /** Reads a webhook from its bytes; null when its signature is not the provider's or too old. */
  parseWebhook(given: { headers: IncomingHttpHeaders; raw: Uint8Array }): Promise<ProviderEvent[] | null>
}
