import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { refuse } from '../errors.ts'
import { networkOf } from '../lib/network.ts'
import type { LimitName } from './contract.ts'
import type { Caller, CallRequest } from './request.ts'

/**
 * How many calls, in how many seconds. `sign-in` and `mail` count by network address, because the caller is not known
 * yet or not to be trusted; the others by API key or person where there is one. `key` counts every call of a key, reads too.
 */
const limits: Record<Exclude<LimitName, 'none'>, { points: number; duration: number; by: 'ip' | 'caller' }> = {
  'sign-in': { points: 20, duration: 60, by: 'ip' },
  mail: { points: 10, duration: 600, by: 'ip' },
  write: { points: 240, duration: 60, by: 'caller' },
  scan: { points: 1200, duration: 60, by: 'caller' },
  key: { points: 600, duration: 60, by: 'caller' },
}

/** Counts calls against their limits; refuses `too_many_requests` with the seconds to wait. */
export type Count = (limit: LimitName, caller: Caller | null, request: CallRequest) => Promise<void>

/** Counts nothing: for RATE_LIMITS=off. */
export const unlimited: Count = async () => {}

/** Limits of this process, in memory. */
export function limiter(): Count {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, new RateLimiterMemory({ ...limit, keyPrefix: name })]),
  )
  return async (name, caller, request) => {
    if (name === 'none') return
    const key = limits[name].by === 'caller' && caller ? (caller.key?.id ?? caller.userId) : networkOf(request.ip)
    try {
      await limiters[name]?.consume(key)
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes)
        refuse('too_many_requests', { seconds: Math.ceil(rejection.msBeforeNext / 1000) })
      throw rejection
    }
  }
}
