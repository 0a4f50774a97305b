import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicLookup, type Resolve } from './public-lookup.ts'

const resolving =
  (...addresses: string[]): Resolve =>
  (_hostname, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

const look = (resolve: Resolve, all: boolean) =>
  new Promise<unknown>((found, failed) =>
    publicLookup(resolve)('push.example.org', { all }, (error, address) => (error ? failed(error) : found(address))),
  )

test('a name that leads to this machine or its network is not connected', async () => {
  for (const address of ['127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '::ffff:192.168.0.1'])
    for (const all of [true, false])
      await assert.rejects(look(resolving(address), all), /push\.example\.org is not on the Internet/, address)
  await assert.rejects(look(resolving(), true), /not on the Internet/)
})

test('of several addresses the public ones are left', async () => {
  const both = resolving('127.0.0.1', '8.8.8.8', '2606:4700::1111')
  assert.deepEqual(await look(both, true), [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
  assert.equal(await look(both, false), '8.8.8.8')
})

test('a name that is not known fails as it does', async () => {
  const unknown: Resolve = (_hostname, _options, done) => done(new Error('ENOTFOUND'), [])
  await assert.rejects(look(unknown, true), /ENOTFOUND/)
})
