import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type as T } from 'typebox'
import { callRequest } from '../../test/call-request.ts'
import { Refusal, refuse } from '../errors.ts'
import { type Gate, operationsOf, type RawInput } from './call.ts'
import type { Endpoint } from './contract.ts'
import type { Caller } from './request.ts'
import { Form, Line, Page } from './shapes.ts'

const table = {
  'POST /api/things/:thingId/parts': {
    summary: 'Add a part',
    access: { permission: 'thing.edit', of: { event: 'thingId' } },
    query: T.Object({ dry: T.Optional(T.Boolean()) }),
    body: Form({ name: Line(10) }),
    reply: T.Object({ name: T.String(), madeAt: T.String(), by: T.Object({ name: T.String() }) }),
  },
  'POST /api/parts': {
    summary: 'Add a part to the thing it names',
    access: { permission: 'thing.edit', of: { event: 'body.thingId' } },
    body: Form({ thingId: T.String({ format: 'uuid' }) }),
  },
  'DELETE /api/things/:thingId': {
    summary: 'Delete a thing',
    access: { permission: 'thing.edit', of: { event: 'thingId' } },
    stepUp: true,
  },
  'GET /api/things': { summary: 'List', access: 'public', reply: Page(T.Object({ name: T.String() })) },
  'PUT /api/things/:thingId/picture': {
    summary: 'Set the picture',
    access: 'public',
    body: { file: ['image/png'], maximumBytes: 10 },
  },
} as const satisfies Record<string, Endpoint>

const thingId = '01981d8e-7c00-7000-8000-000000000001'
const caller: Caller = {
  userId: 'u',
  sessionId: 's',
  email: 'a@b.c',
  name: 'Ada',
  emailVerified: true,
  administrator: false,
  confirmed: false,
  impersonatorId: null,
  key: null,
}
const request = callRequest()

/** The operations with a gate that writes down what it was asked and refuses as told. */
function setUp(given: { caller?: Caller | null; refuses?: 'count' | 'authorize' } = {}) {
  const steps: string[] = []
  const gate: Gate = {
    async identify() {
      steps.push('identify')
      return given.caller === undefined ? caller : given.caller
    },
    async count(limit) {
      steps.push(`count ${limit}`)
      if (given.refuses === 'count') refuse('too_many_requests', { seconds: 7 })
    },
    async authorize(_access, someone) {
      steps.push('authorize')
      if (!someone) refuse('sign_in_required')
      if (given.refuses === 'authorize') refuse('not_allowed')
    },
    async noteActing(key, ids) {
      steps.push(`acted ${key} ${Object.values(ids)}`)
    },
  }
  const operations = operationsOf(
    table,
    {
      'POST /api/things/:thingId/parts': async ({ body, caller: by }) => {
        steps.push('work')
        return { name: body.name, madeAt: new Date(0), by, secret: 'stays' }
      },
      'POST /api/parts': async () => undefined,
      'DELETE /api/things/:thingId': async () => undefined,
      'GET /api/things': async ({ caller: by }) => {
        steps.push(`work for ${by?.name ?? 'nobody'}`)
        return { items: [{ name: 'one', cost: 3 }], next: null }
      },
      'PUT /api/things/:thingId/picture': async () => undefined,
    },
    gate,
  )
  return {
    steps,
    async run(key: keyof typeof table, input: Partial<RawInput>) {
      const operation = operations.find((one) => one.key === key)
      return operation?.run({ params: {}, query: {}, body: undefined, ...input }, { ...request })
    },
  }
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

const add = 'POST /api/things/:thingId/parts'

test('a call is identified, counted, let in and then done', async () => {
  const { steps, run } = setUp()
  await run(add, { params: { thingId }, body: { name: 'wheel' } })
  assert.deepEqual(steps, ['identify', 'count write', 'authorize', 'work'])
})

test('what an administrator changes as somebody else is noted, once it is done', async () => {
  const { steps, run } = setUp({ caller: { ...caller, impersonatorId: 'a' } })
  await run('GET /api/things', {})
  assert.deepEqual(steps.splice(0), ['identify', 'count none', 'authorize', 'work for Ada'])
  await run(add, { params: { thingId }, body: { name: 'wheel' } })
  assert.deepEqual(steps, ['identify', 'count write', 'authorize', 'work', `acted ${add} ${thingId}`])
})

const byKey = { ...caller, key: { id: 'k', organizationId: 'o', scopes: [] } }

test('every call of an API key is counted by itself, too', async () => {
  const { steps, run } = setUp({ caller: byKey })
  await run(add, { params: { thingId }, body: { name: 'wheel' } })
  assert.deepEqual(steps, ['identify', 'count write', 'count key', 'authorize', 'work'])
})

test('an API key does not do what asks for the person, and where no member is asked for it is nobody', async () => {
  const { steps, run } = setUp({ caller: byKey })
  await assert.rejects(run('DELETE /api/things/:thingId', { params: { thingId } }), refusedWith('not_by_key'))
  steps.length = 0
  await run('GET /api/things', {})
  assert.deepEqual(steps, ['identify', 'count none', 'count key', 'authorize', 'work for nobody'])
})

test('what a reply does not list never leaves, at any depth', async () => {
  const { run } = setUp()
  assert.deepEqual(await run(add, { params: { thingId }, body: { name: 'wheel' } }), {
    name: 'wheel',
    madeAt: '1970-01-01T00:00:00.000Z',
    by: { name: 'Ada' },
  })
  assert.deepEqual(await run('GET /api/things', {}), { items: [{ name: 'one' }], next: null })
})

test('too many calls are refused before anything is looked up', async () => {
  const { steps, run } = setUp({ refuses: 'count' })
  await assert.rejects(run(add, { params: { thingId: 'x' } }), refusedWith('too_many_requests'))
  assert.deepEqual(steps, ['identify', 'count write'])
})

test('a path that can name nothing is not found, whoever asks', async () => {
  for (const someone of [null, caller])
    await assert.rejects(setUp({ caller: someone }).run(add, { params: { thingId: '7' } }), refusedWith('not_found'))
})

test('who may not enter learns nothing of the form', async () => {
  const bad = { params: { thingId }, body: { nam: 1 }, query: { dry: 'perhaps' } }
  await assert.rejects(setUp({ caller: null }).run(add, bad), refusedWith('sign_in_required'))
  await assert.rejects(setUp({ refuses: 'authorize' }).run(add, bad), refusedWith('not_allowed'))
  await assert.rejects(setUp().run(add, bad), refusedWith('invalid'))
})

test('where the body says whose thing it is, its shape comes first, for those who are signed in', async () => {
  await assert.rejects(setUp().run('POST /api/parts', { body: { thingId: 7 } }), refusedWith('invalid'))
  await assert.rejects(
    setUp({ caller: null }).run('POST /api/parts', { body: { thingId: 7 } }),
    refusedWith('sign_in_required'),
  )
})

test('a file of another type, too large, or missing is refused', async () => {
  const put = 'PUT /api/things/:thingId/picture'
  const file = (type: string, size: number) => ({ params: { thingId }, body: { type, bytes: new Uint8Array(size) } })
  await setUp().run(put, file('image/png', 10))
  await assert.rejects(setUp().run(put, file('image/gif', 3)), refusedWith('unsupported_media_type'))
  await assert.rejects(setUp().run(put, file('image/png', 11)), refusedWith('body_too_large'))
  await assert.rejects(
    setUp().run(put, { params: { thingId }, body: { name: 'x' } }),
    refusedWith('unsupported_media_type'),
  )
})

test('reads are not counted, writes are, unless told otherwise', async () => {
  const { steps, run } = setUp()
  await run('GET /api/things', {})
  assert.deepEqual(steps, ['identify', 'count none', 'authorize', 'work for Ada'])
})
