import type { Repeat } from '../db/idempotency.ts'
import type { Caller, CallRequest } from './request.ts'

/**
 * Whose Idempotency-Keys a call's belong to: the person's, the API key's, the browser's, or, before a browser is known, those of the same program at the
 * same address.
 */
export const repeatScope = (caller: Caller | null, request: CallRequest): string =>
  caller?.key?.id ?? caller?.userId ?? request.browserId ?? `${request.ip} ${request.userAgent}`

/** What makes a call known when it comes twice. */
export const repeatOf = (caller: Caller | null, request: CallRequest): Repeat => ({
  scope: repeatScope(caller, request),
  key: request.idempotencyKey,
})
