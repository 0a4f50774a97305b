import { useEffect, useEffectEvent, useState } from 'react'
import { emptyWedge, feedWedge } from './wedge.ts'

/**
 * Listens for a keyboard scanner while `isOn`. Its Enter is kept from pressing whatever has the focus. Returns whether the page has
 * lost the keyboard, so that a scanner would type into something else.
 */
export function useWedge(isOn: boolean, onCode: (code: string) => void): { isPaused: boolean } {
  const tell = useEffectEvent(onCode)

  useEffect(() => {
    if (!isOn) return
    let wedge = emptyWedge
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const fed = feedWedge(wedge, event.key, event.timeStamp)
      wedge = fed.wedge
      if (fed.code === null) return
      event.preventDefault()
      event.stopPropagation()
      tell(fed.code)
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [isOn])

  return { isPaused: useFocusLost() }
}

function useFocusLost(): boolean {
  const [isLost, setIsLost] = useState(false)
  useEffect(() => {
    const update = () => setIsLost(!document.hasFocus())
    update()
    window.addEventListener('focus', update)
    window.addEventListener('blur', update)
    return () => {
      window.removeEventListener('focus', update)
      window.removeEventListener('blur', update)
    }
  }, [])
  return isLost
}
