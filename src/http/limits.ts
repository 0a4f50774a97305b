import { sql } from 'kysely'
import type { Pool } from 'pg'
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import type { Redis } from '../cache/redis.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../errors.ts'
import { networkOf } from '../lib/network.ts'
import type { LimitName } from './contract.ts'
import type { Caller, CallRequest } from './request.ts'

/**
 * How many calls, in how many seconds. `sign-in` and `mail` count by network address, because the caller is not known
 * yet or not to be trusted; the others by API key or person where there is one. `key` counts every call of a key, reads too.
 * Among several processes, each counts the first `own` calls by itself: those who call as people do cost no question to a store.
 */
const limits: Record<CountedLimit, { points: number; duration: number; by: 'ip' | 'caller'; own: number }> = {
  'sign-in': { points: 20, duration: 60, by: 'ip', own: 0 },
  mail: { points: 10, duration: 600, by: 'ip', own: 0 },
  write: { points: 240, duration: 60, by: 'caller', own: 30 },
  scan: { points: 1200, duration: 60, by: 'caller', own: 150 },
  key: { points: 600, duration: 60, by: 'caller', own: 75 },
}

type CountedLimit = Exclude<LimitName, 'none'>

/** Counts calls against their limits; refuses `too_many_requests` with the seconds to wait. */
export type Count = (limit: LimitName, caller: Caller | null, request: CallRequest) => Promise<void>

/** Counts nothing: for RATE_LIMITS=off. */
export const unlimited: Count = async () => {}

/** Where several processes count together: in Redis where there is one, and in the database while Redis is away or there is none. */
export interface SharedCounts {
  pool: Pool
  redis: Redis | null
}

/**
 * Counts in this process and, for those who call often, together with the others. A store that cannot be asked leaves it to the count of each
 * process, so that limits are never a reason why nothing works.
 */
export function limiter(shared?: SharedCounts): Count {
  const names = Object.keys(limits) as CountedLimit[]
  const counters = new Map(
    names.map((name) => {
      const limit = { ...limits[name], keyPrefix: name }
      return [name, { own: new RateLimiterMemory(limit), shared: shared && storeOf(shared, limit) }]
    }),
  )
  return async (name, caller, request) => {
    if (name === 'none') return
    const { by, own } = limits[name]
    const key = by === 'caller' && caller ? (caller.key?.id ?? caller.userId) : networkOf(request.ip)
    const counter = counters.get(name)
    const consumed = (await refused(counter?.own.consume(key)))?.consumedPoints ?? 0
    if (!counter?.shared || consumed <= own) return
    await refused(counter.shared.consume(key, consumed === own + 1 ? consumed : 1).catch(orUnknown))
  }
}

/** Forgets counts that are over. */
export async function forgetOldCounts(db: Db, now: Date): Promise<void> {
  await sql`delete from rate_limit where expire < ${now.getTime()}`.execute(db)
}

function storeOf({ pool, redis }: SharedCounts, limit: { points: number; duration: number; keyPrefix: string }) {
  const inDatabase = new RateLimiterPostgres({
    ...limit,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
  })
  if (!redis) return inDatabase
  const ask = { eval: (script: string, with_: EvalOptions) => redis.ask((client) => client.eval(script, with_)) }
  const store: RateLimiterStoreAbstract = new RateLimiterRedis({
    ...limit,
    keyPrefix: `conflux:limit:${limit.keyPrefix}`,
    storeClient: ask,
    useRedisPackage: true,
    insuranceLimiter: inDatabase,
  })
  return store
}

type EvalOptions = { keys: string[]; arguments: string[] }

async function refused(counting: Promise<RateLimiterRes | undefined> | undefined): Promise<RateLimiterRes | undefined> {
  try {
    return await counting
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes)
      refuse('too_many_requests', { seconds: Math.ceil(rejection.msBeforeNext / 1000) })
    throw rejection
  }
}

function orUnknown(rejection: unknown): undefined {
  if (rejection instanceof RateLimiterRes) throw rejection
}
