import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import { addressOf, isDevelopmentPath } from './address.ts'

const asked = (url: string, host = 'conflux.test') => ({ protocol: 'http', host, url }) as FastifyRequest

const addresses: [url: string, host: string, href: string | undefined][] = [
  ['/e/x?q=1', 'conflux.test:3000', 'http://conflux.test:3000/e/x?q=1'],
  ['/', '[::1]:3000', 'http://[::1]:3000/'],
  ['//evil.test/x', 'conflux.test', 'http://conflux.test//evil.test/x'],
  ['http://evil.test/x', 'conflux.test', 'http://conflux.test/x'],
  ['//', 'conflux.test', 'http://conflux.test//'],
  ['/', '', undefined],
  ['/', '[', undefined],
  ['/', 'a b', undefined],
  ['/', 'conflux.test/dev/ui?', undefined],
  ['/', 'evil.test@conflux.test', undefined],
  ['/', 'conflux.test:99999', undefined],
]

for (const [url, host, href] of addresses)
  test(`${url} at "${host}" is ${href ?? 'refused'}`, () => {
    if (href !== undefined) return assert.equal(addressOf(asked(url, host)).href, href)
    assert.throws(
      () => addressOf(asked(url, host)),
      (error) => error instanceof Refusal && error.code === 'bad_request',
    )
  })

for (const url of [
  '/dev',
  '/dev/ui',
  '/DEV/ui',
  '/%64ev/ui',
  '/./dev/ui',
  '/x/../dev/ui',
  '//dev/ui',
  '/dev?x',
  'http://x/dev',
])
  test(`${url} is a page for development`, () => assert.equal(isDevelopmentPath(asked(url)), true))

for (const url of ['/', '/developers', '/e/dev', '/e/%', '/%zz', '/x?y=/dev/ui'])
  test(`${url} is no page for development`, () => assert.equal(isDevelopmentPath(asked(url)), false))
