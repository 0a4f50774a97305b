import { hash } from 'node:crypto'
import { type Proofs, ProviderFault } from './provider.ts'

/** The keys of our installation at a provider. */
export interface ClientKeys {
  clientId: string
  clientSecret: string
}

const patience = 10_000

/** Where to ask for a code (RFC 6749 §4.1.1), with PKCE (RFC 7636, S256) where the provider knows it. */
export function authorizationAddress(
  endpoint: string,
  { clientId }: ClientKeys,
  { state, verifier, returnTo }: Proofs,
  { scopes, pkce = true, more = {} }: { scopes: readonly string[]; pkce?: boolean; more?: Record<string, string> },
): string {
  const url = new URL(endpoint)
  const challenge = { code_challenge: hash('sha256', verifier, 'base64url'), code_challenge_method: 'S256' }
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: returnTo,
    scope: scopes.join(' '),
    state,
    ...(pkce ? challenge : {}),
    ...more,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** Exchanges a code (RFC 6749 §4.1.3); the tokens as the provider names them. */
export async function exchangeCode(
  endpoint: string,
  keys: ClientKeys,
  { code, verifier, returnTo }: { code: string } & Pick<Proofs, 'verifier' | 'returnTo'>,
  { basic, pkce = true }: { basic: boolean; pkce?: boolean },
): Promise<{ accessToken: string; idToken: string | undefined }> {
  const { clientId, clientSecret } = keys
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: returnTo,
    ...(pkce ? { code_verifier: verifier } : {}),
    ...(basic ? {} : { client_id: clientId, client_secret: clientSecret }),
  })
  const authorization: Record<string, string> = basic ? { authorization: basicHeader(keys) } : {}
  const tokens = await askJson(endpoint, { method: 'POST', body, headers: authorization })
  const { access_token: accessToken, id_token: idToken } = tokens
  if (typeof accessToken !== 'string') throw new ProviderFault('unproven', `no access token: ${String(tokens.error)}`)
  return { accessToken, idToken: typeof idToken === 'string' ? idToken : undefined }
}

/** Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
const basicHeader = ({ clientId, clientSecret }: ClientKeys) =>
  `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')}`

const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)

/** Asks in the name of the person that an access token is for (RFC 6750). */
export const askAs = (accessToken: string, url: string): Promise<Record<string, unknown>> =>
  askJson(url, { headers: { authorization: `Bearer ${accessToken}` } })

/**
 * Asks a provider for JSON. A provider that cannot be reached, breaks or sends us elsewhere is silent; one that says no proves nothing. An array
 * comes as an object of its indices.
 */
export async function askJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = { ...init.headers, accept: 'application/json', 'user-agent': 'Conflux' }
  try {
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(patience) })
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`)
    const said: unknown = await response.json()
    if (!response.ok) throw new ProviderFault('unproven', `${new URL(url).pathname} answered ${response.status}`)
    return typeof said === 'object' && said !== null ? { ...said } : {}
  } catch (error) {
    if (error instanceof ProviderFault) throw error
    throw new ProviderFault('silent', `${new URL(url).host} gave no answer`, error)
  }
}
