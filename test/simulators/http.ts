import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a simulated provider got it. */
export interface Got {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
  /** What the groups of the route's pattern matched. */
  parts: readonly string[]
}

export interface Reply {
  status: number
  /** JSON, or text as it is. */
  body: unknown
}

export type Routes = readonly (readonly [
  method: 'GET' | 'POST' | 'DELETE',
  path: RegExp,
  answer: (got: Got) => Reply,
])[]

/**
 * What goes wrong: the provider breaks before it does anything, does what it is asked and breaks then, is asked too often, or never answers.
 */
export type Trouble = 'broken' | 'broken after' | 'too many' | 'silent'

export interface SimulatedHttp {
  /** `http://127.0.0.1:<port>`. */
  origin: string
  /** All it was asked, in order. */
  asked: Got[]
  /** Lets so many of the next requests to paths that end so come to grief, or all until `well` is called. */
  ail(trouble: Trouble, times?: number, path?: string): void
  well(): void
  close(): void
}

/** The HTTP side of a simulated provider, on a free port. What no route matches is 404. */
export async function simulateHttp(routes: Routes): Promise<SimulatedHttp> {
  const asked: Got[] = []
  let ailing: { trouble: Trouble; times: number; path: string } | undefined
  const server = createServer(async (request, response) => {
    const got = await read(request)
    asked.push(got)
    const isIll = ailing !== undefined && ailing.times > 0 && got.path.endsWith(ailing.path)
    const trouble = isIll ? ailing?.trouble : undefined
    if (ailing && isIll) ailing.times--
    if (trouble === 'silent') return
    const before = trouble === 'broken' ? 503 : trouble === 'too many' ? 429 : undefined
    const { status, body } = before === undefined ? answer(got) : { status: before, body: { error: {} } }
    const isText = typeof body === 'string'
    response.writeHead(trouble === 'broken after' ? 500 : status, {
      'content-type': isText ? 'text/plain' : 'application/json',
      // For scripts that pages run.
      'access-control-allow-origin': '*',
    })
    response.end(trouble === 'broken after' ? '{"error":{}}' : isText ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A test that ends without closing it is not kept waiting.
  server.unref()
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    ail(trouble, times = Number.POSITIVE_INFINITY, path = '') {
      ailing = { trouble, times, path }
    },
    well() {
      ailing = undefined
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }

  function answer(got: Got): Reply {
    for (const [method, pattern, handle] of routes) {
      const match = pattern.exec(got.path)
      if (match && method === got.method) return handle({ ...got, parts: match.slice(1) })
    }
    return { status: 404, body: { error: { type: 'invalid_request_error' }, name: 'RESOURCE_NOT_FOUND' } }
  }
}

async function read(request: IncomingMessage): Promise<Got> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulated')
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
    parts: [],
  }
}

/** A webhook as a provider sends it. */
export interface Webhook {
  headers: Record<string, string>
  body: string
}
