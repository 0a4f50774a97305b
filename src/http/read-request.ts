import { hash, type KeyObject } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'
import { isLanguage, type Language, negotiate } from '../../lang/languages.ts'
import { refuse } from '../errors.ts'
import { unsigned } from '../lib/sign.ts'
import type { CallRequest } from './request.ts'

/** Names of our cookies, beside the session's. */
export const cookieNames = {
  browser: 'conflux.browser',
  orders: 'conflux.orders',
  language: 'lang',
  theme: 'theme',
} as const

/** As much of a request as is read: what a socket begins with has it too. */
export type ReadableRequest = Pick<FastifyRequest, 'id' | 'ip' | 'headers'>

/** Reads what every call may know of a request. `browserKey` checks the browser cookie. */
export function readRequest(request: ReadableRequest, browserKey: KeyObject): CallRequest {
  const { headers } = request
  const cookies = headers.cookie ? parseCookie(headers.cookie) : {}
  return {
    id: request.id,
    ip: request.ip,
    userAgent: (headers['user-agent'] ?? '').slice(0, 300),
    language: languageOf(cookies[cookieNames.language], headers['accept-language']),
    browserId: unsigned(browserKey, cookies[cookieNames.browser]),
    secrets: secretsOf(cookies[cookieNames.orders], headers['order-secret']),
    idempotencyKey: keyOf(headers['idempotency-key']),
    headers,
    bearer: bearerOf(headers.authorization),
    cookie: headers.cookie,
    cookies: [],
    status: undefined,
  }
}

const bearerOf = (header: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]

/** The reader's choice, else the best for the browser's header. */
export const languageOf = (cookie: string | undefined, header: string | undefined): Language =>
  isLanguage(cookie) ? cookie : negotiate(header)

function secretsOf(cookie: string | undefined, header: string | string[] | undefined): string[] {
  const given = [...(typeof header === 'string' ? [header] : []), ...(cookie ?? '').split('.')]
  return given.filter((secret) => /^[\w-]{22}$/.test(secret)).slice(0, 25)
}

/** Any text is a key, since one that was silently ignored could sell twice; a long or odd one is kept as its hash. */
function keyOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || header === '') return undefined
  return /^[\x21-\x7e]{1,128}$/.test(header) ? header : hash('sha256', header, 'base64url')
}

/**
 * Refuses a write that a browser sends with our cookies from another site (OWASP: verify the origin). Browsers say where every write comes
 * from, and what does not may not use cookies. Bearer calls need no such care, for their cookies do not count.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers.cookie === undefined) return
  if (bearerOf(request.headers.authorization) !== undefined) return
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site === undefined && origin === undefined) refuse('cross_site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse('cross_site')
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) refuse('cross_site')
}
