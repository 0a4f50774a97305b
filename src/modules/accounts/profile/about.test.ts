import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testApp } from '../../../../test/harness.ts'
import { person } from '../../../../test/people.ts'
import { refusedWith } from '../../../../test/refused.ts'
import { endpointOf, injectOf, requests } from '../../../../test/requests.ts'
import { openStage, type Stage } from '../../../../test/stage.ts'
import { kinds } from '../../../../test/world.ts'
import type { About } from './about.ts'

const app = await testApp()
const { browser } = app

const nothing = { phone: null, city: null, country: null, birthYear: null, gender: null, interests: [] }
const all = {
  phone: '+351211234567',
  city: 'Lisbon',
  country: 'PT',
  birthYear: 1979,
  gender: 'nonbinary',
  interests: ['music', 'film'],
} satisfies About

test('what somebody tells of themselves is theirs to change and to take back', async () => {
  const ana = await person(app)
  const change = ana.api['PATCH /api/me/profile']
  assert.deepEqual(await ana.api['GET /api/me/profile'](), nothing)
  await change({ body: { ...all, phone: '00351 21 123 45 67', interests: [...all.interests, 'music'] } })
  assert.deepEqual(await ana.api['GET /api/me/profile'](), all)
  assert.deepEqual((await ana.api['GET /api/me']())?.interests, all.interests)
  assert.deepEqual(await change({ body: { city: 'Porto' } }), { ...all, city: 'Porto' })
  assert.deepEqual(await change({ body: {} }), { ...all, city: 'Porto' })
  assert.deepEqual(await change({ body: nothing }), nothing)
})

const wrong: [body: object, code: string, field: string][] = [
  [{ phone: '030 123456' }, 'phone_unreadable', 'phone'],
  [{ phone: '' }, 'invalid', 'phone'],
  [{ city: ' ' }, 'invalid', 'city'],
  [{ country: 'XX' }, 'country_unknown', 'country'],
  [{ country: 'Portugal' }, 'invalid', 'country'],
  [{ birthYear: 0 }, 'birth_year_wrong', 'birthYear'],
  [{ birthYear: 1899 }, 'birth_year_wrong', 'birthYear'],
  [{ birthYear: new Date().getUTCFullYear() + 1 }, 'birth_year_wrong', 'birthYear'],
  [{ birthYear: 1979.5 }, 'invalid', 'birthYear'],
  [{ gender: 'unsaid' }, 'invalid', 'gender'],
  [{ interests: ['money'] }, 'invalid', 'interests.0'],
  [{ administrator: true }, 'invalid', 'administrator'],
]

for (const [body, code, field] of wrong)
  test(`${JSON.stringify(body)} is refused`, async () => {
    const ana = await person(app)
    await ana.api['PATCH /api/me/profile']({ body: all })
    await refusedWith(code, ana.api['PATCH /api/me/profile']({ body }), field)
    assert.deepEqual(await ana.api['GET /api/me/profile'](), all)
  })

test('nobody reads or changes it for somebody else', async () => {
  await refusedWith('sign_in_required', browser().api['GET /api/me/profile']())
  const administrator = await person(app, { administrator: true })
  const ana = await person(app)
  await ana.api['PATCH /api/me/profile']({ body: all })
  await administrator.api['POST /api/admin/people/:userId/acting']({ params: { userId: ana.userId } })
  await refusedWith('not_while_acting', administrator.api['GET /api/me/profile']())
  await refusedWith('not_while_acting', administrator.api['PATCH /api/me/profile']({ body: nothing }))
  assert.deepEqual(await ana.api['GET /api/me/profile'](), all)
})

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

test('no endpoint but one’s own gives anybody’s phone, year of birth or gender', async () => {
  const { people, own } = stage.world
  const everybody = [...Object.values(people), own.buyer]
  for (const [index, { api: their }] of everybody.entries())
    await their['PATCH /api/me/profile']({ body: { ...all, phone: `+351999888${100 + index}` } })
  const unasked = ['GET /api/me/profile', 'GET /api/me/phone', 'GET /api/openapi.json']
  const reads = Object.keys(requests).filter((name) => name.startsWith('GET ') && !unasked.includes(name))
  assert.ok(reads.length > 60)
  for (const name of reads)
    for (const kind of kinds) {
      const call = injectOf(endpointOf(name), requests[name]?.(stage.here('own')) ?? {}, stage.world.asCookie(kind))
      const { text } = await stage.call(call)
      assert.doesNotMatch(text, /\+351999888|birth_?year|"gender"|nonbinary/i, `${name} by ${kind}`)
    }
})
