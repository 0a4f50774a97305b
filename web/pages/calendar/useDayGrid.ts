import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { PlainDate } from '../discover/dates.ts'
import { dayAfterKey, pageWith, type Shown } from './views.ts'

/**
 * Days as a grid with one stop for the Tab key, within which arrows move, over the ends of the page too (WAI-ARIA grid). Before the browser's code
 * runs it is a plain table, whose days are links like any others.
 */
export function useDayGrid(
  shown: Shown,
  days: readonly PlainDate[],
  today: PlainDate,
  addressOf: (page: Shown) => string,
) {
  const [isLive, setLive] = useState(false)
  const [chosen, setChosen] = useState<PlainDate>()
  const wanted = useRef<PlainDate>(undefined)
  const navigate = useNavigate()
  const usual = days.includes(today) ? today : shown.first
  const active = chosen !== undefined && days.includes(chosen) ? chosen : usual

  useEffect(() => setLive(true), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a key led to is there once the page has turned.
  useEffect(() => {
    if (wanted.current === undefined) return
    document.getElementById(idOf(wanted.current))?.focus()
    wanted.current = undefined
  }, [shown.first, shown.view])

  function move(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined
    if (from === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const to = dayAfterKey(event.key, from, shown.view)
    if (to === undefined) return
    event.preventDefault()
    setChosen(to)
    const page = pageWith(shown.view, to)
    if (page.first === shown.first) return document.getElementById(idOf(to))?.focus()
    wanted.current = to
    navigate(addressOf(page), { preventScrollReset: true })
  }

  return {
    grid: isLive ? { role: 'grid', onKeyDown: move } : {},
    day: (date: PlainDate) => ({
      id: idOf(date),
      'data-day': date,
      ...(isLive ? { tabIndex: date === active ? 0 : -1, onFocus: () => setChosen(date) } : {}),
    }),
  }
}

/** What `useDayGrid` puts on a day. */
export type DayProps = ReturnType<ReturnType<typeof useDayGrid>['day']>

const idOf = (date: PlainDate) => `day-${date}`
