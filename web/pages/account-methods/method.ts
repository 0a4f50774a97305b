import type { Sentences, WebClient } from '../../host/services.ts'
import { sentenceFor } from '../checkout/order.ts'

/** A way to pay that is kept for somebody. */
export type Method = Awaited<ReturnType<WebClient['GET /api/me/payment-methods']>>['items'][number]

/** What a way to pay is called: its network and the end of its number. */
export function nameOf({ methods }: Sentences, { brand, last4 }: Pick<Method, 'brand' | 'last4'>): string {
  const network = sentenceFor<string>(methods.brands, brand) ?? methods.otherBrand
  return last4 === null ? network : `${network} ${methods.ends(last4)}`
}

/** What the site is called that keeps it. */
export const siteOf = ({ methods }: Sentences, provider: string): string =>
  sentenceFor<string>(methods.sites, provider) ?? provider

/** The last month it is good in, as this language writes months: `12/2034`. */
export function expiryOf({ expires }: Pick<Method, 'expires'>, language: string): string | null {
  if (!expires) return null
  const month = new Date(Date.UTC(expires.year, expires.month - 1))
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: '2-digit', timeZone: 'UTC' }).format(month)
}
