import { parseAmount, typedAmount } from '../studio/amount.ts'

/** Amounts by currency as people type them, `EUR 0.50, JPY 50`, in minor units; undefined for what is none. Decimals have a point: commas part them. */
export function parseFixed(typed: string): Record<string, number> | undefined {
  const entries = typed
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, currency = '', amount = ''] = /^([A-Za-z]{3})\s*(\d.*)$/.exec(part) ?? []
      const code = currency.toUpperCase()
      return [code, code ? parseAmount(amount, code) : undefined] as const
    })
  if (entries.some(([, amount]) => amount === undefined)) return undefined
  return Object.fromEntries(entries.map(([currency, amount]) => [currency, amount ?? 0]))
}

/** Amounts by currency as one would type them. */
export const typedFixed = (fixed: Readonly<Record<string, number>>): string =>
  Object.entries(fixed)
    .map(([currency, amount]) => `${currency} ${typedAmount(amount, currency)}`)
    .join(', ')
