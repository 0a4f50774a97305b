import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Server, type Socket } from 'socket.io'
import type { Bus } from '../cache/bus.ts'
import type { SharedFact } from '../cache/shared-facts.ts'
import type { Config } from '../config.ts'
import { Refusal, type RefusalCode, refuse } from '../errors.ts'
import type { Gate } from '../http/call.ts'
import type { ReadableRequest } from '../http/read-request.ts'
import type { CallRequest } from '../http/request.ts'
import { networkOf } from '../lib/network.ts'
import type { Log } from '../services.ts'
import { allowance, tallyUpTo } from './allowance.ts'
import { addressOf, originOf } from './origin.ts'
import { type Known, type Member, rightsIn } from './rights.ts'
import { type Rooms, readRoomName } from './rooms.ts'
import { type RoomState, watching } from './watch.ts'

/** What browsers may say. `join` answers with what the room shows, or why not. */
export interface ToServer {
  join(room: string, answer: (answer: Joined) => void): void
  leave(room: string): void
}

export type Joined = RoomState | { refused: RefusalCode }

/** What browsers are told: what a room shows now, and that they are in a room no more. */
export interface ToBrowser {
  state(room: string, now: RoomState): void
  left(room: string): void
}

type Connection = Socket<ToServer, ToBrowser, Record<string, never>, Known>

export interface SocketsOptions {
  server: FastifyInstance
  rooms: Rooms
  /** The rooms that may show something else after a fact, and those that not everybody who is in may be in any more. */
  roomsOf(fact: SharedFact): { changed: readonly string[]; guarded: readonly string[] }
  bus: Bus
  config: Pick<Config, 'corsOrigins' | 'trustProxy' | 'rateLimits'>
  requestOf(request: ReadableRequest): CallRequest
  gate: Pick<Gate, 'identify' | 'authorize'>
  log: Log
}

/** The most bytes of a message, sockets of a network and rooms of a socket, and how much a socket may ask. */
const largestMessage = 1e5
const mostOfNetwork = 1000
const mostRooms = 20
const asking = { burst: 60, perSecond: 5 }

/** Milliseconds. */
const catchUpWithin = 3000
const recheckEvery = 60_000

/**
 * Opens rooms to browsers at /socket (docs/decisions/0029-realtime.md). Every process hears every fact, and tells the sockets it has itself.
 * Websockets alone, without compression, which costs more than it saves.
 */
export function openSockets({ server, rooms, roomsOf, bus, config, requestOf, gate, log }: SocketsOptions): void {
  const io = new Server<ToServer, ToBrowser, Record<string, never>, Known>(server.server, {
    path: '/socket',
    addTrailingSlash: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: largestMessage,
    connectTimeout: 10_000,
    allowRequest: ({ headers }, answer) => {
      const isForeign = originOf(headers, config.corsOrigins) === 'foreign'
      answer(isForeign ? 'cross_site' : null, !isForeign)
    },
  })
  const here = io.of('/')
  const { admit, recheck } = rightsIn(rooms, gate)
  const watch = watching({
    look: (name) => found(name).room.look(found(name).id),
    paceOf: (name) => found(name).room.pace,
    tell: (name, now) => void io.to(name).emit('state', name, now),
    onError: (error, room) => log.error({ err: error, room }, 'a room could not be looked up'),
  })
  const found = (name: string) => readRoomName(rooms, name) ?? refuse('not_found')

  const networks = tallyUpTo(config.rateLimits ? mostOfNetwork : Number.POSITIVE_INFINITY)
  io.engine.on('connection', (transport: Transport) => {
    const network = networkOf(peerOf(transport.request))
    if (!networks.add(network)) return transport.close(true)
    transport.once('close', () => networks.remove(network))
  })

  io.use(async (socket, next) => {
    try {
      const request = requestOf(readable(socket))
      socket.data = { request, caller: await gate.identify(request) }
      next()
    } catch (error) {
      log.error({ err: error }, 'a socket could not be opened')
      next(new Error('internal'))
    }
  })

  /** The request that a socket began with. Cookies count from our own pages alone; programs show a bearer token. */
  function readable({ request, handshake, id }: Connection): ReadableRequest {
    const { cookie, ...others } = request.headers
    const isOwn = originOf(request.headers, config.corsOrigins) === 'own'
    const token: unknown = handshake.auth.token
    const headers = {
      ...others,
      ...(isOwn && cookie !== undefined ? { cookie } : {}),
      ...(typeof token === 'string' ? { authorization: `Bearer ${token}` } : {}),
    }
    return { id, ip: peerOf(request), headers }
  }

  function peerOf({ headers, socket }: IncomingMessage): string {
    return addressOf(headers, socket.remoteAddress ?? '', config.trustProxy)
  }

  io.on('connection', (socket) => {
    const { caller } = socket.data
    if (caller) socket.join(allOf(caller.userId))
    const mayAsk = allowance(asking, () => performance.now())
    socket.use((_message, next) => {
      if (mayAsk() || !config.rateLimits) next()
      else socket.disconnect(true)
    })
    socket.on('join', async (name: unknown, answer: unknown) => {
      if (typeof answer === 'function') answer(await join(socket, name))
    })
    socket.on('leave', (name: unknown) => {
      if (readRoomName(rooms, name)) void socket.leave(String(name))
    })
  })
  here.adapter.on('delete-room', watch.forget)

  async function join(socket: Connection, asked: unknown): Promise<Joined> {
    const name = String(asked)
    try {
      const isIn = [...socket.rooms].filter((room) => readRoomName(rooms, room))
      if (isIn.length >= mostRooms && !isIn.includes(name)) refuse('too_many_requests', { seconds: 1 })
      await admit(asked, socket.data)
      if (!socket.connected) refuse('not_found')
      await socket.join(name)
      return await watch.enter(name)
    } catch (error) {
      if (readRoomName(rooms, asked)) await socket.leave(name)
      if (error instanceof Refusal) return { refused: error.code }
      log.error({ err: error, room: name }, 'a room could not be entered')
      return { refused: 'internal' }
    }
  }

  const memberOf = (socket: Connection): Member => ({
    data: socket.data,
    rooms: socket.rooms,
    close: () => void socket.disconnect(true),
    expel(room) {
      socket.emit('left', room)
      void socket.leave(room)
    },
  })
  const recheckAll = () => looking(recheck([...here.sockets.values()].map(memberOf)))
  const recheckIn = (room: string) =>
    looking(
      recheck([...(here.adapter.rooms.get(room) ?? [])].flatMap((id) => here.sockets.get(id) ?? []).map(memberOf)),
    )
  const looking = (work: Promise<void>) =>
    void work.catch((error) => log.error({ err: error }, 'what open sockets may see was not looked at again'))

  const stopHearing = bus.subscribe('facts', (facts) => {
    for (const fact of facts) {
      const { changed, guarded } = roomsOf(fact)
      for (const room of changed) watch.touch(room)
      for (const room of guarded) recheckIn(room)
      if (fact.fact === 'access.changed') recheckIn(allOf(fact.payload.userId))
    }
  })
  const stopMinding = bus.onGap(() => {
    for (const room of watch.rooms()) watch.touch(room, Math.random() * catchUpWithin)
    recheckAll()
  })
  const timer = setInterval(recheckAll, recheckEvery).unref()

  server.addHook('preClose', async () => {
    stopHearing()
    stopMinding()
    clearInterval(timer)
    watch.close()
    // Socket.IO's own way to close tells browsers not to come back.
    io.engine.close()
  })
}

/** As much of an Engine.IO socket as is used here. */
interface Transport {
  request: IncomingMessage
  close(discard: boolean): void
  once(event: 'close', heard: () => void): void
}

/** All sockets of a person, under a name that is no room's. */
const allOf = (userId: string) => `sockets of ${userId}`
