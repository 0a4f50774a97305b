import { useCallback, useSyncExternalStore } from 'react'
import type { RoomKind, RoomStates } from '../../src/rooms.ts'
import { useSurroundings } from './hooks.ts'

/** What a room shows, kept up to date while it is looked at; `missed` counts up when something may have been missed. */
export type RoomShown<K extends RoomKind> = { state: RoomStates[K]; missed: number }

/** Looks into a room from this page: null on the server, until it is known, and where one may not be in it. No id looks into none. */
export function useRoom<K extends RoomKind>(kind: K, id: string | null | undefined): RoomShown<K> | null {
  const { live } = useSurroundings()
  const room = id ? `${kind}:${id}` : null
  const subscribe = useCallback(
    (listener: () => void) => (live && room ? live.subscribe(room, listener) : () => undefined),
    [live, room],
  )
  const shown = useSyncExternalStore(subscribe, () => (live && room ? live.shown(room) : undefined), nothing)
  return (shown as RoomShown<K> | undefined) ?? null
}

const nothing = () => undefined
