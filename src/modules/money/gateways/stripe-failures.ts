import type { Failure } from '../payments/provider.ts'

const failures: Readonly<Record<string, Failure>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'card_expired',
  incorrect_cvc: 'details_wrong',
  incorrect_number: 'details_wrong',
  incorrect_zip: 'details_wrong',
  invalid_cvc: 'details_wrong',
  invalid_expiry_month: 'details_wrong',
  invalid_expiry_year: 'details_wrong',
  invalid_number: 'details_wrong',
  authentication_required: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
  card_velocity_exceeded: 'limit_exceeded',
  withdrawal_count_limit_exceeded: 'limit_exceeded',
  card_not_supported: 'method_unsupported',
  currency_not_supported: 'method_unsupported',
  processing_error: 'provider_failed',
  issuer_not_available: 'provider_failed',
}

/** What a buyer may know of a failure (docs.stripe.com/declines/codes and /error-codes). Of stolen cards and the like: that it was declined. */
export const stripeFailure = ({ code, decline_code }: { code?: string; decline_code?: string }): Failure =>
  failures[decline_code ?? ''] ?? failures[code ?? ''] ?? 'declined'
