import { useEffect, useState } from 'react'
import { newRepeatKey } from '../../host/repeat-key.ts'

/**
 * The Idempotency-Key of a form: the page's own, or one made in the browser where there is none, as on pages that are shared between people. `renew`
 * makes another one, for when the form says something else.
 */
export function useRepeatKey(ofPage = ''): [key: string, renew: () => void] {
  const [key, setKey] = useState(ofPage)
  const renew = () => setKey(newRepeatKey())
  useEffect(() => setKey((before) => before || newRepeatKey()), [])
  return [key, renew]
}
