import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Line, Nullable } from '../../http/shapes.ts'

/** The phone that somebody may be told things at. For them alone. */
export const phoneApi = {
  'GET /api/me/phone': {
    summary:
      'My phone, and whether SMS may go there; `offered` says whether this platform sends any, and `sender` from which number, where it is always the same',
    access: 'signed-in',
    inPerson: true,
    reply: T.Object({
      offered: T.Boolean(),
      sender: Nullable(T.String()),
      phone: Nullable(T.String()),
      confirmed: T.Boolean(),
      asked: Nullable(T.String()),
      stopped: T.Boolean(),
    }),
  },
  'POST /api/me/phone/code': {
    summary: 'Have a code sent to a phone, to show that it is mine: good for ten minutes, five a day',
    access: 'signed-in',
    inPerson: true,
    body: Form({ phone: Line(40) }),
    limit: 'mail',
  },
  'POST /api/me/phone/confirmation': {
    summary: 'Show by the newest code that the phone it was sent to is mine; from then on SMS go there',
    access: 'signed-in',
    inPerson: true,
    body: Form({ code: T.String({ pattern: '^[0-9]{6}$' }) }),
    limit: 'sign-in',
  },
} as const satisfies Record<string, Endpoint>
