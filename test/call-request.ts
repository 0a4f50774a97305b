import { newId } from '../src/db/id.ts'
import type { CallRequest } from '../src/http/request.ts'

/** A request of a program on this machine that shows nothing of itself, but for what is given. */
export const callRequest = (given: Partial<CallRequest> = {}): CallRequest => ({
  id: newId(),
  ip: '::1',
  userAgent: '',
  language: 'en',
  browserId: undefined,
  secrets: [],
  idempotencyKey: undefined,
  bearer: undefined,
  cookie: undefined,
  headers: {},
  cookies: [],
  status: undefined,
  ...given,
})
