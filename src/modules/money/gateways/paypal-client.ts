import { type Answer, ask } from './http.ts'

export type PaypalAnswer = Answer

/** Seconds before its end that a token is renewed. */
const margin = 60

/**
 * Asks PayPal's API with an access token of the client credentials flow (RFC 6749 §4.4), which is kept until shortly before its end and
 * renewed once when PayPal takes it no more. `post` takes a request id: PayPal gives the same answer to the same id for some hours.
 */
export function paypalClient(given: {
  clientId: string
  clientSecret: string
  api: string
  now(): Date
  patience: number
}) {
  const { clientId, clientSecret, api, now, patience } = given
  let token: Promise<{ value: string; until: number }> | undefined

  return {
    get: (path: string) => withToken('GET', path),
    post: (path: string, body: object, requestId?: string) => withToken('POST', path, body, requestId),
  }

  async function withToken(method: 'GET' | 'POST', path: string, body?: object, requestId?: string): Promise<Answer> {
    const answer = await send(method, path, body, requestId)
    if (answer.status !== 401) return answer
    token = undefined
    return send(method, path, body, requestId)
  }

  async function send(method: 'GET' | 'POST', path: string, body?: object, requestId?: string): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await accessToken()}`,
      'content-type': 'application/json',
      // The whole order comes back from creating and capturing, not just its id.
      prefer: 'return=representation',
      ...(requestId ? { 'paypal-request-id': requestId } : {}),
    }
    return ask({ method, url: api + path, headers, patience, ...(body ? { body: JSON.stringify(body) } : {}) })
  }

  async function accessToken(): Promise<string> {
    const known = token
    const current = await known
    if (current && current.until > now().getTime()) return current.value
    // Whoever finds first that it has ended renews it for all who wait.
    if (token === known || token === undefined) token = renewed()
    return (await token).value
  }

  function renewed() {
    const renewing = newToken()
    // A failure is not kept: the next request tries again.
    renewing.catch(() => {
      if (token === renewing) token = undefined
    })
    return renewing
  }

  async function newToken() {
    const { status, body } = await ask({
      method: 'POST',
      url: `${api}/v1/oauth2/token`,
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      patience,
    })
    if (status !== 200) throw new Error(`paypal at ${api} does not take PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET`)
    const { access_token: value, expires_in: seconds } = body as { access_token: string; expires_in: number }
    return { value, until: now().getTime() + (seconds - margin) * 1000 }
  }
}
