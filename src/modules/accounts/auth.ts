import type { Services } from '../../services.ts'

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
 * What we use of better-auth, and all that the rest knows of it: keys that sign bearer tokens, and their life. How people get in is our own
 * (docs/decisions/0015-sign-in-security.md).
 */
export interface AuthLibrary {
  /** Signs a bearer token with the newest key (EdDSA). */
  signToken(claims: TokenClaims): Promise<string>
  /** The public keys. Makes the first pair when there is none. */
  publicKeys(): Promise<readonly PublicKey[]>
}

export type OpenAuth = () => Promise<AuthLibrary>

/** The library, loaded and built at its first use, so that a start does not wait for it. */
export function authLibrary(services: Services): OpenAuth {
  let library: Promise<AuthLibrary> | undefined
  return () => {
    library ??= open(services)
    return library
  }
}

async function open(services: Services): Promise<AuthLibrary> {
  const { build } = await import('./auth/build.ts')
  const auth = build(services)
  return {
    signToken: async (claims) => (await auth.api.signJWT({ body: { payload: { ...claims } } })).token,
    // The library says of a key's parts that they may be missing; those of the one curve it is told to use are there.
    publicKeys: async () => (await auth.api.getJwks()).keys as unknown as PublicKey[],
  }
}
