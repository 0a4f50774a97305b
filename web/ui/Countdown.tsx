import { useEffect, useRef, useState } from 'react'
import { useSentences } from '../host/hooks.ts'
import { announcement, remaining } from './remaining.ts'

type CountdownProps = {
  /** When the time is up, and what the server's clock said when it wrote the page: both ISO 8601. */
  until: string
  now: string
  onEnd?: () => void
}

/**
 * Counts down by the server's clock, whatever this machine's says. Every second is shown; five, two and one minute and the end
 * are announced to those who cannot see it.
 */
export function Countdown({ until, now, onEnd }: CountdownProps) {
  const { ui } = useSentences()
  const end = Date.parse(until)
  const [left, setLeft] = useState(() => remaining(end, Date.parse(now)))
  const [said, setSaid] = useState<number>()
  const ended = useRef(onEnd)
  ended.current = onEnd

  useEffect(() => {
    const skew = Date.parse(now) - Date.now()
    let before = remaining(end, Date.parse(now)).seconds
    const timer = setInterval(() => {
      const next = remaining(end, Date.now() + skew)
      const minutes = announcement(before, next.seconds)
      before = next.seconds
      setLeft(next)
      if (minutes !== undefined) setSaid(minutes)
      if (next.seconds > 0) return
      clearInterval(timer)
      ended.current?.()
    }, 1000)
    return () => clearInterval(timer)
  }, [end, now])

  return (
    <>
      <span className="num" role="timer">
        {left.text}
      </span>
      <span className="sr" role="status">
        {said === undefined ? '' : said === 0 ? ui.timeIsUp : ui.minutesLeft(said)}
      </span>
    </>
  )
}
