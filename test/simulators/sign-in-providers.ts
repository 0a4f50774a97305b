import { createHash, randomUUID } from 'node:crypto'
import { type Got, type Reply, type Routes, type SimulatedHttp, simulateHttp } from './http.ts'

/** Which provider, and what it answers about a person. */
export interface Simulated {
  kind: 'facebook' | 'x' | 'linkedin' | 'github'
  /** By path, what is answered to who holds the access token. */
  profile: Record<string, unknown>
}

export interface SignInSimulator extends SimulatedHttp {
  /** The person agrees at the address they were sent to: the code they come back with. */
  agree(address: string): string
  profile: Record<string, unknown>
}

const clientId = 'app-1'
const clientSecret = 'app-secret-1'

/** The settings of an application with these providers. */
export const simulatedKeys = {
  FACEBOOK_CLIENT_ID: clientId,
  FACEBOOK_CLIENT_SECRET: clientSecret,
  X_CLIENT_ID: clientId,
  X_CLIENT_SECRET: clientSecret,
  LINKEDIN_CLIENT_ID: clientId,
  LINKEDIN_CLIENT_SECRET: clientSecret,
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
}

const tokenPaths = {
  facebook: '/v24.0/oauth/access_token',
  x: '/2/oauth2/token',
  linkedin: '/oauth/v2/accessToken',
  github: '/login/oauth/access_token',
}

/**
 * The token and profile interfaces of Facebook (developers.facebook.com, manual flow), X (docs.x.com, OAuth 2.0 code flow), LinkedIn
 * (learn.microsoft.com, Sign In with LinkedIn using OpenID Connect) and GitHub (docs.github.com, web application flow) as they are published. A
 * code is good once, for the address and the PKCE challenge it was asked with; X takes its keys in the header, the others in the form; LinkedIn
 * refuses a verifier; GitHub answers errors with 200.
 */
export async function simulateSignIn({ kind, profile }: Simulated): Promise<SignInSimulator> {
  const codes = new Map<string, URLSearchParams>()
  const tokens = new Set<string>()
  const state = { profile }

  const refuse = (error: string): Reply => ({ status: kind === 'github' ? 200 : 400, body: { error } })

  function exchange({ body, headers }: Got): Reply {
    const form = new URLSearchParams(body)
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const knows =
      kind === 'x'
        ? headers.authorization === basic
        : form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (!knows) return refuse('invalid_client')
    const asked = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    if (!asked || form.get('grant_type') !== 'authorization_code') return refuse('bad_verification_code')
    if (form.get('redirect_uri') !== asked.get('redirect_uri')) return refuse('redirect_uri_mismatch')
    if (challengeOf(form.get('code_verifier')) !== asked.get('code_challenge')) return refuse('invalid_grant')
    const token = randomUUID()
    tokens.add(token)
    return { status: 200, body: { access_token: token, token_type: 'bearer' } }
  }

  function show({ path, headers }: Got): Reply {
    if (!tokens.has(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')) return { status: 401, body: {} }
    const body = state.profile[path]
    return body === undefined ? { status: 404, body: {} } : { status: 200, body }
  }

  const routes: Routes = [
    ['POST', new RegExp(`^${tokenPaths[kind].replaceAll('.', '\\.')}$`), exchange],
    ['GET', /^\//, show],
  ]
  const http = await simulateHttp(routes)
  return Object.assign(state, http, {
    agree(address: string) {
      const code = randomUUID()
      codes.set(code, new URL(address).searchParams)
      return code
    },
  })
}

const challengeOf = (verifier: string | null) =>
  verifier === null ? null : createHash('sha256').update(verifier).digest('base64url')
