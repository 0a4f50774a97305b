import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextPath, withNext } from './next.ts'

const site = 'https://conflux.example'

test('a path of this site is gone to, anything else is not', () => {
  const cases: [next: string | null | undefined, path: string][] = [
    ['/account', '/account'],
    ['/e/loose-wires?from=a%20b#tickets', '/e/loose-wires?from=a%20b#tickets'],
    ['', '/'],
    [null, '/'],
    [undefined, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    [' /account', '/'],
    ['javascript:alert(1)', '/'],
    ['account', '/'],
  ]
  for (const [next, path] of cases) assert.equal(nextPath(next), path, String(next))
})

test('whatever is given, one stays here', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('/', '\\', '.', ':', '@', '?', '#', '\t', '\n', 'a', '%2f', 'evil.example'),
  })
  fc.assert(
    fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), (next) => {
      assert.equal(new URL(nextPath(next), site).origin, site)
    }),
  )
})

test('the way on is carried along', () => {
  assert.equal(withNext('/sign-up', '/e/x?a=1'), '/sign-up?next=%2Fe%2Fx%3Fa%3D1')
  assert.equal(withNext('/sign-up', '/'), '/sign-up')
})
