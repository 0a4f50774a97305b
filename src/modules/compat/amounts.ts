import { exponentOf } from '../../lib/money.ts'

/** As ticket types have it. */
const most = 100_000_000_000

/**
 * The minor units of a decimal number: 12.5 EUR is 1250, 500 JPY is 500. Undefined when the number has more decimals than the currency
 * (ISO 4217), is negative, or is more than can be charged.
 */
export function minorUnits(amount: number, currency: string): number | undefined {
  const exponent = exponentOf(currency)
  const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(amount)) ?? []
  if (whole === '' || decimals.length > exponent) return undefined
  const minor = Number(whole + decimals.padEnd(exponent, '0'))
  return minor <= most ? minor : undefined
}

/** The decimal number of minor units: 1250 EUR is 12.5. */
export const decimalAmount = (minor: number, currency: string): number => minor / 10 ** exponentOf(currency)
