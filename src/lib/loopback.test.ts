import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLoopback, isLoopbackHost } from './loopback.ts'

test('addresses of the machine itself, and of others', () => {
  for (const ip of ['127.0.0.1', '127.255.0.9', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.1'])
    assert.ok(isLoopback(ip), ip)
  for (const ip of [
    '10.0.0.1',
    '128.0.0.1',
    '::2',
    'fe80::1',
    '::ffff:10.0.0.1',
    '1127.0.0.1',
    '127.0.0.1.evil.example',
    '',
  ]) {
    assert.ok(!isLoopback(ip), ip)
  }
})

test('names of the machine itself, and of others', () => {
  for (const host of ['localhost', 'LOCALHOST:3000', 'app.localhost:3000', '127.0.0.1:3000', '[::1]:3000', '[::1]'])
    assert.ok(isLoopbackHost(host), host)
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.nip.io:3000',
    '10.0.0.1',
    '',
    undefined,
  ])
    assert.ok(!isLoopbackHost(host), host)
})
