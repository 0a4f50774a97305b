import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'

const form = { file: ['application/x-www-form-urlencoded'], maximumBytes: 64 * 1024 }

/** What Twilio tells: signed (X-Twilio-Signature), in any order, any number of times. Without Twilio there is nothing (404). */
export const twilioHooksApi = {
  'POST /api/hooks/twilio/status': {
    summary: 'What became of an SMS',
    access: 'public',
    query: T.Object({ delivery: T.Optional(T.String({ maxLength: 100 })) }),
    body: form,
    limit: 'none',
  },
  'POST /api/hooks/twilio/inbound': {
    summary: 'What somebody answered to an SMS: STOP ends them, START begins them again, HELP says whose they are',
    access: 'public',
    body: form,
    reply: { file: ['text/xml; charset=utf-8'] },
    limit: 'none',
  },
} as const satisfies Record<string, Endpoint>
