import { createHmac } from 'node:crypto'
import { newId } from '../../db/id.ts'
import { keptReply, Repeated } from '../../db/idempotency.ts'
import { repeatScope } from '../../http/repeat-scope.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { keyFor } from '../../lib/sign.ts'
import { visitorOf } from '../events/guest-access.ts'
import type { Answers, CartLine } from './allocation/requests.ts'
import type { Desk } from './desk.ts'
import { buyerOf, type Details } from './details.ts'
import { rememberEvent } from './lines.ts'

/** A held order, and the browser it belongs to. `fresh` is what was held, unless this repeats an earlier request. */
export interface Held {
  orderId: string
  browserId: string
  fresh: Answers['hold'] | null
}

/** What is to be held, and for whom, if that is known already. */
export interface Cart {
  eventId: string
  lines: readonly CartLine[]
  buyer?: Details
}

/**
 * Holds a cart of an event for whoever calls, once for each Idempotency-Key. Throws the refusals of `decide`, and `not_found` for an
 * event that is none.
 */
export async function holdTickets(
  { desk, secret, now }: { desk: Desk; secret: string; now(): Date },
  { eventId, lines, buyer }: Cart,
  caller: Caller | null,
  request: CallRequest,
): Promise<Held> {
  const browserId = request.browserId ?? newBrowserId(secret, request)
  const orderId = newId(now().getTime())
  const repeatable = {
    scope: repeatScope(caller, { ...request, browserId }),
    key: request.idempotencyKey,
    content: ['hold', eventId, lines, buyer],
  }
  const person = { userId: caller?.userId ?? null, email: caller?.email ?? null, browserId }
  const { language } = request
  const visitor = visitorOf(caller, request)
  const hold = {
    kind: 'hold' as const,
    orderId,
    person,
    visitor,
    lines,
    language,
    buyer: buyer ? buyerOf(buyer) : null,
  }
  try {
    const fresh = await desk.submit(eventId, hold, ...keptReply(repeatable, () => ({ orderId, browserId })))
    rememberEvent(orderId, eventId)
    return { orderId, browserId, fresh }
  } catch (error) {
    if (error instanceof Repeated) return { ...(error.reply as Pick<Held, 'orderId' | 'browserId'>), fresh: null }
    throw error
  }
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
