import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import sharp from 'sharp'
import { api } from '../src/api.ts'
import { methodAndPath } from '../src/http/contract.ts'
import { sandboxWebhook } from '../src/modules/money/gateways/sandbox.ts'
import { expected } from './access.expected.ts'
import { brokenBytes, mutated, oddHeaders } from './fuzz/mutations.ts'
import { fitting, type Schema } from './fuzz/schemas.ts'
import { hostileText, hostileValue } from './fuzz/values.ts'
import { openTestApp } from './harness.ts'
import { type Rehearsal, type Rehearsed, rehearsal } from './rehearsal.ts'
import { type Ask, endpointOf, type Here, requests } from './requests.ts'
import { type kinds, makeWorld, type Side, type World } from './world.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const isProof = process.env.PROOF === '1'
/** Calls of each endpoint that takes input beyond its path; of the others half as many. */
const runs = isProof ? 4000 : 200

let world: World
let stage: Rehearsal
let document: { paths: Record<string, Record<string, Operation>> }
let here: Here
let ids: string[]
let close: () => Promise<void>
const counted = { calls: 0, reached: 0 }

interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

before(async () => {
  const app = await openTestApp({ PORT: '9' })
  world = await makeWorld(app)
  stage = await rehearsal(app)
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#257' } })
    .png()
    .toBuffer()
  here = { world, side: world.own, image, webhook: await sandboxWebhook(app.app.services, world.own.paymentRef) }
  ids = idsOf(world.own)
  document = JSON.parse((await stage.call({ url: '/api/openapi.json' })).text)
  close = async () => {
    await stage.close()
    await app.close()
  }
})
after(() => close())

const idsOf = (side: Side): string[] =>
  Object.values(side).filter((value): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value))

test('the document has every endpoint', () => {
  const keys = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  assert.deepEqual(keys.sort(), Object.keys(api).sort())
})

for (const key of Object.keys(api))
  test(`${key} minds nothing`, () =>
    fc.assert(
      fc.asyncProperty(callTo(key), async (call) => {
        const reply = await stage.call(call)
        counted.calls++
        if (isReached(reply)) counted.reached++
        judge(reply)
      }),
      { seed, numRuns: runsOf(key) },
    ))

test('at least a third of all calls reached the work behind an endpoint', (context) => {
  const share = counted.reached / counted.calls
  context.diagnostic(`${counted.calls} calls, ${Math.round(share * 100)} % reached their work; SEED=${seed}`)
  assert.ok(share >= 1 / 3, `just ${share}`)
})

function runsOf(key: string): number {
  if (isCostly(key)) return runs / 4
  const { requestBody, parameters } = operationOf(key)
  return requestBody || parameters.some((parameter) => parameter.in === 'query') ? runs : runs / 2
}

/** Hashing a password, drawing pages and shrinking images cost a hundred times what other calls do. */
const isCostly = (key: string): boolean =>
  /register|login|sign-up|sign-in|password|\/api\/tokens|\.pdf$|cover$/.test(key) && !isProof

/** Never a fault of ours; a refusal says what is wrong as problem+json, and leaves every table as it was. */
function judge({ status, type, text, untouched }: Rehearsed): void {
  assert.ok(status < 500, `${status} ${text}`)
  if (status < 400) return
  assert.equal(type, 'application/problem+json', text.slice(0, 500))
  const problem = JSON.parse(text)
  assert.equal(problem.status, status)
  for (const field of ['code', 'title', 'detail'] as const)
    assert.ok(typeof problem[field] === 'string' && problem[field] !== '', text)
  assert.ok(untouched, `refused, and yet changed the database: ${text}`)
}

/** Codes of refusals that came before the work: not read, not let in, not of the right form, no such path. */
const early = [
  'bad_request',
  'invalid',
  'unsupported_media_type',
  'body_too_large',
  'sign_in_required',
  'not_allowed',
  'not_found',
  'cross_site',
]

const isReached = ({ status, text }: Rehearsed): boolean => status < 400 || !early.includes(JSON.parse(text).code)

/** Calls of one endpoint: most right but for one thing or two, some of nonsense. */
function callTo(key: string): fc.Arbitrary<InjectOptions> {
  const right = rightCall(key)
  const operation = operationOf(key)
  const bodySchema = operation.requestBody?.content['application/json']?.schema
  const fittingBody = bodySchema && !('format' in bodySchema) ? fitting(bodySchema, ids) : fc.constant(right.body)
  const fittingQuery = queryOf(operation)
  const who = fc.oneof(
    { weight: 8, arbitrary: fc.constant(rightPerson(key)) },
    { weight: 1, arbitrary: fc.constant({}) },
  )

  const call = (ask: fc.Arbitrary<Ask>) => fc.tuple(ask, who).map(([given, headers]) => optionsOf(key, given, headers))
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
    { weight: 1, arbitrary: call(fc.record({ ...fixed(right), params: hostileParams(right) })) },
    {
      weight: 1,
      arbitrary: call(fc.record({ ...fixed(right), headers: oddHeaders.map((odd) => ({ ...right.headers, ...odd })) })),
    },
    { weight: 1, arbitrary: call(fc.record({ ...fixed(right), file: brokenFile(right) })) },
  )
}

/** The first of its calls by hand. */
function rightCall(key: string): Ask {
  const name = Object.keys(requests).find((one) => endpointOf(one) === key) ?? key
  return requests[name]?.(here) ?? {}
}

const operationOf = (key: string): Operation => {
  const { method, path } = methodAndPath(key)
  return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] ?? { parameters: [] }
}

/** Somebody who is let in. */
function rightPerson(key: string): Record<string, string> {
  const kind = ['owner', 'buyer', 'administrator', 'stranger'].find(
    (one) => expected[key]?.(one as (typeof kinds)[number]) === 'in',
  )
  return world.asCookie((kind ?? 'owner') as (typeof kinds)[number])
}

const fixed = (ask: Ask) =>
  Object.fromEntries(Object.entries(ask).map(([name, value]) => [name, fc.constant(value)])) as {
    [K in keyof Ask]: fc.Arbitrary<Ask[K]>
  }

function queryOf({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const all = parameters.filter((parameter) => parameter.in === 'query')
  const fields = Object.fromEntries(all.map(({ name, schema }) => [name, fitting(schema, ids).map(String)]))
  return fc.record(fields, { requiredKeys: all.filter(({ required }) => required).map(({ name }) => name) })
}

const nameOf = ({ parameters }: Operation) =>
  fc.constantFrom('x', '__proto__', ...parameters.filter((one) => one.in === 'query').map(({ name }) => name))

const hostileParams = ({ params = {} }: Ask) =>
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

function optionsOf(
  key: string,
  { params = {}, query = {}, body, file, headers }: Ask,
  who: Record<string, string>,
): InjectOptions {
  const { method, path } = methodAndPath(key)
  const at = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent((params[name] ?? '').toWellFormed()))
  const search = new URLSearchParams(query).toString()
  const content = file
    ? { 'content-type': file.type }
    : body === undefined
      ? {}
      : { 'content-type': 'application/json' }
  const payload = file ? Buffer.from(file.bytes) : body === undefined ? undefined : JSON.stringify(body)
  return {
    method: method as 'GET',
    url: search ? `${at}?${search}` : at,
    headers: { ...content, ...who, ...headers },
    ...(payload === undefined || method === 'GET' ? {} : { payload }),
  }
}
