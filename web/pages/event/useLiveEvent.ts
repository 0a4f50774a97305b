import { useEffect, useMemo, useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import { useRoom } from '../../host/useRoom.ts'
import { changesBetween, isOutdated, withOffers } from './live.ts'
import type { PublicEvent } from './structured.ts'

/** Milliseconds: all who look at an event would load it again in the same moment. */
const spread = 3000

/** The event as it is by now, as long as it is looked at, and a sentence on what has just changed. Its team tries test mode on a page of its own. */
export function useLiveEvent(loaded: PublicEvent, isSelling: boolean): { event: PublicEvent; news: string } {
  const { event: words } = useSentences()
  const { revalidate } = useRevalidator()
  const isWatched = isSelling && !loaded.preview && !loaded.testMode
  const offers = useRoom('event', isWatched ? loaded.id : null)?.state
  const event = useMemo(() => (offers ? withOffers(loaded, offers) : loaded), [loaded, offers])
  const [news, setNews] = useState('')
  const before = useRef(event)
  useEffect(() => {
    const changes = before.current.id === event.id ? changesBetween(before.current, event) : []
    before.current = event
    if (changes.length > 0) setNews(changes.map(({ name, word, left }) => words.live[word](name, left)).join(' '))
  }, [event, words])
  const outdated =
    offers && isOutdated(loaded, offers) ? JSON.stringify([offers.changedAt, offers.ticketTypes.length]) : ''
  useEffect(() => {
    if (outdated === '') return
    const timer = setTimeout(revalidate, Math.random() * spread)
    return () => clearTimeout(timer)
  }, [outdated, revalidate])
  return { event, news }
}
