import type { Body, Endpoint, Params, Query, Reply, Table } from './contract.ts'

/** An `application/problem+json` answer (RFC 9457), as both clients throw it. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** Path of each input at fault → what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined

  constructor(document: ProblemDocument) {
    super(document.detail)
    this.name = 'Problem'
    this.status = document.status
    this.code = document.code
    this.title = document.title
    this.detail = document.detail
    this.fields = document.fields ?? {}
    this.requestId = document.requestId
    this.retryAfter = document.retryAfter
  }
}

export interface ProblemDocument {
  type: string
  status: number
  code: string
  title: string
  detail: string
  fields?: Record<string, string>
  requestId?: string
  /** Seconds to wait before trying again. */
  retryAfter?: number
}

type Required<Key, E extends Endpoint> = ([keyof Params<Key>] extends [never] ? unknown : { params: Params<Key> }) &
  (Body<E> extends undefined ? unknown : { body: Body<E> }) &
  (Query<E> extends undefined
    ? unknown
    : Partial<Query<E>> extends Query<E>
      ? { query?: Query<E> }
      : { query: Query<E> })

/** Extras of one call: `key` is its Idempotency-Key; `headers` go as they are. */
export interface CallOptions {
  key?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

export type Input<Key, E extends Endpoint> = Required<Key, E> & CallOptions

/** The API as functions: `api['POST /api/organizations']({ body: { name } })`. Throws `Problem`. */
export type Client<T extends Table> = {
  readonly [Key in keyof T]: keyof Required<Key, T[Key]> extends never
    ? (input?: CallOptions) => Promise<Reply<T[Key]>>
    : (input: Input<Key, T[Key]>) => Promise<Reply<T[Key]>>
}

export interface AnyInput extends CallOptions {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Makes a client whose every property is an endpoint, carried out by `send`. */
export function clientOf<T extends Table>(send: (key: string, input: AnyInput) => Promise<unknown>): Client<T> {
  return new Proxy({} as Client<T>, {
    // Just endpoints: a `then` would make `await` take the client for a promise.
    get: (_target, key) =>
      typeof key === 'string' && key.includes(' ') ? (input: AnyInput = {}) => send(key, input) : undefined,
  })
}

/**
 * The client over HTTP. `origin` is '' in a browser. Cookies go along (`same-origin`); a bearer token goes in `headers`.
 */
export function httpClient<T extends Table>(
  origin: string,
  options: { fetch?: typeof fetch; headers?: () => Record<string, string> } = {},
): Client<T> {
  return clientOf<T>(async (key, input) => {
    const space = key.indexOf(' ')
    const url = origin + pathOf(key.slice(space + 1), input.params ?? {}) + queryOf(input.query ?? {})
    const headers: Record<string, string> = { ...options.headers?.(), ...input.headers }
    if (input.key) headers['idempotency-key'] = input.key
    const body = encode(input.body, headers)
    const init: RequestInit = { method: key.slice(0, space), headers, credentials: 'same-origin' }
    if (body !== undefined) init.body = body
    if (input.signal) init.signal = input.signal
    return decode(await (options.fetch ?? fetch)(url, init))
  })
}

const pathOf = (path: string, params: Record<string, string>) =>
  path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))

function queryOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined) search.append(name, String(item))
  }
  const text = search.toString()
  return text && `?${text}`
}

function encode(body: unknown, headers: Record<string, string>): BodyInit | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'object' && body !== null && 'bytes' in body && 'type' in body) {
    headers['content-type'] = String(body.type)
    return body.bytes as BodyInit
  }
  headers['content-type'] = 'application/json'
  return JSON.stringify(body)
}

async function decode(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok) {
    if (type.includes('json')) throw new Problem((await response.json()) as ProblemDocument)
    const detail = await response.text()
    throw new Problem({
      type: 'about:blank',
      status: response.status,
      code: 'internal',
      title: response.statusText,
      detail,
    })
  }
  if (response.status === 204) return undefined
  if (type.includes('application/json')) return response.json()
  const name = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return { type, bytes: new Uint8Array(await response.arrayBuffer()), ...(name === undefined ? {} : { name }) }
}
