import { Type as T, type TSchema } from 'typebox'
import { type Actor, actingAs } from '../acts.ts'
import { Refusal, refuse } from '../errors.ts'
import {
  type Access,
  asksPermission,
  type Body,
  type Endpoint,
  type FileContent,
  type FileReply,
  type FileStream,
  isClosedWhileActing,
  isFileBody,
  isFileReply,
  type LimitName,
  type Loose,
  methodAndPath,
  type Params,
  type Query,
  type Reply,
  type Table,
} from './contract.ts'
import { pickerOf } from './pick.ts'
import type { Caller, CallRequest } from './request.ts'
import { Id } from './shapes.ts'
import { type Check, checkOf } from './validate.ts'

/** What a handler gets. `caller` is known wherever the endpoint's access asks for a person. */
export interface Call<Key, E extends Endpoint> {
  params: Params<Key>
  query: Query<E>
  body: Body<E>
  caller: E['access'] extends
    | 'signed-in'
    | 'verified'
    | 'administrator'
    | 'organizer'
    | { self: string }
    | { permission: string }
    ? Caller
    : Caller | null
  request: CallRequest
}

/** The work behind a table of endpoints, one function each. */
export type Handlers<T extends Table> = {
  readonly [Key in keyof T]: (
    call: Call<Key, T[Key]>,
  ) => Promise<T[Key]['reply'] extends FileReply ? FileContent | FileStream : Loose<Reply<T[Key]>>>
}

/** The parts of the application that every call passes: found once in app.ts. */
export interface Gate {
  identify(request: CallRequest): Promise<Caller | null>
  /** Refuses unless `access` lets `caller` in; ids are looked up in the input. */
  authorize(access: Access, caller: Caller | null, input: RawInput, request: CallRequest): Promise<void>
  /** Counts a call against a limit; refuses `too_many_requests`. */
  count(limit: LimitName, caller: Caller | null, request: CallRequest): Promise<void>
  /** Records that whoever acts as somebody else made this call, which changed something; `ids` are those in its path. */
  noteActing(key: string, ids: Record<string, string>): Promise<void>
}

export interface RawInput {
  params: Record<string, string>
  query: unknown
  body: unknown
}

export interface Operation {
  key: string
  endpoint: Endpoint
  run(input: RawInput, request: CallRequest): Promise<unknown>
}

/**
 * Binds endpoints to their work. The one way in, whether over HTTP or in process: identify, limit, path, access, step-up,
 * shape, work, whitelist. Access comes before shape so that a stranger learns nothing of the form; the body is checked first only
 * where the place of the id is in it.
 */
export function operationsOf<T extends Table>(table: T, handlers: Handlers<T>, gate: Gate): Operation[] {
  return Object.entries(table).map(([key, endpoint]) => {
    const handler = handlers[key] as (call: unknown) => Promise<unknown>
    const checks = checksOf(key, endpoint)
    const bodyFirst = placesOf(endpoint.access).some((place) => place.startsWith('body.'))
    const closed = isClosedWhileActing(endpoint)
    const changes = !key.startsWith('GET ')
    const forMembers = asksPermission(endpoint.access)
    const forPeople = endpoint.stepUp === true || endpoint.inPerson === true
    const limit = endpoint.limit ?? (changes ? 'write' : 'none')
    return {
      key,
      endpoint,
      async run(raw, request) {
        const known = await gate.identify(request)
        await gate.count(limit, known, request)
        if (known?.key) await gate.count('key', known, request)
        // A key works for its organization alone: where that is not asked for it is nobody, and never who made it.
        const caller = known?.key && !forMembers ? null : known
        const params = checks.params(raw.params) as Record<string, string>
        if (bodyFirst && known) checks.body(raw.body)
        await gate.authorize(endpoint.access, known, { ...raw, params }, request)
        if (caller?.key && forPeople) refuse('not_by_key')
        if (caller?.impersonatorId && closed) refuse('not_while_acting')
        if (endpoint.stepUp && !caller?.confirmed) refuse('confirm_it_is_you')
        const query = checks.query(raw.query)
        const body = checks.body(raw.body)
        const work = async () => {
          const done = await handler({ params, query, body, caller, request })
          if (caller?.impersonatorId && changes) await gate.noteActing(key, params)
          return done
        }
        return checks.reply(await (caller && changes ? actingAs(actorOf(caller, request), work) : work()))
      },
    }
  })
}

const actorOf = ({ userId, impersonatorId, key }: Caller, { id, ip, userAgent }: CallRequest): Actor => ({
  userId,
  impersonatorId,
  apiKeyId: key?.id ?? null,
  ip,
  userAgent,
  requestId: id,
})

function placesOf(access: Access): string[] {
  if (typeof access === 'string') return []
  if ('anyOf' in access) return access.anyOf.flatMap(placesOf)
  if ('permission' in access) return Object.values(access.of)
  return []
}

function checksOf(key: string, endpoint: Endpoint) {
  const query = endpoint.query ? checkOf(endpoint.query, 'text') : ignored
  return {
    params: paramsCheck(key),
    query: (value: unknown) => query(value ?? {}),
    body: bodyCheck(endpoint.body),
    reply: endpoint.reply && !isFileReply(endpoint.reply) ? pickerOf(endpoint.reply) : (value: unknown) => value,
  }
}

/** The schema of a path's parameters: `…Id` is a UUID, anything else a short word. */
export function paramsSchema(key: string): TSchema {
  const names = [...methodAndPath(key).path.matchAll(/:(\w+)/g)].map((match) => String(match[1]))
  const shape = (name: string) =>
    /(^id|Id)$/.test(name) ? Id : T.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$' })
  return T.Object(Object.fromEntries(names.map((name) => [name, shape(name)])))
}

/** A path that cannot name anything is not found, rather than malformed. */
function paramsCheck(key: string): Check {
  const check = checkOf(paramsSchema(key), 'body')
  return (value) => {
    try {
      return check(value)
    } catch (error) {
      if (error instanceof Refusal) refuse('not_found')
      throw error
    }
  }
}

/** An endpoint that names no query parameters reads none. */
const ignored: Check = () => undefined

function bodyCheck(body: Endpoint['body']): Check {
  if (body === undefined) return () => undefined
  if (!isFileBody(body)) return jsonCheck(checkOf(body, 'body'))
  return (value) => {
    const file = value as FileContent | undefined
    if (!file || typeof file !== 'object' || !(file.bytes instanceof Uint8Array)) refuse('unsupported_media_type')
    if (!body.file.includes(file.type)) refuse('unsupported_media_type')
    if (file.bytes.length > body.maximumBytes) refuse('body_too_large', { limit: body.maximumBytes })
    return file
  }
}

/** A body that was not said to be JSON arrives as bytes, and bytes would pass for an object. */
const jsonCheck =
  (check: Check): Check =>
  (value) =>
    value instanceof Uint8Array ? refuse('unsupported_media_type') : check(value)
