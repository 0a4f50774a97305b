import type Stripe from 'stripe'
import { refuse } from '../../../errors.ts'
import type { Money, Payee } from '../payments/provider.ts'
import { amountOf, type Exponents, unitsOf } from './units.ts'

/** Where Stripe's minor units are not those of ISO 4217 (docs.stripe.com/currencies, special cases). */
export const exponents: Exponents = { ISK: 2, UGX: 2, MGA: 0 }
/** Of these the last digit must be 0. */
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])

/** An amount as Stripe counts it. Refuses `amount_not_payable`. */
export const stripeUnits = (money: Money): number =>
  unitsOf(money, exponents, threeDecimals.has(money.currency) ? 10 : 1)

/** The smallest amount of ours, in minor units, that Stripe can name. */
const stepOf = (currency: string) => (threeDecimals.has(currency) ? 10 : currency === 'MGA' ? 100 : 1)

/** What makes a payment a destination charge. A fee that Stripe's units are too coarse for is rounded down: the platform forgoes the rest. */
export function connected({ account, fee }: Payee, currency: string) {
  const units = stripeUnits({ amount: fee - (fee % stepOf(currency)), currency })
  return { transfer_data: { destination: account }, ...(units > 0 ? { application_fee_amount: units } : {}) }
}

/**
 * What Stripe keeps, in the currency of the platform's balance. The charge gets there some time after the payment is made
 * (docs.stripe.com/payments/payment-intents/asynchronous-capture). Less than a minor unit, where Stripe counts finer, is rounded.
 */
export function feeOf(intent: Stripe.PaymentIntent | undefined): Money | null {
  const charge = intent?.latest_charge
  const booked = typeof charge === 'object' ? charge?.balance_transaction : null
  if (typeof booked !== 'object' || booked === null) return null
  const { amount, currency } = amountOf(booked.fee, booked.currency, exponents)
  return { amount: Math.round(amount), currency }
}

/** Asks Stripe; where it does not answer, refuses `provider_unavailable`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const type = typeOf(error)
    if (type === 'StripeConnectionError' || type === 'StripeAPIError' || type === 'StripeRateLimitError')
      refuse('provider_unavailable')
    throw error
  }
}

/** Whether Stripe says that what was asked for is not there, or cannot be done now. */
export const isInvalidRequest = (error: unknown): boolean => typeOf(error) === 'StripeInvalidRequestError'

/** Whether Stripe says that there is none of what `param` named. */
export const isMissing = (error: unknown, param: string): boolean =>
  isInvalidRequest(error) && partOf(error, 'code') === 'resource_missing' && isAbout(error, param)

/** Whether Stripe says that what is wrong is `param` (docs.stripe.com/api/errors). */
export const isAbout = (error: unknown, param: string): boolean =>
  isInvalidRequest(error) && partOf(error, 'param') === param

const typeOf = (error: unknown) => partOf(error, 'type')

const partOf = (error: unknown, name: 'type' | 'code' | 'param'): unknown =>
  error instanceof Error && name in error ? (error as Error & Record<typeof name, unknown>)[name] : undefined
