import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { sameText } from '../../../lib/sign.ts'
import { askAs, askJson, authorizationAddress, type ClientKeys, exchangeCode } from './code-flow.ts'
import { type Identity, type Proofs, ProviderFault, type ProviderId, type SignInProvider } from './provider.ts'

/** An OpenID provider, found by discovery (OpenID Connect Discovery 1.0 §4). */
export interface OpenIdSettings extends ClientKeys {
  id: ProviderId
  name: string
  issuer: string
}

interface Discovered {
  authorization: string
  token: string
  userInfo: string | undefined
  keys: ReturnType<typeof createRemoteJWKSet>
  /** Whether the token endpoint takes HTTP basic authentication, which is what it takes unless it says otherwise. */
  basic: boolean
  /** Whether every answer names the issuer (RFC 9207). */
  namesIssuer: boolean
}

/** Signatures that need a key which only the provider has. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const clockSkewSeconds = 30

/**
 * Signing in by the code flow of OpenID Connect Core 1.0 §3.1 with PKCE. The ID token must be signed with a key the provider publishes, be from
 * it, for us, not expired, and carry the nonce. What was discovered is kept until the process ends; nothing is asked before somebody signs in.
 */
export function openIdProvider(settings: OpenIdSettings): SignInProvider {
  const { id, name, issuer } = settings
  let discovered: Promise<Discovered> | undefined

  async function discovery(): Promise<Discovered> {
    discovered ??= discover(issuer)
    try {
      return await discovered
    } catch (error) {
      discovered = undefined
      throw error
    }
  }

  return {
    id,
    name,
    async address(proofs) {
      const { authorization } = await discovery()
      const scopes = ['openid', 'profile', 'email']
      return authorizationAddress(authorization, settings, proofs, { scopes, more: { nonce: proofs.nonce } })
    },
    async identify(answer, proofs, now) {
      const provider = await discovery()
      if (answer.issuer === undefined ? provider.namesIssuer : answer.issuer !== issuer)
        throw new ProviderFault('unproven', 'the answer is of another issuer')
      const { accessToken, idToken } = await exchangeCode(
        provider.token,
        settings,
        { code: answer.code, ...proofs },
        { basic: provider.basic },
      )
      if (idToken === undefined) throw new ProviderFault('unproven', 'no ID token')
      const claims = await claimsOf(idToken, provider, settings, proofs, now)
      // Claims about the person may be in the ID token or at the userinfo endpoint (§5.4).
      if (claims.email !== undefined || provider.userInfo === undefined) return identityOf(claims)
      const info = await askAs(accessToken, provider.userInfo)
      if (info.sub !== claims.sub) throw new ProviderFault('unproven', 'the userinfo is of somebody else')
      return identityOf({ ...claims, ...info })
    },
  }
}

async function discover(issuer: string): Promise<Discovered> {
  const found = await askJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const address = (name: string): string => {
    const value = found[name]
    const isSafe =
      typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === new URL(issuer).protocol
    if (!isSafe) throw new ProviderFault('silent', `the discovery document has no good ${name}`)
    return value
  }
  if (found.issuer !== issuer) throw new ProviderFault('unproven', 'the discovery document is of another issuer')
  const methods = found.token_endpoint_auth_methods_supported
  return {
    authorization: address('authorization_endpoint'),
    token: address('token_endpoint'),
    userInfo: found.userinfo_endpoint === undefined ? undefined : address('userinfo_endpoint'),
    keys: createRemoteJWKSet(new URL(address('jwks_uri'))),
    basic: !Array.isArray(methods) || methods.includes('client_secret_basic'),
    namesIssuer: found.authorization_response_iss_parameter_supported === true,
  }
}

/** The claims of an ID token, checked as §3.1.3.7 asks. */
async function claimsOf(
  idToken: string,
  { keys }: Discovered,
  { issuer, clientId }: OpenIdSettings,
  { nonce }: Proofs,
  now: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms,
      issuer,
      audience: clientId,
      clockTolerance: clockSkewSeconds,
      currentDate: now,
      requiredClaims: ['sub', 'iat', 'exp', 'nonce'],
    })
    if (typeof payload.nonce !== 'string' || !sameText(payload.nonce, nonce))
      throw new ProviderFault('unproven', 'the ID token is for another sign-in')
    if (payload.azp !== undefined && payload.azp !== clientId)
      throw new ProviderFault('unproven', 'the ID token is for another party')
    return payload
  } catch (error) {
    if (error instanceof ProviderFault) throw error
    const isSilent = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)
    throw new ProviderFault(isSilent ? 'silent' : 'unproven', 'the ID token could not be checked', error)
  }
}

/** The person of standard claims (§5.1). Some providers write the flag as text. */
export function identityOf(claims: Record<string, unknown>): Identity {
  const { sub, name, email, email_verified: verified } = claims
  return {
    subject: typeof sub === 'string' ? sub : '',
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : null,
    emailVerified: verified === true || verified === 'true',
  }
}
