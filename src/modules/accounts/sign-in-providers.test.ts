import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/harness.ts'
import { refusedWith } from '../../../test/refused.ts'
import { simulatedKeys, simulateSignIn } from '../../../test/simulators/sign-in-providers.ts'

type Id = 'facebook' | 'x' | 'linkedin' | 'github'

const publicUrl = 'https://tickets.example.org'
const simulators = {
  facebook: await simulateSignIn({
    kind: 'facebook',
    profile: { '/v24.0/me': { id: '10158', name: 'Fay Book', email: 'fay@example.org' } },
  }),
  x: await simulateSignIn({
    kind: 'x',
    profile: { '/2/users/me': { data: { id: '2244994945', name: 'Xi', confirmed_email: 'xi@example.org' } } },
  }),
  linkedin: await simulateSignIn({
    kind: 'linkedin',
    profile: { '/v2/userinfo': { sub: '782bbtaQ', name: 'Lin Kedin', email: 'lin@example.org', email_verified: true } },
  }),
  github: await simulateSignIn({
    kind: 'github',
    profile: {
      '/user': { id: 583231, login: 'octocat', name: null },
      '/user/emails': [
        { email: 'old@example.org', primary: false, verified: true },
        { email: 'octo@example.org', primary: true, verified: true },
      ],
    },
  }),
}
const ids = Object.keys(simulators) as Id[]
const origins = Object.fromEntries(ids.map((id) => [id, simulators[id].origin]))
const simulated = await testApp({ ...simulatedKeys, PUBLIC_URL: publicUrl }, { providersAt: origins })
const real = await testApp({ ...simulatedKeys, PUBLIC_URL: publicUrl })

/** Where browsers are sent, and with what, as the providers publish it. */
const published: Record<Id, { address: string; scope: string; pkce: boolean }> = {
  facebook: { address: 'https://www.facebook.com/v24.0/dialog/oauth', scope: 'public_profile email', pkce: true },
  x: { address: 'https://x.com/i/oauth2/authorize', scope: 'users.read tweet.read users.email', pkce: true },
  linkedin: { address: 'https://www.linkedin.com/oauth/v2/authorization', scope: 'openid profile email', pkce: false },
  github: { address: 'https://github.com/login/oauth/authorize', scope: 'read:user user:email', pkce: true },
}

for (const id of ids)
  test(`${id}: browsers are sent where it says`, async () => {
    const { address } = await real.browser().api['POST /api/provider-sign-ins']({ body: { provider: id } })
    const { searchParams: sent, origin, pathname } = new URL(address)
    assert.equal(origin + pathname, published[id].address)
    assert.equal(sent.get('scope'), published[id].scope)
    assert.equal(sent.get('response_type'), 'code')
    assert.equal(sent.get('client_id'), simulatedKeys.X_CLIENT_ID)
    assert.equal(sent.get('redirect_uri'), `${publicUrl}/sign-in/by/${id}`)
    assert.match(sent.get('state') ?? '', /^[\w-]{22}$/)
    assert.equal(sent.get('code_challenge_method'), published[id].pkce ? 'S256' : null)
    assert.equal(sent.has('code_challenge'), published[id].pkce)
  })

/** Goes there, agrees, and comes back. */
async function comeBy(id: Id, mine = simulated.browser()) {
  const { address } = await mine.api['POST /api/provider-sign-ins']({ body: { provider: id } })
  const state = new URL(address).searchParams.get('state') ?? ''
  const code = simulators[id].agree(address)
  const body = { provider: id, state, code }
  return { mine, body, came: () => mine.api['POST /api/provider-sign-ins/return']({ body }) }
}

const people = [
  ['x', 'Xi', 'xi@example.org', '2244994945'],
  ['linkedin', 'Lin Kedin', 'lin@example.org', '782bbtaQ'],
  ['github', 'octocat', 'octo@example.org', '583231'],
] as const

for (const [id, name, email, subject] of people)
  test(`${id}: a person with an address it vouches for is signed in`, async () => {
    const { mine, came } = await comeBy(id)
    assert.equal((await came()).outcome, 'signed-in')
    const me = await mine.api['GET /api/me']()
    assert.deepEqual([me?.name, me?.email, me?.emailVerified], [name, email, true])
    const link = await simulated.db
      .selectFrom('account')
      .select(['account_id', 'access_token', 'refresh_token', 'id_token'])
      .where('user_id', '=', me?.id ?? '')
      .execute()
    assert.deepEqual(link, [{ account_id: subject, access_token: null, refresh_token: null, id_token: null }])
  })

test('facebook: it vouches for no address, so one is asked for', async () => {
  const { mine, came } = await comeBy('facebook')
  assert.equal((await came()).outcome, 'email-wanted')
  const wanted = { provider: 'Facebook', email: 'fay@example.org', asked: false }
  assert.deepEqual(await mine.api['GET /api/provider-sign-ins/waiting'](), wanted)
})

/** How profiles without an address that may be taken look. */
const unproven: [Id, Record<string, unknown>][] = [
  ['x', { '/2/users/me': { data: { id: '7', name: 'Xu' } } }],
  ['linkedin', { '/v2/userinfo': { sub: '8', name: 'Lu', email: 'lu@example.org', email_verified: false } }],
  [
    'github',
    { '/user': { id: 9, login: 'gu' }, '/user/emails': [{ email: 'gu@x.org', primary: true, verified: false }] },
  ],
  ['github', { '/user': { id: 9, login: 'gu' }, '/user/emails': [] }],
]

for (const [id, profile] of unproven)
  test(`${id}: an address is asked for when it says ${JSON.stringify(profile)}`, async () => {
    const before = simulators[id].profile
    simulators[id].profile = profile
    const { came } = await comeBy(id)
    assert.equal((await came()).outcome, 'email-wanted')
    simulators[id].profile = before
  })

for (const id of ids) {
  test(`${id}: a code that was not given out, or a profile of nobody, is refused`, async () => {
    const { mine, body } = await comeBy(id)
    const other = { ...body, code: 'made-up' }
    await refusedWith('sign_in_unproven', mine.api['POST /api/provider-sign-ins/return']({ body: other }))
    const before = simulators[id].profile
    simulators[id].profile = Object.fromEntries(Object.keys(before).map((path) => [path, {}]))
    const { came } = await comeBy(id)
    await refusedWith('sign_in_unproven', came())
    simulators[id].profile = before
  })

  test(`${id}: nothing is made of a provider that breaks`, async () => {
    for (const trouble of ['broken', 'too many'] as const) {
      simulators[id].ail(trouble, 1)
      const { came } = await comeBy(id)
      await refusedWith('sign_in_provider_silent', came())
      simulators[id].well()
    }
  })
}

for (const id of ids.filter((one) => published[one].pkce))
  test(`${id}: a code of somebody else's sign-in is refused, for it has another challenge`, async () => {
    const theirs = await comeBy(id)
    const { mine, body } = await comeBy(id)
    const mixed = { ...body, code: theirs.body.code }
    await refusedWith('sign_in_unproven', mine.api['POST /api/provider-sign-ins/return']({ body: mixed }))
  })

test('the cookie that binds a sign-in to its browser is for this host alone under https', async () => {
  const { fetch } = simulated.browser()
  const reply = await fetch(`${simulated.origin}/api/provider-sign-ins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'github' }),
  })
  assert.match(
    reply.headers.getSetCookie().join('\n'),
    /^__Host-conflux\.provider=[\w-]{22}; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('providers without keys are not offered', async () => {
  const none = await testApp()
  assert.deepEqual(await none.browser().api['GET /api/sign-in-providers'](), { items: [] })
})
