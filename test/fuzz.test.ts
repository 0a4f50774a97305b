import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { api } from '../src/api.ts'
import { methodAndPath } from '../src/http/contract.ts'
import { expected } from './access.expected.ts'
import { callTo, type Operation, type Subject } from './fuzz/calls.ts'
import type { Rehearsed } from './rehearsal.ts'
import { type Ask, endpointOf, requests } from './requests.ts'
import { openStage, type Stage } from './stage.ts'
import type { Kind, Side } from './world.ts'

/** Printed with every run; SEED repeats one. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
/** Calls of each endpoint that takes input beyond its path; of the others half as many. */
const runs = process.env.PROOF === '1' ? 500 : 40

let stage: Stage
let document: { paths: Record<string, Record<string, Operation>> }
let ids: string[]
const counted = { calls: 0, reached: 0 }

before(async () => {
  stage = await openStage()
  ids = idsOf(stage.world.own)
  document = JSON.parse((await stage.call({ url: '/api/openapi.json' })).text)
})
after(() => stage.close())

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
      fc.asyncProperty(callTo(subjectOf(key)), async (call) => {
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

const subjectOf = (key: string): Subject => ({
  key,
  operation: operationOf(key),
  right: rightCall(key),
  person: rightPerson(key),
  ids,
})

/** A whole number: fast-check never comes to the end of half a run. */
function runsOf(key: string): number {
  if (isCostly(key)) return Math.ceil(runs / 4)
  const { requestBody, parameters } = operationOf(key)
  return requestBody || parameters.some((parameter) => parameter.in === 'query') ? runs : Math.ceil(runs / 2)
}

/** Hashing a password, drawing pages and shrinking images cost a hundred times what other calls do. */
const isCostly = (key: string): boolean =>
  /register|login|sign-up|sign-in|password|\/api\/tokens|\.pdf$|cover$/.test(key)

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

/** The first of its calls by hand. */
function rightCall(key: string): Ask {
  const name = Object.keys(requests).find((one) => endpointOf(one) === key) ?? key
  return requests[name]?.(stage.here('own')) ?? {}
}

const operationOf = (key: string): Operation => {
  const { method, path } = methodAndPath(key)
  return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] ?? { parameters: [] }
}

/** Somebody who is let in. */
function rightPerson(key: string): Record<string, string> {
  const some: readonly Kind[] = ['owner', 'buyer', 'administrator', 'stranger']
  const kind = some.find((one) => expected[key]?.(one) === 'in')
  return stage.world.asCookie(kind ?? 'owner')
}
