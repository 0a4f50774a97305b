import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { Type as T } from 'typebox'
import { readConfig } from '../config.ts'
import { refuse } from '../errors.ts'
import { keyFor } from '../lib/sign.ts'
import { type Gate, operationsOf } from './call.ts'
import type { Endpoint } from './contract.ts'
import { limiter } from './limits.ts'
import { mount } from './mount.ts'
import { readRequest } from './read-request.ts'
import type { Caller } from './request.ts'
import { makeServer } from './server.ts'
import { Form } from './shapes.ts'

const table = {
  'POST /api/echo': {
    summary: 'Say it back',
    access: 'public',
    body: Form({ word: T.String() }),
    reply: T.Object({ word: T.String() }),
  },
  'GET /api/broken': { summary: 'A bug', access: 'public', reply: T.Object({}) },
  'GET /api/file': { summary: 'A file', access: 'public', reply: { file: ['text/plain'] } },
  'DELETE /api/things/:thingId': { summary: 'Away', access: 'public' },
  'POST /api/sign-in': { summary: 'In', access: 'public', limit: 'sign-in', body: T.Object({}), reply: T.Object({}) },
  'POST /events': {
    summary: 'As older programs call it',
    access: 'public',
    tag: 'compat',
    body: T.Object({}),
    reply: T.Object({}),
  },
} as const satisfies Record<string, Endpoint>

const lines: string[] = []

function setUp(env: Record<string, string> = {}, caller: Caller | null = null) {
  const config = readConfig({ LOG_LEVEL: 'info', CORS_ORIGINS: 'https://app.example', ...env })
  const key = keyFor('a secret', 'browser cookie')
  const requestOf = (request: Parameters<typeof readRequest>[0]) => readRequest(request, key)
  const server = makeServer({ config, tls: undefined, requestOf, logTo: { write: (line) => lines.push(line) } })
  const gate: Gate = {
    identify: async () => caller,
    authorize: async () => {},
    count: limiter(),
    noteActing: async () => {},
  }
  const handlers = operationsOf(
    table,
    {
      'POST /api/echo': async ({ body }) => body,
      'GET /api/broken': async () => {
        throw Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(ada@example.org) already exists.' })
      },
      'GET /api/file': async () => ({ type: 'text/plain', bytes: 'hello', name: 'a "b"/c.txt' }),
      'DELETE /api/things/:thingId': async () => undefined,
      'POST /api/sign-in': async () => ({}),
      'POST /events': async () => refuse('no_events_found'),
    },
    gate,
  )
  mount(server, handlers, requestOf)
  return (options: InjectOptions) => server.inject(options)
}

const inject = setUp()
const echo = (headers: Record<string, string>, payload = '{"word":"hi"}') =>
  inject({ method: 'POST', url: '/api/echo', headers: { 'content-type': 'application/json', ...headers }, payload })

test('every reply has the security headers and the id of its request', async () => {
  for (const url of ['/api/file', '/api/broken', '/nowhere', '/api/%zz', `/api/things/${'x'.repeat(600)}`]) {
    const { headers } = await inject({ method: url.includes('things') ? 'DELETE' : 'GET', url })
    const own = url.startsWith('/api/') ? 'none' : 'self'
    assert.match(
      String(headers['content-security-policy']),
      new RegExp(`default-src '${own}'.*frame-ancestors 'none'`),
      url,
    )
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe-inline|unsafe-eval'/, url)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    if (own === 'self') assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin', url)
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/, url)
    assert.equal(headers['strict-transport-security'], undefined, url)
  }
})

test('replies of the API are kept by nobody', async () => {
  assert.equal((await echo({})).headers['cache-control'], 'no-store')
  assert.equal((await inject({ url: '/nowhere' })).headers['cache-control'], 'no-store')
})

test('under https browsers are told to stay with it, unless the certificate is our own', async () => {
  const told = async (env: Record<string, string>) =>
    (await setUp(env)({ url: '/api/file' })).headers['strict-transport-security']
  assert.equal(await told({ PUBLIC_URL: 'https://conflux.example' }), 'max-age=31536000')
  assert.equal(await told({ PUBLIC_URL: 'https://conflux.example', TLS: 'self-signed' }), undefined)
})

test('the door alone may use the camera and compile the code reader', async () => {
  const door = (await inject({ url: '/door/x' })).headers
  assert.match(String(door['content-security-policy']), /'wasm-unsafe-eval'/)
  assert.match(String(door['permissions-policy']), /camera=\(self\)/)
  const page = (await inject({ url: '/e/x' })).headers
  assert.doesNotMatch(String(page['content-security-policy']), /wasm/)
  assert.match(String(page['permissions-policy']), /camera=\(\)/)
})

test('the page to pay in alone may run the script of a payment provider, and only when one is set up', async () => {
  const keys = { RAZORPAY_KEY_ID: 'rzp_test_1', RAZORPAY_KEY_SECRET: 'secret-1', RAZORPAY_WEBHOOK_SECRET: 'secret-2' }
  const withRazorpay = setUp(keys)
  const policyOf = async (ask: typeof inject, url: string) =>
    String((await ask({ url })).headers['content-security-policy'])
  const page = await policyOf(withRazorpay, '/checkout/x/pay/y')
  assert.match(page, /script-src 'self' https:\/\/checkout\.razorpay\.com;/)
  assert.match(page, /frame-src https:\/\/api\.razorpay\.com https:\/\/checkout\.razorpay\.com;/)
  assert.match(page, /frame-ancestors 'none'/)
  for (const [ask, url] of [
    [withRazorpay, '/checkout/x'],
    [withRazorpay, '/checkout/x/return/y'],
    [withRazorpay, '/e/x?/checkout/x/pay/y'],
    [inject, '/checkout/x/pay/y'],
  ] as const) {
    const policy = await policyOf(ask, url)
    assert.doesNotMatch(policy, /razorpay|unsafe-inline/, url)
    assert.match(policy, /script-src 'self';/, url)
  }
})

test('the form of the checkout alone may lead to payment providers, and only to those that are set up', async () => {
  const keys = { PAYPAL_CLIENT_ID: 'client-id-1', PAYPAL_CLIENT_SECRET: 'client-secret', PAYPAL_WEBHOOK_ID: 'WH1' }
  const withPaypal = setUp({ ...keys, STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' })
  const formsOf = async (ask: typeof inject, url: string) =>
    /form-action ([^;]*)/.exec(String((await ask({ url })).headers['content-security-policy']))?.[1]
  assert.equal(await formsOf(withPaypal, '/checkout/x'), "'self' https://checkout.stripe.com https://www.paypal.com")
  assert.equal(await formsOf(withPaypal, '/e/x'), "'self'")
  assert.equal(await formsOf(inject, '/checkout/x'), "'self'")
  const inSandbox = setUp({ ...keys, PAYPAL_API: 'https://api-m.sandbox.paypal.com' })
  assert.equal(await formsOf(inSandbox, '/checkout/x'), "'self' https://www.sandbox.paypal.com")
})

test('the forms of signing in may lead to the providers that are set up', async () => {
  const withProviders = setUp({
    GITHUB_CLIENT_ID: 'app',
    GITHUB_CLIENT_SECRET: 'key',
    OIDC_ISSUER: 'https://id.example.org/realms/town',
    OIDC_CLIENT_ID: 'app',
    OIDC_CLIENT_SECRET: 'key',
  })
  const policyOf = async (url: string) => String((await withProviders({ url })).headers['content-security-policy'])
  for (const url of ['/sign-in', '/sign-in?next=%2F', '/sign-up', '/sign-in/by/github', '/account/security'])
    assert.match(await policyOf(url), /form-action 'self' https:\/\/github\.com https:\/\/id\.example\.org;/, url)
  for (const url of ['/', '/account', '/sign-instead', '/checkout/x'])
    assert.match(await policyOf(url), /form-action 'self';/, url)
})

const unreadable: [what: string, options: InjectOptions, status: number, code: string][] = [
  [
    'JSON cut short',
    { method: 'POST', url: '/api/echo', headers: { 'content-type': 'application/json' }, payload: '{"word":' },
    400,
    'bad_request',
  ],
  [
    'an empty body of JSON',
    { method: 'POST', url: '/api/echo', headers: { 'content-type': 'application/json' }, payload: '' },
    400,
    'bad_request',
  ],
  [
    'a poisoned prototype',
    {
      method: 'POST',
      url: '/api/echo',
      headers: { 'content-type': 'application/json' },
      payload: '{"__proto__":{"x":1}}',
    },
    400,
    'bad_request',
  ],
  [
    'a form where JSON belongs',
    {
      method: 'POST',
      url: '/api/echo',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'word=hi',
    },
    415,
    'unsupported_media_type',
  ],
  ['no body at all', { method: 'POST', url: '/api/echo' }, 400, 'invalid'],
  [
    'a body over the limit',
    {
      method: 'POST',
      url: '/api/echo',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ word: 'x'.repeat(300_000) }),
    },
    413,
    'body_too_large',
  ],
  ['a path that is no path', { url: '/api/%zz' }, 400, 'bad_request'],
  [
    'a part of a path that is too long',
    { method: 'DELETE', url: `/api/things/${'x'.repeat(600)}` },
    400,
    'bad_request',
  ],
  ['an id that is none', { method: 'DELETE', url: '/api/things/7' }, 404, 'not_found'],
  ['an address that is none', { url: '/api/nowhere' }, 404, 'not_found'],
  ['a method an address does not take', { method: 'PATCH', url: '/api/echo' }, 404, 'not_found'],
]

for (const [what, options, status, code] of unreadable)
  test(`${what} is refused with a problem document`, async () => {
    const response = await inject(options)
    assert.equal(response.statusCode, status)
    assert.equal(response.headers['content-type'], 'application/problem+json; charset=utf-8')
    const document = response.json()
    assert.equal(document.code, code)
    assert.equal(document.status, status)
    assert.equal(document.requestId, response.headers['x-request-id'])
    assert.ok(document.title && document.detail)
  })

test('problems are told in the language the reader prefers, or has chosen', async () => {
  const title = async (headers: Record<string, string>) => (await inject({ url: '/nowhere', headers })).json().title
  assert.equal(await title({}), 'Not found')
  assert.equal(await title({ 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' }), 'Nicht gefunden')
  assert.equal(await title({ 'accept-language': 'fr, hi;q=0.7' }), 'नहीं मिला')
  assert.equal(await title({ 'accept-language': 'de', cookie: 'lang=hi' }), 'नहीं मिला')
  assert.equal(await title({ cookie: 'lang=tlh' }), 'Not found')
})

test('programs of the compat endpoints find their sentence in `error`, in English, for every refusal', async () => {
  const call = async (payload: string) =>
    (
      await inject({
        method: 'POST',
        url: '/events',
        headers: { 'content-type': 'application/json', 'accept-language': 'de' },
        payload,
      })
    ).json()
  const refused = await call('{}')
  assert.equal(refused.error, 'No events found.')
  assert.equal(refused.detail, 'Keine Veranstaltungen gefunden.')
  assert.equal((await call('{')).error, 'The request could not be read. Check its format and send it again.')
})

test('a bug answers 500 with a number and none of its words', async () => {
  const response = await inject({ url: '/api/broken' })
  assert.equal(response.statusCode, 500)
  assert.doesNotMatch(response.body, /duplicate|ada@/)
  assert.match(response.body, new RegExp(String(response.headers['x-request-id'])))
})

test('what a file is called cannot break out of its header', async () => {
  const { headers } = await inject({ url: '/api/file' })
  assert.equal(headers['content-disposition'], 'attachment; filename="a-b-c.txt"')
})

const foreign: [what: string, headers: Record<string, string>, refused: boolean][] = [
  ['our own page', { cookie: 'a=b', origin: 'http://localhost:3000', host: 'localhost:3000' }, false],
  ['our own page, by what the browser says', { cookie: 'a=b', 'sec-fetch-site': 'same-origin' }, false],
  ['a program without cookies', { origin: 'https://evil.example' }, false],
  [
    'a program with a bearer token',
    { cookie: 'a=b', authorization: 'Bearer x', origin: 'https://evil.example' },
    false,
  ],
  [
    'a browser with a password in the address',
    { cookie: 'a=b', authorization: 'Basic YTpi', origin: 'https://evil.example' },
    true,
  ],
  ['another site', { cookie: 'a=b', origin: 'https://evil.example' }, true],
  ['a browser that does not say where it comes from', { cookie: 'a=b' }, true],
  ['another port of this machine', { cookie: 'a=b', origin: 'http://localhost:3001', host: 'localhost:3000' }, true],
  ['a sandboxed frame', { cookie: 'a=b', origin: 'null' }, true],
  ['an origin that is none', { cookie: 'a=b', origin: 'evil' }, true],
  ['a sibling site, by what the browser says', { cookie: 'a=b', 'sec-fetch-site': 'same-site' }, true],
  ['another site, by what the browser says', { cookie: 'a=b', 'sec-fetch-site': 'cross-site' }, true],
]

for (const [who, headers, refused] of foreign)
  test(`a write from ${who} is ${refused ? 'refused' : 'taken'}`, async () => {
    const response = await echo(headers)
    assert.equal(response.statusCode, refused ? 403 : 200)
    if (refused) assert.equal(response.json().code, 'cross_site')
  })

test('other origins may call with a token when they are listed, and never with cookies', async () => {
  const asked = (origin: string) =>
    inject({ method: 'OPTIONS', url: '/api/echo', headers: { origin, 'access-control-request-method': 'POST' } })
  const listed = await asked('https://app.example')
  assert.equal(listed.statusCode, 204)
  assert.equal(listed.headers['access-control-allow-origin'], 'https://app.example')
  assert.match(String(listed.headers['access-control-allow-headers']), /authorization/)
  assert.equal(listed.headers['access-control-allow-credentials'], undefined)
  assert.equal(listed.headers.vary, 'Origin')
  const other = await asked('https://evil.example')
  assert.equal(other.headers['access-control-allow-origin'], undefined)
  const reply = await echo({ origin: 'https://app.example' })
  assert.equal(reply.headers['access-control-allow-origin'], 'https://app.example')
  const refused = await echo({ origin: 'https://app.example' }, '{')
  assert.equal(refused.headers['access-control-allow-origin'], 'https://app.example')
})

test('too many tries from one address are told when to come back', async () => {
  const ask = setUp()
  const sign = (remoteAddress: string) =>
    ask({
      method: 'POST',
      url: '/api/sign-in',
      remoteAddress,
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    })
  for (let count = 0; count < 20; count++) assert.equal((await sign('192.0.2.1')).statusCode, 200)
  const refused = await sign('192.0.2.1')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json().code, 'too_many_requests')
  assert.equal(Number(refused.headers['retry-after']), refused.json().retryAfter)
  assert.ok(refused.json().retryAfter > 0)
  assert.equal((await sign('192.0.2.2')).statusCode, 200)
})

test('an address in X-Forwarded-For counts just behind proxies of ours', async () => {
  const tries = async (env: Record<string, string>) => {
    const ask = setUp(env)
    const statuses = []
    for (let count = 0; count < 21; count++) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${count}` }
      statuses.push((await ask({ method: 'POST', url: '/api/sign-in', headers, payload: '{}' })).statusCode)
    }
    return statuses.at(-1)
  }
  assert.equal(await tries({ TRUST_PROXY: '0' }), 429)
  assert.equal(await tries({ TRUST_PROXY: '1' }), 200)
})

test('the log names method, path and status, and nothing of a person', async () => {
  lines.length = 0
  await inject({
    method: 'POST',
    url: '/api/echo?email=ada@example.org&token=t0ken',
    headers: {
      'content-type': 'application/json',
      cookie: 'conflux.session_token=c00kie',
      authorization: 'Bearer b3arer',
    },
    payload: '{"word":"w0rd"}',
  })
  const broken = await inject({ url: '/api/broken?secret=s3cret' })
  const log = lines.join('')
  assert.match(log, /"path":"\/api\/echo"/)
  assert.match(log, /"status":200/)
  assert.match(log, /duplicate key/)
  assert.match(log, new RegExp(String(broken.headers['x-request-id'])))
  assert.doesNotMatch(log, /ada@|t0ken|c00kie|b3arer|w0rd|s3cret|example\.org/)
})
