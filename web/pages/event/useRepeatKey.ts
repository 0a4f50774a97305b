import { useEffect, useState } from 'react'

/**
 * The Idempotency-Key of a form, made in the browser: the server's HTML is shared between people, and so would a key in it be.
 * `renew` makes another one, for when the form says something else. '' without JavaScript.
 */
export function useRepeatKey(): [key: string, renew: () => void] {
  const [key, setKey] = useState('')
  const renew = () => setKey(makeKey())
  useEffect(() => setKey(makeKey()), [])
  return [key, renew]
}

/** `randomUUID` exists on secure origins alone; a phone on the same network may not be one. */
function makeKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
