import { Refusal, refuse } from '../errors.ts'
import type { Gate } from '../http/call.ts'
import type { Caller, CallRequest } from '../http/request.ts'
import { type Rooms, readRoomName } from './rooms.ts'

/** Who is at the other end of a socket, and the request they came with, by which they are looked up again. */
export interface Known {
  caller: Caller | null
  request: CallRequest
}

/** As much of a socket as deciding takes. */
export interface Member {
  data: Known
  rooms: Iterable<string>
  /** Ends the connection. */
  close(): void
  /** Takes it out of a room, and says so. */
  expel(room: string): void
}

/** So many are looked at together: their sessions are found by one query. */
const together = 100

/** Who may be in which room: decided as for endpoints, when they come and again whenever it may have changed. */
export function rightsIn(rooms: Rooms, gate: Pick<Gate, 'identify' | 'authorize'>) {
  /** Refuses as an endpoint with the room's access does; `not_found` for a name of none. */
  async function admit(name: unknown, { caller, request }: Known): Promise<void> {
    const { id, room } = readRoomName(rooms, name) ?? refuse('not_found')
    await gate.authorize(room.access, caller, { params: { id }, query: {}, body: undefined }, request)
    await room.admit?.(id, caller, request)
  }

  /**
   * Ends the connections of sessions and keys that are over, and takes the rest out of rooms they may be in no more. Who cannot be looked up stays, and
   * holds up nobody else; throws the first such failure when all were looked at.
   */
  async function recheck(members: readonly Member[]): Promise<void> {
    const open = new Map<string, Promise<boolean>>()
    const failures: unknown[] = []
    for (let n = 0; n < members.length; n += together) {
      const looks = members.slice(n, n + together).map((member) => recheckOne(member, open))
      for (const look of await Promise.allSettled(looks)) if (look.status === 'rejected') failures.push(look.reason)
    }
    if (failures.length > 0) throw failures[0]
  }

  async function recheckOne(member: Member, open: Map<string, Promise<boolean>>): Promise<void> {
    const { caller, request } = member.data
    if (caller) {
      const now = await callerNow(request)
      if (now?.userId !== caller.userId) return member.close()
      member.data.caller = now
    }
    for (const name of [...member.rooms]) if (!(await mayStay(name, member.data, open))) member.expel(name)
  }

  /** Keys that are over are refused, sessions that are over are nobody's. */
  async function callerNow(request: CallRequest): Promise<Caller | null> {
    try {
      return await gate.identify(request)
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  }

  async function mayStay(name: string, known: Known, open: Map<string, Promise<boolean>>): Promise<boolean> {
    const { id, room } = readRoomName(rooms, name) ?? {}
    if (!room || id === undefined) return true
    try {
      const isOpen = open.get(name) ?? room.isOpen?.(id) ?? Promise.resolve(false)
      open.set(name, isOpen)
      if (!(await isOpen)) await admit(name, known)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  return { admit, recheck }
}
