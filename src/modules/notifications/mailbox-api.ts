import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Instant, Text } from '../../http/shapes.ts'

const head = { id: Id, recipient: T.String(), subject: T.String(), createdAt: Instant }

/** The development mailbox. Answers on the machine itself and in development; elsewhere there is nothing (404). */
export const mailboxApi = {
  'GET /api/dev/mails': {
    summary: 'Mails of the development mailbox, newest first, at most 200; with `recipient`, those to one address',
    access: 'public',
    query: Form({ recipient: T.Optional(Text(254)) }),
    reply: T.Object({ items: T.Array(T.Object({ ...head, attachments: T.Integer() })) }),
  },
  'GET /api/dev/mails/:mailId': {
    summary: 'One mail: its text, its source headers, and what is attached',
    access: 'public',
    reply: T.Object({
      ...head,
      text: T.String(),
      headers: T.Array(T.Object({ name: T.String(), value: T.String() })),
      attachments: T.Array(T.Object({ index: T.Integer(), name: T.String(), type: T.String(), bytes: T.Integer() })),
    }),
  },
  'GET /api/dev/mails/:mailId/html': {
    summary: 'The HTML of a mail, to be shown in a sandboxed frame',
    access: 'public',
    reply: { file: ['text/html; charset=utf-8'] },
  },
  'GET /api/dev/mails/:mailId/attachments/:index': {
    summary: 'One attachment of a mail, counted from 0',
    access: 'public',
    reply: { file: ['application/octet-stream'] },
  },
} as const satisfies Record<string, Endpoint>
