import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, type Origin, originOf } from './origin.ts'

test('sockets come from our own pages, from sites that were allowed, or from nowhere', () => {
  const cases: [origin: string | undefined, from: Origin][] = [
    ['https://conflux.example', 'own'],
    ['https://conflux.example:8443', 'foreign'],
    ['https://evil.example', 'foreign'],
    ['https://conflux.example.evil.example', 'foreign'],
    ['null', 'foreign'],
    ['nonsense', 'foreign'],
    ['https://app.example', 'allowed'],
    ['http://app.example', 'foreign'],
    [undefined, 'none'],
  ]
  for (const [origin, from] of cases)
    assert.equal(
      originOf({ host: 'conflux.example', ...(origin === undefined ? {} : { origin }) }, ['https://app.example']),
      from,
      origin,
    )
})

test('an address is who our outermost proxy saw, whatever they say of themselves', () => {
  const cases: [forwarded: string | undefined, proxies: number, address: string][] = [
    [undefined, 0, '10.0.0.1'],
    ['192.0.2.7', 0, '10.0.0.1'],
    [undefined, 1, '10.0.0.1'],
    ['192.0.2.7', 1, '192.0.2.7'],
    ['6.6.6.6, 192.0.2.7', 1, '192.0.2.7'],
    ['6.6.6.6, 192.0.2.7, 10.0.0.2', 2, '192.0.2.7'],
    ['192.0.2.7', 5, '192.0.2.7'],
  ]
  for (const [forwarded, proxies, address] of cases)
    assert.equal(
      addressOf(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }, '10.0.0.1', proxies),
      address,
      `${forwarded} behind ${proxies}`,
    )
})
