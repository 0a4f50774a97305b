import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Text } from '../../http/shapes.ts'

/** The SMS of a development installation. Answers on the machine itself and in development; elsewhere there is nothing (404). */
export const messagesApi = {
  'GET /api/dev/messages': {
    summary: 'SMS that would have gone out, newest first, at most 200; with `recipient`, those to one phone',
    access: 'public',
    query: Form({ recipient: T.Optional(Text(40)) }),
    reply: T.Object({
      items: T.Array(
        T.Object({ id: Id, recipient: T.String(), text: T.String(), segments: T.Integer(), createdAt: Instant }),
      ),
    }),
  },
} as const satisfies Record<string, Endpoint>
