import { after } from 'node:test'
import { io, type Socket } from 'socket.io-client'
import type { Joined, ToBrowser, ToServer } from '../src/realtime/sockets.ts'
import type { RoomState } from '../src/realtime/watch.ts'
import type { Person } from './people.ts'

/** How a socket comes: from a page of which site, our own if not told, or of none; with which headers, and with which bearer token. */
export interface Coming {
  from?: string | null
  headers?: Record<string, string>
  token?: string
}

/** A socket of a test, and what it was told. */
export interface TestSocket {
  socket: Socket<ToBrowser, ToServer>
  /** Rejects where the server lets nobody in. */
  opened: Promise<void>
  join(room: string): Promise<Joined>
  /** The next state of a room that `wanted` holds for, told already or yet to come. */
  next(room: string, wanted?: (now: RoomState) => boolean): Promise<RoomState>
  /** Everything told so far. */
  told: { room: string; now: RoomState }[]
  /** Resolves when the server says that it is in a room no more. */
  left(room: string): Promise<void>
  closed: Promise<string>
}

/** Opens a socket as a browser on a page of ours does, or as told. Closed with the test. */
export function openSocket(origin: string, { from = origin, headers = {}, token }: Coming = {}): TestSocket {
  const socket: TestSocket['socket'] = io(origin, {
    path: '/socket',
    addTrailingSlash: false,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...(from === null ? {} : { origin: from }), ...headers },
    ...(token === undefined ? {} : { auth: { token } }),
  })
  after(() => socket.disconnect())
  const told: TestSocket['told'] = []
  const gone = new Set<string>()
  const changes = new Set<() => void>()
  const change = () => {
    for (const heard of changes) heard()
  }
  socket.on('state', (room, now) => {
    told.push({ room, now })
    change()
  })
  socket.on('left', (room) => {
    gone.add(room)
    change()
  })

  /** Waits for something to be there. */
  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        changes.delete(look)
        resolve(found)
      }
      changes.add(look)
      look()
    })

  return {
    socket,
    opened: new Promise((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    }),
    closed: new Promise((resolve) => socket.once('disconnect', resolve)),
    told,
    join: (room) => new Promise((answer) => socket.emit('join', room, answer)),
    next: (room, wanted = () => true) =>
      until(() => told.find((one) => one.room === room && wanted(one.now))).then(({ now }) => now),
    left: (room) => until(() => (gone.has(room) ? true : undefined)).then(() => undefined),
  }
}

/** The cookie of somebody's browser. */
export const cookieOf = ({ cookies }: Pick<Person, 'cookies'>) => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})
