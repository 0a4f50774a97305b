import { useEffect, useState } from 'react'
import { canPasskey } from '../host/passkey.ts'

/** Whether this browser can use passkeys; false before the page is alive, and without JavaScript. */
export function usePasskeys(): boolean {
  const [can, setCan] = useState(false)
  useEffect(() => setCan(canPasskey()), [])
  return can
}
