import { stringifySetCookie } from 'cookie'
import { cookieNames } from '../../http/read-request.ts'
import { keyFor, signed } from '../../lib/sign.ts'

/** The most orders one browser keeps the secrets of. */
export const mostSecrets = 20

const year = 365 * 24 * 3600

/** Names the browser that holds; signed, so that nobody makes up another's. */
export const browserCookie = (secret: string, browserId: string, secure: boolean): string =>
  line(cookieNames.browser, signed(keyFor(secret, 'browser cookie'), browserId), secure)

/** The secrets of the orders this browser may open, new ones before those it had. */
export const ordersCookie = (fresh: readonly string[], known: readonly string[], secure: boolean): string =>
  line(cookieNames.orders, [...new Set([...fresh, ...known])].slice(0, mostSecrets).join('.'), secure)

const line = (name: string, value: string, secure: boolean) =>
  stringifySetCookie({ name, value, path: '/', maxAge: year, httpOnly: true, sameSite: 'lax', secure })
