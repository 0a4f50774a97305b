import type { Readable } from 'node:stream'
import type { Static, TSchema } from 'typebox'

/**
 * Who may call an endpoint (design.md §5). `organizer` is a member of any organization who may create events. `order` and `ticket` mean its owner or the bearer of its secret,
 * `transfer` the person a ticket is offered to, `guest` the person an invitation to an event is for;
 * `permission` names a row of `permissions` in modules/accounts and says where the organization or event id is found.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | 'verified'
  | 'administrator'
  | 'organizer'
  | { self: string }
  | { order: string }
  | { ticket: string }
  | { transfer: string }
  | { guest: string }
  | { permission: string; of: { organization?: Place; event?: Place; order?: Place } }
  | { anyOf: readonly Access[] }

/** Where an id is: a path parameter (`eventId`) or a field of the body (`body.event_id`). */
export type Place = string

/** One endpoint of the API: everything about it that is not its work. */
export interface Endpoint {
  /** One sentence for the reference page. */
  summary: string
  access: Access
  query?: TSchema
  body?: TSchema | FileBody
  /** Shape of the success reply; unlisted fields never leave. Without it the endpoint answers 204. */
  reply?: TSchema | FileReply
  /** Status of success when it is not 200 (204 without a reply). A handler may also set `request.status`. */
  status?: number
  /** Rate limit bucket. Writes take `write` unless told otherwise; reads take none. */
  limit?: LimitName
  /**
   * So dangerous that a session somebody left open must not do: refused with `confirm_it_is_you` unless whoever calls showed within ten minutes
   * that it is them, by signing in or by `POST /api/me/confirmation`.
   */
  stepUp?: true
  /** For the person alone: refused with `not_while_acting` to an administrator who acts as them. */
  inPerson?: true
  /** Takes `Idempotency-Key`: the same key and body give the same answer. */
  idempotent?: true
  /** `compat` endpoints add `error` to their problem documents, as contracts.md asks. */
  tag?: 'compat'
}

export type LimitName = 'sign-in' | 'write' | 'mail' | 'scan' | 'key' | 'none'

/** A body of raw bytes, of one of these media types. */
export interface FileBody {
  file: readonly string[]
  maximumBytes: number
}

/** A reply of bytes of these media types. */
export interface FileReply {
  file: readonly string[]
}

export interface FileContent {
  type: string
  bytes: Uint8Array | string
  /** Offered for download under this name; shown in the browser without it. */
  name?: string
  /** `Cache-Control`, private and uncached unless told otherwise. */
  cache?: string
  /** Answers with an ETag, and with 304 to a reader who has just this already (RFC 9110 §13.1.2). */
  revalidates?: true
  /** HTML that is not ours: our own pages may frame it, it may run nothing and load nothing. */
  framed?: 'sandboxed'
}

/** A file that is sent as it is read: too large to be in memory. `bytes` is how many there are. */
export interface FileStream {
  type: string
  stream: Readable
  bytes: number
  /** Offered for download under this name. */
  name: string
}

export type Table = Readonly<Record<string, Endpoint>>

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

export type Params<Key> = Key extends `${string} ${infer Path}` ? Record<ParamNames<Path>, string> : never

export type Body<E extends Endpoint> = E['body'] extends FileBody
  ? FileContent
  : E['body'] extends TSchema
    ? Static<E['body']>
    : undefined
export type Query<E extends Endpoint> = E['query'] extends TSchema ? Static<E['query']> : undefined
export type Reply<E extends Endpoint> = E['reply'] extends FileReply
  ? FileContent
  : E['reply'] extends TSchema
    ? Static<E['reply']>
    : undefined

/** What a handler may return for a reply: dates where the reply says text; they leave as ISO 8601 in UTC. */
export type Loose<T> = T extends string
  ? T | Date
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T extends object
      ? { [K in keyof T]: Loose<T[K]> }
      : T

/** Whether a body is raw bytes. */
export const isFileBody = (body: Endpoint['body']): body is FileBody => body !== undefined && 'file' in body
/** Whether a reply is raw bytes. */
export const isFileReply = (reply: Endpoint['reply']): reply is FileReply => reply !== undefined && 'file' in reply

/**
 * Whether an endpoint is refused with `not_while_acting` to an administrator who acts as somebody else: their way in, whatever outlives that hour,
 * what is dangerous, and an organization's money.
 */
export const isClosedWhileActing = ({ access, inPerson, stepUp }: Endpoint): boolean =>
  inPerson === true || stepUp === true || namesMoney(access)

const namesMoney = (access: Access): boolean =>
  typeof access === 'object' &&
  ('anyOf' in access
    ? access.anyOf.some(namesMoney)
    : 'permission' in access && access.permission.startsWith('finance.'))

/** Whether an endpoint asks for a permission in an organization, which an API key may have, too. */
export const asksPermission = (access: Access): boolean =>
  typeof access === 'object' && ('anyOf' in access ? access.anyOf.some(asksPermission) : 'permission' in access)

/** Splits `'POST /api/events/:eventId'` into its method and path. */
export function methodAndPath(key: string): { method: string; path: string } {
  const space = key.indexOf(' ')
  return { method: key.slice(0, space), path: key.slice(space + 1) }
}
