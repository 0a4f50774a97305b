import type { SharedFact, SharedFactName } from './cache/shared-facts.ts'
import { refuse } from './errors.ts'
import { countsOf } from './modules/checkin/counts.ts'
import { visitorOf } from './modules/events/guest-access.ts'
import { isOpenToAll, refuseUnseen } from './modules/events/visible.ts'
import { inboxState } from './modules/notifications/inbox.ts'
import { liveOffers } from './modules/ticketing/event-page.ts'
import { soldAndHeld } from './modules/ticketing/figures.ts'
import type { Room } from './realtime/rooms.ts'
import type { Services } from './services.ts'

/** Counting all tickets of an event takes milliseconds. */
const counting = { gather: 1000, refresh: 30_000 }

/** Every room browsers may be in: who may, and what it shows. */
export const roomsWith = ({ db, now }: Pick<Services, 'db' | 'now'>) =>
  ({
    /** What somebody was told in the app. */
    person: {
      access: 'signed-in',
      admit: async (id, caller) => {
        if (id !== caller?.userId) refuse('not_found')
      },
      look: (id) => inboxState(db, id),
      pace: { gather: 150 },
    } satisfies Room<Awaited<ReturnType<typeof inboxState>>>,
    /** What is left of an event's tickets. Sales begin and end, and holds lapse, without a fact. */
    event: {
      access: 'public',
      admit: (id, caller, request) => refuseUnseen(db, id, visitorOf(caller, request)),
      isOpen: (id) => isOpenToAll(db, id),
      look: (id) => liveOffers(db, id, now()),
      pace: { gather: 150, refresh: 15_000 },
    } satisfies Room<Awaited<ReturnType<typeof liveOffers>>>,
    /** How an event sells, and how many are in. */
    studio: {
      access: { permission: 'event.read', of: { event: 'id' } },
      look: async (id) => ({ ...(await soldAndHeld(db, id)), ...(await countsOf(db, id)) }),
      pace: counting,
    } satisfies Room<Awaited<ReturnType<typeof soldAndHeld>> & Awaited<ReturnType<typeof countsOf>>>,
    /** How many are in. */
    door: {
      access: { permission: 'checkin.scan', of: { event: 'id' } },
      look: (id) => countsOf(db, id),
      pace: counting,
    } satisfies Room<Awaited<ReturnType<typeof countsOf>>>,
  }) as const

type RoomsOf = ReturnType<typeof roomsWith>
export type RoomKind = keyof RoomsOf

/** What a browser gets of each kind of room: dates are ISO 8601 by then. */
export type RoomStates = { [K in RoomKind]: AsJson<Awaited<ReturnType<RoomsOf[K]['look']>>> }

type AsJson<T> = T extends Date ? string : T extends object ? { [K in keyof T]: AsJson<T[K]> } : T

const sales = ['event', 'studio'] as const
const people = ['studio', 'door'] as const

/** Which rooms of the event, or of the person, may show something else after a fact. */
const changedBy: { readonly [F in SharedFactName]?: readonly RoomKind[] } = {
  'event.changed': sales,
  'event.published': sales,
  'event.cancelled': sales,
  'event.stopped': sales,
  'stock.changed': ['event', 'studio', 'door'],
  'order.paid': ['event', 'studio', 'door'],
  'order.lapsed': sales,
  'order.cancelled': ['event', 'studio', 'door'],
  'ticket.admitted': people,
  'scan.undone': people,
  'notification.made': ['person'],
  'notification.read': ['person'],
}

/** After which facts somebody may have to leave the rooms of an event. */
const guards: readonly SharedFactName[] = ['event.changed', 'event.returned']

/** The rooms that may show something else after a fact, and those whose members have to be looked at again. */
export function roomsOf({ fact, payload }: SharedFact): { changed: string[]; guarded: string[] } {
  const of = 'eventId' in payload ? payload.eventId : 'userId' in payload ? payload.userId : undefined
  if (of === undefined) return { changed: [], guarded: [] }
  return {
    changed: (changedBy[fact] ?? []).map((kind) => `${kind}:${of}`),
    guarded: guards.includes(fact) ? ['event', 'studio', 'door'].map((kind) => `${kind}:${of}`) : [],
  }
}
