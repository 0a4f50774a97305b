import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A reverse proxy as it stands before several processes: no request knows which of them it meets. */
export interface ReverseProxy {
  origin: string
  /** From now on these take requests in turn, and sockets go to the one for `realtime`. */
  lead(to: { web: readonly string[]; realtime: string }): void
  stop(): Promise<void>
}

export async function startProxy(): Promise<ReverseProxy> {
  let web: readonly string[] = []
  let realtime = ''
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const bytes: Buffer[] = []
    incoming.on('data', (part) => bytes.push(part))
    incoming.on('end', () => pass(web.length))

    /** Asks the next in turn; one that is not there is passed over. */
    function pass(tries: number): void {
      const origin = web[turn++ % web.length]
      if (tries === 0 || origin === undefined) return void outgoing.writeHead(502).end()
      const onward = request(new URL(incoming.url ?? '/', origin), {
        method: incoming.method,
        headers: forwarded(incoming),
      })
      onward.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNREFUSED' ? pass(tries - 1) : outgoing.destroy(),
      )
      onward.end(Buffer.concat(bytes))
    }
  })

  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (incoming, socket, head) => {
    const onward = request(new URL(incoming.url ?? '/', realtime), { headers: forwarded(incoming) })
    onward.on('upgrade', (answer, upstream, first) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${linesOf(answer.headers)}\r\n\r\n`)
      upstream.write(head)
      socket.write(first)
      upstream.pipe(socket).pipe(upstream)
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
    onward.on('response', (answer) => socket.end(`HTTP/1.1 ${answer.statusCode} Refused\r\n\r\n`))
    onward.on('error', () => socket.destroy())
    onward.end()
  })

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead(to) {
      ;({ web, realtime } = to)
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

/** What came in, and from where; the Host that was asked for stays. */
const forwarded = ({ headers, socket }: IncomingMessage): IncomingHttpHeaders => ({
  ...headers,
  'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', '),
})

const linesOf = (headers: IncomingHttpHeaders) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')
