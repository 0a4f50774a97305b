import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'
import type { RoomStates } from '../../../src/rooms.ts'
import { useRoom } from '../../host/useRoom.ts'

/** Milliseconds between two times that the rest of the page is loaded again. */
const atMostEvery = 3000

/** How an event sells by now, and who is in; null until it is known. The rest of the page, as its orders, follows a moment later. */
export function useLiveSales(eventId: string): RoomStates['studio'] | null {
  const room = useRoom('studio', eventId)
  const { revalidate } = useRevalidator()
  const before = useRef<string>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const now = room ? JSON.stringify(room) : undefined
  useEffect(() => {
    const isFirst = before.current === undefined
    if (now === undefined || now === before.current) return
    before.current = now
    if (isFirst) return
    // In a rush there is always another change: the first one decides when.
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void revalidate()
    }, atMostEvery)
  }, [now, revalidate])
  useEffect(() => () => clearTimeout(timer.current), [])
  return room?.state ?? null
}
