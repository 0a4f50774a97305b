import type { Config } from '../../config.ts'
import { type OAuthId, oauthProvider } from './openid/oauth.ts'
import { openIdProvider } from './openid/openid.ts'
import type { ProviderId, SignInProvider } from './openid/provider.ts'

/** The providers that are set up, in the order they are offered in. */
export type SignInProviders = ReadonlyMap<string, SignInProvider>

/** Where providers are, in place of their own origins. For tests: no setting leads here. */
export type ProviderOrigins = Partial<Record<ProviderId, string>>

/** Google's issuer, as https://accounts.google.com/.well-known/openid-configuration names it. */
const google = 'https://accounts.google.com'
const oauthIds = ['facebook', 'x', 'linkedin', 'github'] as const satisfies readonly OAuthId[]

/** The providers that have their keys. Asks nobody anything: that happens when somebody signs in. */
export function signInProvidersOf({ signIn }: Pick<Config, 'signIn'>, at: ProviderOrigins = {}): SignInProviders {
  const { oidc } = signIn
  const offered = [
    ...(oidc ? [openIdProvider({ id: 'oidc', ...oidc })] : []),
    ...(signIn.google
      ? [openIdProvider({ id: 'google', name: 'Google', issuer: at.google ?? google, ...signIn.google })]
      : []),
    ...oauthIds.flatMap((id) => {
      const keys = signIn[id]
      return keys ? [oauthProvider(id, keys, at[id])] : []
    }),
  ]
  return new Map(offered.map((provider) => [provider.id, provider]))
}

/** The name of a provider, also of one that is no longer set up. */
export const providerName = (providers: SignInProviders, id: string): string => providers.get(id)?.name ?? id
