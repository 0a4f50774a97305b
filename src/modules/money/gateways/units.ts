import { refuse } from '../../../errors.ts'
import { exponentOf } from '../../../lib/money.ts'
import type { Money } from '../payments/provider.ts'

/** How many decimals a provider gives to currencies, where that is not as in ISO 4217. */
export type Exponents = Readonly<Record<string, number>>

/**
 * The whole number a provider wants for an amount: 1250 for 12.50 EUR, 500 for 500 JPY. `step` is what its last digits must be a multiple of.
 * Refuses `amount_not_payable` where the provider's units are too coarse for the amount.
 */
export function unitsOf({ amount, currency }: Money, exponents: Exponents = {}, step = 1): number {
  const shift = (exponents[currency] ?? exponentOf(currency)) - exponentOf(currency)
  const units = amount * 10 ** shift
  if (!Number.isSafeInteger(units) || units % step !== 0) refuse('amount_not_payable')
  return units
}

/** The amount in minor units that a provider's whole number means. */
export function amountOf(units: number, currency: string, exponents: Exponents = {}): Money {
  const code = currency.toUpperCase()
  const shift = exponentOf(code) - (exponents[code] ?? exponentOf(code))
  return { amount: units * 10 ** shift, currency: code }
}

/** The decimal text a provider wants: `12.50` for 1250 EUR, `500` for 500 JPY. Refuses `amount_not_payable`. */
export function decimalOf(money: Money, exponents: Exponents = {}): string {
  const exponent = exponents[money.currency] ?? exponentOf(money.currency)
  const digits = String(unitsOf(money, exponents)).padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** The minor units of a provider's decimal text. Throws for what is no amount of the currency. */
export function amountOfDecimal(text: string, currency: string): Money {
  const exponent = exponentOf(currency)
  const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const [kept, cut] = [decimals.slice(0, exponent).padEnd(exponent, '0'), decimals.slice(exponent)]
  const amount = Number(whole + kept)
  if (whole === '' || /[1-9]/.test(cut) || !Number.isSafeInteger(amount))
    throw new Error(`the provider says ${text} ${currency}, which is no amount`)
  return { amount, currency }
}
