import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Type as T, type TSchema } from 'typebox'
import { api } from '../src/api.ts'
import type { Db } from '../src/db/connect.ts'
import { type Endpoint, isFileBody } from '../src/http/contract.ts'
import { expected } from './access.expected.ts'
import { type Ask, endpointOf, injectOf, requests } from './requests.ts'
import { sourceFiles } from './source.ts'
import { openStage, type Stage } from './stage.ts'
import { type Kind, kinds } from './world.ts'

// Attacks that can be tried at every endpoint that writes. docs/security.md names the tests of the others.

let stage: Stage
let powers: object

before(async () => {
  stage = await openStage()
  await stage.call({ method: 'GET', url: '/healthz' }, async (db) => {
    powers = await powersIn(db)
  })
})
after(() => stage.close())

/** Who may do more than others: on the platform, and in the organizations there are. */
async function powersIn(db: Db): Promise<object> {
  const { own, foreign } = stage.world
  const administrators = await db.selectFrom('users').select('id').where('administrator', '=', true).execute()
  const members = await db
    .selectFrom('membership')
    .select(['user_id', 'organization_id', 'role'])
    .where('organization_id', 'in', [own.organizationId, foreign.organizationId])
    .orderBy('organization_id')
    .orderBy('user_id')
    .execute()
  return { administrators, members }
}

const endpoints: Readonly<Record<string, Endpoint>> = api
const writes = Object.keys(requests).filter((name) => !name.startsWith('GET ') && name === endpointOf(name))

/** The shape of a JSON body; undefined where there is none. */
function bodyOf(name: string): TSchema | undefined {
  const body = endpoints[name]?.body
  return body === undefined || isFileBody(body) ? undefined : body
}

const askOf = (name: string): Ask => requests[name]?.(stage.here('own')) ?? {}

/** Who is asked first when several may. */
const order: readonly Kind[] = ['owner', 'administrator', 'buyer', 'attendee', ...kinds.slice(2)]

/** The cookies of somebody signed in whom the endpoint lets in, where there is one. */
const cookiesFor = (name: string) => {
  const isLetIn = (kind: Kind) => expected[name]?.(kind) === 'in' || typeof expected[name]?.(kind) === 'object'
  return stage.world.asCookie(order.find(isLetIn) ?? 'owner')
}

/** What somebody would like to be, to have, or to have done. No endpoint takes these. */
const wishes = {
  administrator: true,
  emailVerified: true,
  email_verified: true,
  confirmed: true,
  impersonatorId: null,
  bannedAt: null,
  permissions: ['finance.edit'],
  ownerId: '00000000-0000-7000-8000-000000000000',
  organization_id: '00000000-0000-7000-8000-000000000000',
  user_id: '00000000-0000-7000-8000-000000000000',
  suspendedAt: null,
  paidAt: '2026-01-01T00:00:00Z',
}

/** Programs that exist may send more than is read; what they send besides is dropped. */
const drops = (name: string) => endpoints[name]?.tag === 'compat'

for (const name of writes.filter((one) => bodyOf(one) !== undefined))
  test(`mass assignment: ${name}`, async () => {
    const { body = {}, ...ask } = askOf(name)
    const call = injectOf(name, { ...ask, body: { ...body, ...wishes } }, cookiesFor(name))
    const { status, text, untouched } = await stage.call(call, async (db) => {
      assert.deepEqual(await powersIn(db), powers)
    })
    if (drops(name)) return
    assert.equal(status, 400, text.slice(0, 300))
    const { code, fields } = JSON.parse(text)
    assert.equal(code, 'invalid')
    if (!T.IsUnion(bodyOf(name))) for (const field of Object.keys(wishes)) assert.ok(field in fields, field)
    assert.ok(untouched)
  })

test('no part of a body takes fields it does not name', () => {
  const open = writes.filter((name) => !drops(name)).flatMap((name) => openIn(bodyOf(name), name))
  // What an authenticator answers is a browser's to write, and newer ones write more (WebAuthn level 3, §5.1.8); what is not known is not read.
  assert.deepEqual(
    open.filter((place) => !/\.(credential|passkey)$/.test(place)),
    [],
  )
})

/** Objects within a schema that take any field, by their place; a dictionary is meant to. */
function openIn(schema: TSchema | undefined, at: string): string[] {
  if (schema === undefined || T.IsRecord(schema)) return []
  if (T.IsUnion(schema)) return schema.anyOf.flatMap((one, index) => openIn(one, `${at}|${index}`))
  if (T.IsArray(schema)) return openIn(schema.items, `${at}[]`)
  if (!T.IsObject(schema)) return []
  const inside = Object.entries(schema.properties).flatMap(([name, one]) => openIn(one, `${at}.${name}`))
  const { additionalProperties } = schema as { additionalProperties?: unknown }
  return additionalProperties === false ? inside : [at, ...inside]
}

/** What a browser says of a write that another site, or nobody it can name, makes it send with our cookies. */
const elsewhere: Readonly<Record<string, Record<string, string>>> = {
  'another origin': { origin: 'https://evil.example' },
  'a sandboxed frame': { origin: 'null' },
  'another site': { 'sec-fetch-site': 'cross-site' },
  'a sibling of ours': { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost' },
  'one that says nothing': {},
}

for (const name of writes)
  test(`CSRF: ${name}`, async () => {
    const { cookie = '' } = cookiesFor(name)
    for (const [site, says] of Object.entries(elsewhere)) {
      const { status, text, untouched } = await stage.call(injectOf(name, askOf(name), { cookie, ...says }))
      assert.equal(status, 403, `${site}: ${status} ${text.slice(0, 200)}`)
      assert.equal(JSON.parse(text).code, 'cross_site', site)
      assert.ok(untouched, site)
    }
  })

/** What a form of any site can send without being asked (fetch.spec.whatwg.org, CORS-safelisted). */
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']

for (const name of writes.filter((one) => bodyOf(one) !== undefined))
  test(`no form is taken for JSON: ${name}`, async () => {
    for (const type of formTypes) {
      const call = injectOf(name, askOf(name), { ...cookiesFor(name), 'content-type': type })
      const { status, untouched } = await stage.call(call)
      assert.ok(status === 415 || status === 400, `${type}: ${status}`)
      assert.ok(untouched, type)
    }
  })

test('open redirect: no page reads where to go on but through nextPath, which stays here', () => {
  const reads = sourceFiles('web').flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line) => (/\(\s*(?:form,\s*)?'next'\s*\)/.test(line) ? [{ path, line: line.trim() }] : [])),
  )
  assert.ok(reads.length > 5)
  assert.deepEqual(
    reads.filter(({ line }) => !line.includes('nextPath(')),
    [],
  )
})
