/** What a room shows now. `v` counts its changes in this process from 1, so that who gets them sees whether one is missing. */
export interface RoomState {
  v: number
  state: unknown
}

/** How often a room is looked up, in milliseconds: so long after a change, for those that come with it, and so long after it was looked up last. */
export interface Pace {
  gather: number
  refresh?: number
}

export interface WatchOptions {
  /** Looks up what a room shows, as JSON will carry it. */
  look(room: string): Promise<unknown>
  paceOf(room: string): Pace
  /** Sends everybody in a room what it shows now. */
  tell(room: string, now: RoomState): void
  onError(error: unknown, room: string): void
}

/** The rooms of this process that somebody is in. */
export interface Watch {
  /** What a room shows, from now on kept up to date. However many come at once, it is looked up once. */
  enter(room: string): Promise<RoomState>
  /** Says that something happened that a room may show; it is looked up again within `delay` milliseconds, else at its pace, and told if it differs. */
  touch(room: string, delay?: number): void
  /** The last one left. */
  forget(room: string): void
  rooms(): Iterable<string>
  close(): void
}

/** A room that could not be looked up is looked up again so many milliseconds later: what it missed may be the last that happens there. */
const afterFailure = 5000

interface Watched {
  v: number
  state: unknown
  text: string | undefined
  looking: Promise<void>
  next: { at: number; timer: NodeJS.Timeout } | undefined
}

/**
 * Keeps what rooms show. A crowd that buys changes an event a thousand times a second: it is looked up a few times a second, once for all who watch,
 * and never in the transaction of whoever buys.
 */
export function watching({ look, paceOf, tell, onError }: WatchOptions): Watch {
  const rooms = new Map<string, Watched>()

  function begin(room: string): Watched {
    const watched: Watched = { v: 0, state: null, text: undefined, looking: Promise.resolve(), next: undefined }
    rooms.set(room, watched)
    watched.looking = lookAt(room, watched)
    return watched
  }

  async function lookAt(room: string, watched: Watched): Promise<void> {
    try {
      const state = await look(room)
      const text = JSON.stringify(state)
      if (text === watched.text) return
      Object.assign(watched, { v: watched.v + 1, state, text })
      if (rooms.get(room) === watched && watched.v > 1) tell(room, { v: watched.v, state })
    } finally {
      const { refresh } = paceOf(room)
      if (refresh !== undefined) touch(room, refresh)
    }
  }

  function touch(room: string, delay = paceOf(room).gather): void {
    const watched = rooms.get(room)
    const at = performance.now() + delay
    if (!watched || (watched.next && watched.next.at <= at)) return
    clearTimeout(watched.next?.timer)
    watched.next = { at, timer: setTimeout(() => lookAgain(room, watched), delay).unref() }
  }

  /** One look after the other: of two, the later must be told last. */
  function lookAgain(room: string, watched: Watched): void {
    watched.next = undefined
    watched.looking = watched.looking
      .then(() => lookAt(room, watched))
      .catch((error) => {
        onError(error, room)
        touch(room, afterFailure)
      })
  }

  return {
    async enter(room) {
      const watched = rooms.get(room) ?? begin(room)
      try {
        await watched.looking
      } catch (error) {
        if (rooms.get(room) === watched) forget(room)
        throw error
      }
      return { v: watched.v, state: watched.state }
    },
    touch,
    forget,
    rooms: () => rooms.keys(),
    close() {
      for (const room of [...rooms.keys()]) forget(room)
    },
  }

  function forget(room: string): void {
    clearTimeout(rooms.get(room)?.next?.timer)
    rooms.delete(room)
  }
}
