import type { Language } from '../../lang/languages.ts'

/** An API key: a program that acts for an organization in the name of who made the key, within `scopes`, which are permissions. */
export interface CallerKey {
  id: string
  organizationId: string
  scopes: readonly string[]
}

/** Who calls: the person behind a session cookie or a bearer token, or behind an API key. */
export interface Caller {
  userId: string
  sessionId: string
  email: string
  name: string
  emailVerified: boolean
  administrator: boolean
  /** Whether this session showed within the last ten minutes that it is this person's (docs/decisions/0015-sign-in-security.md). */
  confirmed: boolean
  /** The administrator who acts as this person in this session. */
  impersonatorId: string | null
  /** Set where a program calls in this person's name; then there is no session. */
  key: CallerKey | null
}

/** What an endpoint may know of a request beside its input, and what it may say beside its reply. */
export interface CallRequest {
  id: string
  ip: string
  userAgent: string
  language: Language
  /** Signed browser id from a cookie, made up at the first write; holds of guests belong to it. */
  browserId: string | undefined
  /** Secrets of orders and tickets this browser or client has shown: from cookies, or the `Order-Secret` header. */
  secrets: readonly string[]
  idempotencyKey: string | undefined
  /** As they came, for signatures of webhooks. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The bearer token or cookie as it came, for the session look-up. */
  bearer: string | undefined
  cookie: string | undefined
  /** Set-Cookie lines to send with the reply. */
  cookies: string[]
  /** Overrides the endpoint's status of success. */
  status: number | undefined
}
