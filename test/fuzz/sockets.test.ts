import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { testApp } from '../harness.ts'

const { origin, browser } = await testApp()
const { port } = new URL(origin)

/** Sends bytes as they are, and answers with the status line, or nothing when the server just hung up. */
function send(bytes: string | Buffer): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes))
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => resolve(''))
  socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1').split('\r\n')[0] ?? ''))
  return promise
}

const head = 'Host: localhost\r\nConnection: close\r\n'
const json = `${head}Content-Type: application/json\r\n`

const requests: [what: string, bytes: string | Buffer][] = [
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'],
  ['a method that is none', `BREW /healthz HTTP/1.1\r\n${head}\r\n`],
  ['a version that is none', `GET /healthz HTTP/9.9\r\n${head}\r\n`],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two hosts', `GET /healthz HTTP/1.1\r\n${head}Host: evil.example\r\n\r\n`],
  [
    'a path of raw bytes',
    Buffer.concat([Buffer.from('GET /api/'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(` HTTP/1.1\r\n${head}\r\n`)]),
  ],
  ['a path with half an escape', `GET /api/discover/%f HTTP/1.1\r\n${head}\r\n`],
  ['a path of escaped bytes that are no UTF-8', `GET /api/discover/%ff%fe HTTP/1.1\r\n${head}\r\n`],
  ['an escaped NUL in a path', `GET /api/discover/%00 HTTP/1.1\r\n${head}\r\n`],
  ['a path that climbs', `GET /../../../etc/passwd HTTP/1.1\r\n${head}\r\n`],
  ['a whole address for a path', `GET http://evil.example/healthz HTTP/1.1\r\n${head}\r\n`],
  ['a query of bytes that are no UTF-8', `GET /api/discover?q=%ff%fe&q=%00 HTTP/1.1\r\n${head}\r\n`],
  [
    'a query with brackets and prototypes',
    `GET /api/discover?__proto__[x]=1&constructor.prototype=2&q[]=3 HTTP/1.1\r\n${head}\r\n`,
  ],
  ['a very long path', `GET /${'a'.repeat(30_000)} HTTP/1.1\r\n${head}\r\n`],
  [
    'very many headers',
    `GET /healthz HTTP/1.1\r\n${head}${Array.from({ length: 3000 }, (_, index) => `X-${index}: a\r\n`).join('')}\r\n`,
  ],
  ['a very long header', `GET /healthz HTTP/1.1\r\n${head}Cookie: ${'a'.repeat(100_000)}\r\n\r\n`],
  [
    'a header of raw bytes',
    Buffer.concat([
      Buffer.from(`GET /api/me HTTP/1.1\r\n${head}Cookie: lang=`),
      Buffer.from([0xff, 0x01]),
      Buffer.from('\r\n\r\n'),
    ]),
  ],
  ['a body shorter than said', `POST /api/sign-in HTTP/1.1\r\n${json}Content-Length: 1000\r\n\r\n{"email"`],
  [
    'a body longer than said',
    `POST /api/sign-in HTTP/1.1\r\n${json}Content-Length: 2\r\n\r\n{}GET /healthz HTTP/1.1\r\n\r\n`,
  ],
  ['a length below nothing', `POST /api/sign-in HTTP/1.1\r\n${json}Content-Length: -1\r\n\r\n{}`],
  ['two lengths', `POST /api/sign-in HTTP/1.1\r\n${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} `],
  [
    'a length and chunks',
    `POST /api/sign-in HTTP/1.1\r\n${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['a chunk that is none', `POST /api/sign-in HTTP/1.1\r\n${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`],
  [
    'a body that claims to be packed',
    `POST /api/sign-in HTTP/1.1\r\n${json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
  ],
]

for (const [what, bytes] of requests)
  test(`${what} is refused, not stumbled over`, async () => {
    assert.match(await send(bytes), /^$|^HTTP\/1\.1 [1-4]\d\d /)
    assert.deepEqual(await browser().api['GET /healthz'](), { status: 'ok' })
  })
