import type { Failure } from '../payments/provider.ts'

const failures: Readonly<Record<string, Failure>> = {
  insufficient_funds: 'insufficient_funds',
  card_expired: 'card_expired',
  incorrect_card_details: 'details_wrong',
  incorrect_card_expiry_date: 'details_wrong',
  incorrect_cvv: 'details_wrong',
  incorrect_pin: 'details_wrong',
  invalid_vpa: 'details_wrong',
  authentication_failed: 'authentication_failed',
  incorrect_otp: 'authentication_failed',
  otp_expired: 'authentication_failed',
  otp_attempts_exceeded: 'authentication_failed',
  transaction_limit_exceeded: 'limit_exceeded',
  transaction_daily_limit_exceeded: 'limit_exceeded',
  card_type_invalid: 'method_unsupported',
  card_network_not_supported: 'method_unsupported',
  international_transaction_not_allowed: 'method_unsupported',
  bank_technical_error: 'provider_failed',
  gateway_technical_error: 'provider_failed',
  server_error: 'provider_failed',
}

/** What a buyer may know of a failure (razorpay.com/docs/errors/payments: `error_reason`). */
export const razorpayFailure = (reason: string | null): Failure => failures[reason ?? ''] ?? 'declined'
