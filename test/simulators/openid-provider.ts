import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'

/** A person at the provider, with standard claims (OpenID Connect Core 1.0 §5.1). */
export interface PersonThere {
  sub: string
  name?: string
  email?: string
  email_verified?: boolean
}

export interface OpenIdSimulator {
  /** `http://127.0.0.1:<port>`. */
  issuer: string
  client: { clientId: string; clientSecret: string }
  /** Who is asked to sign in there from now on; with null, that person says no. */
  visitor: PersonThere | null
  /** Lets a browser go where the application sent it, until the provider sends it back: the address it then opens. */
  visit(address: string): Promise<URL>
  close(): void
}

/** Seconds that ID tokens are good for. */
export const idTokenSeconds = 120

const loginPage = /^\/login\/[\w-]+$/

/**
 * An OpenID provider of its own, on a free port: oidc-provider, which is certified by the OpenID Foundation. It insists on PKCE. Whoever comes is
 * the `visitor`; with `asks` they press a button first.
 */
export async function simulateOpenId({ asks = false }: { asks?: boolean } = {}): Promise<OpenIdSimulator> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A test that ends without closing it is not kept waiting.
  server.unref()
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'conflux-tickets', clientSecret: 'secret:with/signs+and%more&' }
  const people = new Map<string, PersonThere>()
  const provider = new Provider(issuer, await configurationOf(client, people))
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer)
    if (!loginPage.test(pathname)) return answer(request, response)
    return logIn(request, response)
  })

  const simulator: OpenIdSimulator = {
    issuer,
    client,
    visitor: { sub: 'nobody-yet' },
    visit: (address) => visit(address, issuer),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return simulator

  async function logIn(request: IncomingMessage, response: ServerResponse) {
    const { visitor } = simulator
    if (asks && request.method === 'GET') {
      response.setHeader('content-type', 'text/html')
      return response.end(
        '<!doctype html><title>Provider</title><form method="post"><button>Let Conflux know</button></form>',
      )
    }
    if (visitor === null) return provider.interactionFinished(request, response, { error: 'access_denied' })
    people.set(visitor.sub, visitor)
    return provider.interactionFinished(request, response, {
      login: { accountId: visitor.sub, remember: false },
      consent: {},
    })
  }
}

async function configurationOf(
  { clientId, clientSecret }: OpenIdSimulator['client'],
  people: ReadonlyMap<string, PersonThere>,
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        // For those any port of this machine will do (RFC 8252 §7.3), and an application gets its own when it listens.
        application_type: 'native',
        redirect_uris: ['oidc', 'google'].map((id) => `http://localhost/sign-in/by/${id}`),
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['cookies of a simulated provider'] },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/login/${interaction.uid}` },
    ttl: {
      IdToken: idTokenSeconds,
      AccessToken: 600,
      AuthorizationCode: 60,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
    // Nobody is asked what the application may know: it is all that it asks for.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  }
}

/** A browser that keeps the provider's cookies and follows it until it is sent to another site. */
async function visit(address: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = new URL(address)
  for (let steps = 0; at.origin === issuer; steps++) {
    if (steps > 10) throw new Error('The simulated provider leads nowhere')
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`The simulated provider shows a page: ${response.status} ${await response.text()}`)
    at = new URL(location, at)
  }
  return at
}
