import { askAs, authorizationAddress, type ClientKeys, exchangeCode } from './code-flow.ts'
import { identityOf } from './openid.ts'
import type { Identity, ProviderId, SignInProvider } from './provider.ts'

/** A provider with an interface of its own beside OAuth 2.0. */
interface OAuthKind {
  name: string
  authorization: string
  token: string
  scopes: readonly string[]
  /** Whether it knows PKCE. */
  pkce: boolean
  /** Whether the keys go in the header of HTTP basic authentication, or in the form. */
  basic: boolean
  /** Who the person is that `ask` asks for. */
  identify(ask: (url: string) => Promise<Record<string, unknown>>): Promise<Identity>
}

export type OAuthId = Extract<ProviderId, 'facebook' | 'x' | 'linkedin' | 'github'>

const kinds: Record<OAuthId, OAuthKind> = {
  // https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow and …/oidc-token for PKCE. It does not say
  // whether anybody proved the address.
  facebook: {
    name: 'Facebook',
    authorization: 'https://www.facebook.com/v24.0/dialog/oauth',
    token: 'https://graph.facebook.com/v24.0/oauth/access_token',
    scopes: ['public_profile', 'email'],
    pkce: true,
    basic: false,
    async identify(ask) {
      const { id, ...rest } = await ask('https://graph.facebook.com/v24.0/me?fields=id,name,email')
      return { ...identityOf({ ...rest, sub: id }), emailVerified: false }
    },
  },
  // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code. An address comes where the app may ask for it and the
  // person confirmed one; tweet.read goes with users.read.
  x: {
    name: 'X',
    authorization: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.x.com/2/oauth2/token',
    scopes: ['users.read', 'tweet.read', 'users.email'],
    pkce: true,
    basic: true,
    async identify(ask) {
      const { data } = await ask('https://api.x.com/2/users/me?user.fields=confirmed_email')
      const { id, name, confirmed_email: email } = Object(data) as Record<string, unknown>
      return identityOf({ sub: id, name, email, email_verified: typeof email === 'string' })
    },
  },
  // https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2. It puts no nonce in the ID token and
  // refuses codes that come with a PKCE verifier, so the state alone binds the answer, and userinfo is asked in place of the token.
  linkedin: {
    name: 'LinkedIn',
    authorization: 'https://www.linkedin.com/oauth/v2/authorization',
    token: 'https://www.linkedin.com/oauth/v2/accessToken',
    scopes: ['openid', 'profile', 'email'],
    pkce: false,
    basic: false,
    identify: async (ask) => identityOf(await ask('https://api.linkedin.com/v2/userinfo')),
  },
  // https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  github: {
    name: 'GitHub',
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    scopes: ['read:user', 'user:email'],
    pkce: true,
    basic: false,
    async identify(ask) {
      const { id, name, login } = await ask('https://api.github.com/user')
      const addresses = Object.values(await ask('https://api.github.com/user/emails')) as Record<string, unknown>[]
      const { email, verified } = addresses.find((address) => address.primary === true) ?? {}
      const sub = typeof id === 'number' ? String(id) : undefined
      return identityOf({ sub, name: name || login, email, email_verified: verified })
    },
  },
}

/** Signing in by the code flow of OAuth 2.0 (RFC 6749 §4.1) and the provider's own interface. `at` stands in for its origins. */
export function oauthProvider(id: OAuthId, keys: ClientKeys, at: string | undefined): SignInProvider {
  const { name, authorization, token, scopes, pkce, basic, identify } = kinds[id]
  const placed = (url: string) => (at === undefined ? url : url.replace(new URL(url).origin, at))
  return {
    id,
    name,
    address: async (proofs) => authorizationAddress(placed(authorization), keys, proofs, { scopes, pkce }),
    async identify({ code }, proofs) {
      const { accessToken } = await exchangeCode(placed(token), keys, { code, ...proofs }, { basic, pkce })
      return identify((url) => askAs(accessToken, placed(url)))
    },
  }
}
