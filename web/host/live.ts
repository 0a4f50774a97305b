import type { Socket } from 'socket.io-client'
import type { Joined, ToBrowser, ToServer } from '../../src/realtime/sockets.ts'

/** What a room shows, and how often something may have been missed before: a connection was lost, or a message. */
export type Shown = { v: number; state: unknown; missed: number }

/** The rooms this page looks into, over one connection, which opens with the first and closes after the last. */
export type Live = {
  /** Hears whenever what a room shows changes; returns how to stop. */
  subscribe: (room: string, listener: () => void) => () => void
  /** What a room shows; undefined as long as that is not known, and where one may not be in it. */
  shown: (room: string) => Shown | undefined
  /** Comes again, as whoever is signed in by now. */
  renew: () => void
}

type Connection = Socket<ToBrowser, ToServer>
type Room = { shown: Shown | undefined; listeners: Set<() => void>; leaving: ReturnType<typeof setTimeout> | undefined }

/** Milliseconds: going from page to page leaves no room that the next page is in, too. */
const lingering = 2000

/** Makes the connection of a page; `open` fetches its code and begins it. */
export function makeLive(open: () => Promise<Connection>): Live {
  const rooms = new Map<string, Room>()
  let opening: Promise<Connection> | undefined

  function connected(): Promise<Connection> {
    opening ??= open().then(attend)
    return opening
  }

  function attend(socket: Connection): Connection {
    socket.on('connect', () => {
      for (const name of rooms.keys()) join(socket, name)
    })
    socket.on('state', (name, now) => {
      const room = rooms.get(name)
      const step = stepOf(room?.shown?.v, now.v)
      if (room && step !== 'old') show(room, { ...now, missed: missedOf(room) + (step === 'gap' ? 1 : 0) })
    })
    socket.on('left', (name) => {
      const room = rooms.get(name)
      if (room) show(room, undefined)
    })
    socket.on('disconnect', (reason) => {
      // A session ended: who it was may stay as nobody, or as whoever they are now.
      if (reason === 'io server disconnect') comeBack(socket)
    })
    socket.on('connect_error', () => {
      if (!socket.active) comeBack(socket)
    })
    addEventListener('online', () => {
      if (rooms.size > 0 && !socket.connected) socket.connect()
    })
    // An open connection keeps a page from being shown at once when somebody comes back to it.
    addEventListener('pagehide', () => socket.disconnect())
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted && rooms.size > 0) socket.connect()
    })
    return socket
  }

  function comeBack(socket: Connection): void {
    setTimeout(() => rooms.size > 0 && socket.connect(), 1000 + Math.random() * 4000)
  }

  function join(socket: Connection, name: string): void {
    socket.emit('join', name, (answer: Joined) => {
      const room = rooms.get(name)
      if (!room) return
      if ('refused' in answer) show(room, undefined)
      // A message may have come before the answer; versions of an earlier connection say nothing.
      else show(room, { ...answer, missed: missedOf(room) + (room.shown ? 1 : 0) })
    })
  }

  function leave(name: string): void {
    rooms.delete(name)
    void opening?.then((socket) => {
      if (rooms.size === 0) socket.disconnect()
      else socket.emit('leave', name)
    })
  }

  return {
    subscribe(name, listener) {
      const known = rooms.get(name)
      const room: Room = known ?? { shown: undefined, listeners: new Set(), leaving: undefined }
      clearTimeout(room.leaving)
      room.listeners.add(listener)
      rooms.set(name, room)
      if (!known)
        void connected().then((socket) => {
          if (socket.connected) join(socket, name)
          else if (rooms.has(name)) socket.connect()
        })
      return () => {
        room.listeners.delete(listener)
        if (room.listeners.size === 0) room.leaving = setTimeout(leave, lingering, name)
      }
    },
    shown: (name) => rooms.get(name)?.shown,
    renew() {
      void opening?.then((socket) => {
        socket.disconnect()
        if (rooms.size > 0) socket.connect()
      })
    },
  }
}

/** What a version says after the one that is known: that it is older, that it is the next, or that one between was missed. */
export function stepOf(known: number | undefined, v: number): 'old' | 'next' | 'gap' {
  if (known === undefined || v === known + 1) return 'next'
  return v > known ? 'gap' : 'old'
}

const missedOf = ({ shown }: Room) => shown?.missed ?? 0

function show(room: Room, shown: Shown | undefined): void {
  room.shown = shown
  for (const listener of room.listeners) listener()
}

/** Begins the connection once the page has nothing better to do; its code comes then. */
export async function openWhenIdle(): Promise<Connection> {
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 3000 })
    else setTimeout(resolve, 500)
  })
  const { io } = await import('socket.io-client')
  return io({
    path: '/socket',
    addTrailingSlash: false,
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 15_000,
    randomizationFactor: 0.5,
  })
}
