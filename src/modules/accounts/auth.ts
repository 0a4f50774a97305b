import type { CallRequest } from '../../http/request.ts'
import { newSecret } from '../../lib/secrets.ts'
import type { Services } from '../../services.ts'

/** A session that has just begun: its token, whose it is, and the Set-Cookie lines that carry it. */
export interface BegunSession {
  token: string
  userId: string
  cookies: string[]
}

/** Claims of a bearer token (RFC 7519): whose, which session it stands for, and seconds since 1970. */
export interface TokenClaims {
  sub: string
  sid: string
  iat: number
  exp: number
}

/** A public key of an Ed25519 pair (RFC 8037). */
export interface PublicKey {
  kid: string
  kty: string
  alg: string
  crv: string
  x: string
}

/**
 * What we use of better-auth, and all that the rest knows of it: checks of credentials and tokens, and signing keys.
 * Accounts, mail, rate limits and looking sessions up are our own (docs/decisions/0004-sessions.md).
 */
export interface AuthLibrary {
  /** Checks email and password and begins a session, or null when they do not fit. Takes as long either way. */
  signIn(email: string, password: string, request: CallRequest): Promise<BegunSession | null>
  /** A signed text, good for a day, that proves an email address. */
  confirmationToken(email: string): Promise<string>
  /** Marks the address of a token as confirmed and begins a session: its Set-Cookie lines, or null when the token is not good. */
  confirm(token: string, request: CallRequest): Promise<string[] | null>
  /** A token, good once within an hour, that sets a new password. Just its hash is kept. */
  resetToken(userId: string): Promise<string>
  /** Sets the password and ends all sessions of that person; false when the token is not good. */
  reset(token: string, password: string): Promise<boolean>
  /** Signs a bearer token with the newest key (EdDSA). */
  signToken(claims: TokenClaims): Promise<string>
  /** The public keys. Makes the first pair when there is none. */
  publicKeys(): Promise<readonly PublicKey[]>
}

export type OpenAuth = () => Promise<AuthLibrary>

const confirmationSeconds = 24 * 3600
const resetSeconds = 3600

/** The library, loaded and built at its first use, so that a start does not wait for it. */
export function authLibrary(services: Services): OpenAuth {
  let library: Promise<AuthLibrary> | undefined
  return () => {
    library ??= open(services)
    return library
  }
}

async function open(services: Services): Promise<AuthLibrary> {
  const [{ createEmailVerificationToken, isAPIError }, { build }] = await Promise.all([
    import('better-auth/api'),
    import('./auth/build.ts'),
  ])
  const auth = build(services)

  /** Its refusals of what a person gave are answers; anything else is a fault. */
  async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (isAPIError(error) && error.statusCode < 500) return null
      throw error
    }
  }

  return {
    signIn: (email, password, request) =>
      unlessRefused(async () => {
        const input = { body: { email, password }, headers: headersOf(request), returnHeaders: true } as const
        const { headers, response } = await auth.api.signInEmail(input)
        return { token: response.token, userId: response.user.id, cookies: headers.getSetCookie() }
      }),
    confirmationToken: (email) => createEmailVerificationToken(services.secret, email, undefined, confirmationSeconds),
    confirm: (token, request) =>
      unlessRefused(async () => {
        const input = { query: { token }, headers: headersOf(request), returnHeaders: true } as const
        const cookies = (await auth.api.verifyEmail(input)).headers.getSetCookie()
        return cookies.length > 0 ? cookies : null
      }),
    async resetToken(userId) {
      const { internalAdapter } = await auth.$context
      const token = newSecret()
      const expiresAt = new Date(Date.now() + resetSeconds * 1000)
      await internalAdapter.createVerificationValue({ identifier: `reset-password:${token}`, value: userId, expiresAt })
      return token
    },
    reset: async (token, newPassword) =>
      (await unlessRefused(() => auth.api.resetPassword({ body: { token, newPassword } }))) !== null,
    signToken: async (claims) => (await auth.api.signJWT({ body: { payload: { ...claims } } })).token,
    // The library says of a key's parts that they may be missing; those of the one curve it is told to use are there.
    publicKeys: async () => (await auth.api.getJwks()).keys as unknown as PublicKey[],
  }
}

/** No cookie goes along: a session that the browser had before must not be carried on (session fixation). */
const headersOf = ({ ip, userAgent }: CallRequest) => new Headers({ 'x-real-ip': ip, 'user-agent': userAgent })
