import type { Access } from '../http/contract.ts'
import type { Caller, CallRequest } from '../http/request.ts'
import type { Pace } from './watch.ts'

/** A kind of room: whose it is, and what it shows. A room is `<kind>:<id>`, and for `access` and all below the id stands at `id`. */
export interface Room<State> {
  /** As with endpoints. */
  access: Access
  /** Refuses who has that access and may not be in yet. */
  admit?(id: string, caller: Caller | null, request: CallRequest): Promise<void>
  /** Whether anybody may be in, so that nobody who is has to be asked again. */
  isOpen?(id: string): Promise<boolean>
  /** What it shows, as JSON will carry it: all of it each time, so that whoever missed a message needs just the next. Refuses not_found. */
  look(id: string): Promise<State>
  pace: Pace
}

export type Rooms = Readonly<Record<string, Room<unknown>>>

/** The kind and id of a room's name; undefined for what names none. */
export function readRoomName(
  rooms: Rooms,
  name: unknown,
): { kind: string; id: string; room: Room<unknown> } | undefined {
  const [, kind = '', id = ''] = (typeof name === 'string' && namePattern.exec(name)) || []
  const room = Object.hasOwn(rooms, kind) ? rooms[kind] : undefined
  return room && { kind, id, room }
}

/** An id has one spelling, so that a room has one name. */
const namePattern = /^([a-z]{1,20}):([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/
