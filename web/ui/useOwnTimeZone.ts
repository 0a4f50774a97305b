import { useEffect, useState } from 'react'

/** The browser's time zone (IANA); '' before the page is alive, and without JavaScript. */
export function useOwnTimeZone(): string {
  const [zone, setZone] = useState('')
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return zone
}
