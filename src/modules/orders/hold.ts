import { createHmac } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { once } from '../../db/idempotency.ts'
import { refuse } from '../../errors.ts'
import { repeatScope } from '../../http/repeat-scope.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { keyFor } from '../../lib/sign.ts'
import { type Allocator, allocate } from './allocate.ts'
import type { CartLine } from './allocation/decide.ts'

/** A held order, and the browser it belongs to. */
export interface Held {
  orderId: string
  browserId: string
}

/**
 * Holds a cart of an event for whoever calls, once for each Idempotency-Key. Throws the refusals of `decide`, and `not_found` for an
 * event that is none.
 */
export async function holdTickets(
  db: Db,
  allocator: Allocator,
  { eventId, lines }: { eventId: string; lines: readonly CartLine[] },
  caller: Caller | null,
  request: CallRequest,
): Promise<Held> {
  const browserId = request.browserId ?? newBrowserId(allocator.secret, request)
  const repeatable = {
    scope: repeatScope(caller, { ...request, browserId }),
    key: request.idempotencyKey,
    content: ['hold', eventId, lines],
  }
  return once(db, repeatable, async (tx) => {
    const person = { userId: caller?.userId ?? null, email: caller?.email ?? null, browserId }
    const [outcome] = await allocate(tx, allocator, eventId, [{ person, lines, language: request.language }])
    if (!outcome) return refuse('busy')
    if (outcome.kind === 'refused') throw outcome.refusal
    return { orderId: outcome.orderId, browserId }
  })
}

/**
 * The id of a browser that has none yet. With a key it follows from the key, so that the same request, sent again before the cookie came or
 * after it, is known for the same.
 */
function newBrowserId(secret: string, { idempotencyKey, ip, userAgent }: CallRequest): string {
  if (idempotencyKey === undefined) return newId()
  return createHmac('sha256', keyFor(secret, 'browser id'))
    .update(JSON.stringify([idempotencyKey, ip, userAgent]))
    .digest('base64url')
}
