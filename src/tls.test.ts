import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createSecureContext } from 'node:tls'
import { readConfig } from './config.ts'
import { StartError } from './lib/start-error.ts'
import { certificateFor } from './tls.ts'

const dir = await mkdtemp(join(tmpdir(), 'tls-'))
after(() => rm(dir, { recursive: true }))
const kept = join(dir, 'self-signed.json')
const selfSigned = readConfig({ TLS: 'self-signed', DATA_DIR: dir })

test('no certificate is made unless asked for', async () => {
  assert.equal(await certificateFor(readConfig({ DATA_DIR: dir })), undefined)
})

test('a certificate of our own, for this machine as a server, is made once and kept', async () => {
  const made = await certificateFor(selfSigned)
  assert.ok(made)
  createSecureContext(made)
  const { keyUsage, subjectAltName } = new X509Certificate(made.cert)
  assert.deepEqual(keyUsage, ['1.3.6.1.5.5.7.3.1'])
  assert.match(subjectAltName ?? '', /DNS:localhost, IP Address:127\.0\.0\.1/)
  assert.equal((await certificateFor(selfSigned))?.cert, made.cert)
})

test('one that is over, or broken, is made again', async () => {
  const before = JSON.parse(await readFile(kept, 'utf8'))
  for (const content of [JSON.stringify({ ...before, until: Date.now() - 1 }), '{"cert":"---', '']) {
    await writeFile(kept, content)
    const made = await certificateFor(selfSigned)
    assert.ok(made && made.cert !== before.cert)
    createSecureContext(made)
  }
})

test('files that are no certificate and key stop the start with a sentence', async () => {
  const file = join(dir, 'bad.pem')
  await writeFile(file, '-----BEGIN CERTIFICATE-----\nzzz\n')
  await assert.rejects(certificateFor(readConfig({ TLS_CERT: file, TLS_KEY: file })), (error) => {
    assert.ok(error instanceof StartError)
    return /TLS_CERT and TLS_KEY/.test(error.message)
  })
})
