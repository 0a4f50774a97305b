import { randomUUID } from 'node:crypto'

/** A reply as an older program sees it. */
export interface OlderReply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: these programs know no types; what they read is what the test asserts.
  body: any
}

/** A program written against the systems that came before: plain fetch, JSON both ways, a bearer token once it has one. */
export interface OlderClient {
  token: string | undefined
  get(path: string): Promise<OlderReply>
  post(path: string, body: unknown): Promise<OlderReply>
}

export function olderClient(origin: string, token?: string): OlderClient {
  const client: OlderClient = {
    token,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
  }

  async function send(method: string, path: string, body?: unknown): Promise<OlderReply> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (client.token !== undefined) headers.authorization = `Bearer ${client.token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const response = await fetch(origin + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  return client
}

/** An email nobody has. */
export const newEmail = (): string => `${randomUUID()}@example.org`
