import { nextPath, withNext } from '../../host/next.ts'
import type { WebClient } from '../../host/services.ts'

type Came = Awaited<ReturnType<WebClient['POST /api/provider-sign-ins/return']>>

/** Where a sign-in by a provider goes on. */
export function leadsTo({ outcome, next }: Came): string {
  const own = nextPath(next)
  if (outcome === 'second-factor') return withNext('/sign-in/second', own)
  if (outcome === 'email-wanted') return '/sign-in/email'
  return outcome === 'linked' ? `${own}?done=linked` : own
}
