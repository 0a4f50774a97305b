import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'
import { useRoom } from '../../host/useRoom.ts'
import { usePerson } from '../../root.tsx'

/** Loads the messages again when there is another, when some were read elsewhere, and after a time without connection. */
export function useLiveMessages(): void {
  const room = useRoom('person', usePerson()?.id)
  const { revalidate } = useRevalidator()
  const before = useRef<string>(undefined)
  const now = room ? JSON.stringify(room) : undefined
  useEffect(() => {
    if (before.current !== undefined && now !== undefined && before.current !== now) void revalidate()
    before.current = now ?? before.current
  }, [now, revalidate])
}
