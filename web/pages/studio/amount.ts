import { exponentOf } from '../../../src/lib/money.ts'

/**
 * The minor units of an amount as people type it: `12`, `12.50`, `12,50`, with spaces or apostrophes between thousands. Nothing is 0. Undefined
 * for what is no amount of the currency; a point or comma before three digits is refused, for it may mean either.
 */
export function parseAmount(typed: string, currency: string): number | undefined {
  const decimals = exponentOf(currency)
  const text = typed.replace(/[\s'’\u00a0\u202f]/g, '')
  if (text === '') return 0
  const [, whole = '', fraction = ''] = /^(\d{1,10})(?:[.,](\d+))?$/.exec(text) ?? []
  if (whole === '' || fraction.length > decimals) return undefined
  return Number(whole) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || 0)
}

/** An amount in minor units as one would type it: `12.50`, `12` where there are no cents. */
export function typedAmount(amount: number, currency: string): string {
  const decimals = exponentOf(currency)
  const isWhole = amount % 10 ** decimals === 0
  return (amount / 10 ** decimals).toFixed(isWhole ? 0 : decimals)
}

/** A whole number as typed, null for nothing, undefined for anything else. */
export function parseCount(typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined
}
