import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { makeBus } from '../src/cache/bus.ts'
import type { CallRequest } from '../src/http/request.ts'
import { openSockets } from '../src/realtime/sockets.ts'
import { ready } from './child.ts'
import { shownOf } from './room-message.ts'

/** Our rooms without a database: what a room shows is made up anew for each `POST /`, which tells everybody in it. */
const room = 'event:01a2b3c4-0000-7000-8000-000000000000'
const [, eventId = ''] = room.split(':')
const server = fastify()
const bus = makeBus([], console)
let changes = 0
openSockets({
  server,
  rooms: { event: { access: 'public', look: async () => shownOf(changes), pace: { gather: 0 } } },
  roomsOf: () => ({ changed: [room], guarded: [] }),
  bus,
  config: { corsOrigins: [], trustProxy: 0, rateLimits: false },
  requestOf: () => ({ secrets: [] }) as unknown as CallRequest,
  gate: { identify: async () => null, authorize: async () => {} },
  log: { info: () => {}, warn: console.warn, error: console.error },
})
server.post('/', async () => {
  changes += 1
  bus.publish('facts', [{ fact: 'stock.changed', payload: { eventId } }])
  return ''
})
await server.listen({ host: '127.0.0.1', port: 0 })
ready((server.server.address() as AddressInfo).port, { room }, () => server.close())
