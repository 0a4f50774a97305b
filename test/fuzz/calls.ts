import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { type Ask, injectOf } from '../requests.ts'
import { brokenBytes, mutated, oddHeaders } from './mutations.ts'
import { fitting, type Schema } from './schemas.ts'
import { hostileText, hostileValue } from './values.ts'

/** An endpoint as the OpenAPI document tells it. */
export interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** What calls of an endpoint are made of. */
export interface Subject {
  key: string
  operation: Operation
  /** A call that is right in every way, and the headers of somebody who is let in. */
  right: Ask
  person: Record<string, string>
  /** Ids that lead somewhere. */
  ids: readonly string[]
}

/** Calls of one endpoint: most right but for one thing or two, some of nonsense. */
export function callTo({ key, operation, right, person, ids }: Subject): fc.Arbitrary<InjectOptions> {
  const bodySchema = operation.requestBody?.content['application/json']?.schema
  const fittingBody = bodySchema && !('format' in bodySchema) ? fitting(bodySchema, ids) : fc.constant(right.body)
  const fittingQuery = queryOf(operation, ids)
  const who = fc.oneof({ weight: 8, arbitrary: fc.constant(person) }, { weight: 1, arbitrary: fc.constant({}) })

  const call = (ask: fc.Arbitrary<Ask>) => fc.tuple(ask, who).map(([given, headers]) => injectOf(key, given, headers))
  return fc.oneof(
    { weight: 2, arbitrary: call(fc.record({ ...fixed(right), query: fittingQuery })) },
    {
      weight: 5,
      arbitrary: call(fc.record({ ...fixed(right), body: fittingBody as fc.Arbitrary<object>, query: fittingQuery })),
    },
    { weight: 3, arbitrary: call(fc.record({ ...fixed(right), body: mutated(right.body) as fc.Arbitrary<object> })) },
    { weight: 1, arbitrary: call(fc.record({ ...fixed(right), body: hostileValue as fc.Arbitrary<object> })) },
    {
      weight: 1,
      arbitrary: call(
        fc.record({ ...fixed(right), query: fc.dictionary(nameOf(operation), hostileText, { maxKeys: 3 }) }),
      ),
    },
    { weight: 1, arbitrary: call(fc.record({ ...fixed(right), params: hostileParams(right, ids) })) },
    {
      weight: 1,
      arbitrary: call(fc.record({ ...fixed(right), headers: oddHeaders.map((odd) => ({ ...right.headers, ...odd })) })),
    },
    { weight: 1, arbitrary: call(fc.record({ ...fixed(right), file: brokenFile(right) })) },
  )
}

const fixed = (ask: Ask) =>
  Object.fromEntries(Object.entries(ask).map(([name, value]) => [name, fc.constant(value)])) as {
    [K in keyof Ask]: fc.Arbitrary<Ask[K]>
  }

function queryOf({ parameters }: Operation, ids: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const all = parameters.filter((parameter) => parameter.in === 'query')
  const fields = Object.fromEntries(all.map(({ name, schema }) => [name, fitting(schema, ids).map(String)]))
  return fc.record(fields, { requiredKeys: all.filter(({ required }) => required).map(({ name }) => name) })
}

const nameOf = ({ parameters }: Operation) =>
  fc.constantFrom('x', '__proto__', ...parameters.filter((one) => one.in === 'query').map(({ name }) => name))

const hostileParams = ({ params = {} }: Ask, ids: readonly string[]) =>
  fc.record(
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        fc.oneof(fc.constant(value), hostileText, fc.constantFrom(...ids)),
      ]),
    ),
  )

const brokenFile = ({ file, body }: Ask) =>
  file
    ? fc
        .tuple(
          fc.constantFrom(file.type, 'image/jpeg', 'image/avif', 'application/json'),
          fc.oneof(cutShort(file.bytes), brokenBytes(body)),
        )
        .map(([type, bytes]) => ({ type, bytes }))
    : fc
        .tuple(fc.constantFrom('application/json', 'application/json', 'text/plain'), brokenBytes(body))
        .map(([type, bytes]) => ({ type, bytes }))

const cutShort = (bytes: Uint8Array) =>
  fc.nat({ max: bytes.length }).map((length) => Buffer.from(bytes.subarray(0, length)))
