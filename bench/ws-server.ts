import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { ready } from './child.ts'
import { shownOf } from './room-message.ts'

/** As much of `ws` as is used: it comes with Socket.IO, without types. */
interface Bare {
  WebSocketServer: new (options: {
    server: ReturnType<typeof createServer>
    perMessageDeflate: boolean
  }) => { clients: Iterable<{ send(message: string): void }> }
}

/** The least that tells a crowd something: `ws` alone, which sends the same to every socket for each `POST /`. */
const { WebSocketServer } = createRequire(import.meta.url)('ws') as Bare
let changes = 0
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    changes += 1
    const message = `42["state","event:01a2b3c4-0000-7000-8000-000000000000",${JSON.stringify({ v: changes, state: shownOf(changes) })}]`
    for (const socket of sockets.clients) socket.send(message)
    response.end()
  })
})
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
server.listen(0, '127.0.0.1', () =>
  ready((server.address() as AddressInfo).port, {}, async () => {
    server.close()
    server.closeAllConnections()
  }),
)
