import type { IncomingHttpHeaders } from 'node:http'

/** Where a browser's socket comes from: our own pages, a site that programs of ours may run on, elsewhere, or no browser at all. */
export type Origin = 'own' | 'allowed' | 'foreign' | 'none'

/**
 * Browsers send cookies with sockets to any site and ask nobody first, but say where they come from (RFC 6455, section 10.2). Cookies count from our own pages
 * alone, as they do for writes.
 */
export function originOf({ origin, host }: IncomingHttpHeaders, allowed: readonly string[]): Origin {
  if (origin === undefined) return 'none'
  if (URL.parse(origin)?.host === host) return 'own'
  return allowed.includes(origin) ? 'allowed' : 'foreign'
}

/** Who is at the other end: so many entries of X-Forwarded-For, from its end, were written by proxies of ours; what stands before them may be invented. */
export function addressOf(headers: IncomingHttpHeaders, peer: string, proxies: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  return [peer, ...forwarded.reverse()].slice(0, proxies + 1).at(-1) ?? peer
}
