import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { StaticHandlerContext } from 'react-router'
import { UNSAFE_ErrorResponseImpl as ErrorResponseImpl } from 'react-router'
import { assetsOf } from './assets.ts'
import { frameDocument } from './document.ts'
import type { Sentences } from './services.ts'
import { parseState, serializeState } from './state.ts'

const MANIFEST = JSON.stringify({
  'web/entry-client.tsx': { file: 'assets/e.js', isEntry: true, css: ['assets/e.css'], imports: ['_x.js'] },
  '_x.js': { file: 'assets/x.js' },
  'lang/de/web.ts': { file: 'assets/de.js', imports: ['_x.js'] },
  'web/pages/event/page.tsx': {
    file: 'assets/p.js',
    css: ['assets/p.css'],
    imports: ['_x.js', 'web/entry-client.tsx'],
  },
  font: { file: 'assets/archivo-latin-standard-normal-1.woff2' },
})

function contextOf(part: object): StaticHandlerContext {
  return { loaderData: {}, actionData: null, errors: null, ...part } as StaticHandlerContext
}

test('a page asks for its own files, the shared ones and its language once each', () => {
  const { scripts, preloads, styles, font } = assetsOf(MANIFEST).of('event', 'de')
  assert.deepEqual(scripts, ['/assets/e.js'])
  assert.deepEqual(preloads, ['/assets/x.js', '/assets/de.js', '/assets/p.js'])
  assert.deepEqual(styles, ['/assets/e.css', '/assets/p.css'])
  assert.equal(font, '/assets/archivo-latin-standard-normal-1.woff2')
})

test('titles and metadata go to the head, the page to the body, and nothing is inline', () => {
  const markup = '<title>Jazz</title><meta name="description" content="x"/><div data-page=""><p>Hello</p></div>'
  const assets = assetsOf(MANIFEST).of('event', 'de')
  const html = frameDocument({ markup, state: '{}', assets, language: 'de', theme: 'dark', t: {} as Sentences })
  const [head = '', body = ''] = html.split('</head>')
  assert.match(head, /<html lang="de" data-theme="dark">.*<title>Jazz<\/title><meta name="description"/)
  assert.match(body, /^<body><div id="app"><div data-page=""><p>Hello<\/p><\/div><\/div>/)
  assert.doesNotMatch(html, /<style|<script>| style=| on\w+=/)
})

test('the state survives the way through the document, whatever is in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = serializeState(contextOf({ loaderData: { page: value } }))
      assert.ok(!json.includes('<'))
      assert.deepEqual(parseState(json).loaderData, JSON.parse(JSON.stringify({ page: value })))
    }),
  )
})

test('refusals travel with their words, bugs without', () => {
  const refusal = new ErrorResponseImpl(403, '', { code: 'not_allowed' })
  const json = serializeState(contextOf({ errors: { root: refusal, page: new Error('the password is 1234') } }))
  assert.doesNotMatch(json, /1234/)
  const { errors } = parseState(json)
  assert.equal(errors?.root?.status, 403)
  assert.deepEqual(errors?.root?.data, { code: 'not_allowed' })
  assert.equal(errors?.page?.status, 500)
})
