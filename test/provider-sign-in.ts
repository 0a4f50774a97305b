import { type TestBrowser, testApp } from './harness.ts'
import { type OpenIdSimulator, simulateOpenId } from './simulators/openid-provider.ts'

/** An application for one test file, and the one provider behind both ways in that it offers: `oidc`, called Town Library, and `google`. */
export async function appWithProvider() {
  const provider = await simulateOpenId()
  const { issuer, client } = provider
  const app = await testApp(
    {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.clientId,
      OIDC_CLIENT_SECRET: client.clientSecret,
      OIDC_NAME: 'Town Library',
      GOOGLE_CLIENT_ID: client.clientId,
      GOOGLE_CLIENT_SECRET: client.clientSecret,
    },
    { providersAt: { google: issuer } },
  )
  return { provider, app }
}

/** What a provider sent a browser back with, as the page of the way back reads it. */
export function replyIn(back: URL) {
  const parameters = Object.fromEntries(back.searchParams)
  const { state = '', code, error, iss } = parameters
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}), ...(iss ? { iss } : {}) }
}

/** Sends a browser to the OpenID provider and takes it to the way back; what it was sent back with. */
export async function goThere(
  { api }: TestBrowser,
  provider: OpenIdSimulator,
  given: { provider?: 'oidc' | 'google'; next?: string; timeZone?: string } = {},
) {
  const { address } = await api['POST /api/provider-sign-ins']({ body: { provider: 'oidc', ...given } })
  return replyIn(await provider.visit(address))
}

/** Signs a browser in by the OpenID provider. */
export async function signInThere(
  browser: TestBrowser,
  provider: OpenIdSimulator,
  given: { provider?: 'oidc' | 'google'; next?: string; timeZone?: string } = {},
) {
  const reply = await goThere(browser, provider, given)
  const body = { provider: given.provider ?? ('oidc' as const), ...reply }
  return browser.api['POST /api/provider-sign-ins/return']({ body })
}
