import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Nullable } from '../../http/shapes.ts'

const Method = T.Object({
  provider: T.String(),
  /** The provider's name for it. */
  ref: T.String(),
  brand: T.String(),
  last4: Nullable(T.String()),
  expires: Nullable(T.Object({ year: T.Integer(), month: T.Integer() })),
  preferred: T.Boolean(),
})

/** Ways to pay that providers keep for people: their own alone, and never for whoever acts as them. */
export const savedMethodsApi = {
  'GET /api/me/payment-methods': {
    summary: 'Ways to pay that providers keep for me; `unanswered` are providers that do not say just now',
    access: 'signed-in',
    inPerson: true,
    reply: T.Object({ items: T.Array(Method), unanswered: T.Array(T.String()) }),
  },
  'PUT /api/me/payment-methods/:provider/:method/preferred': {
    summary: 'Pay with this one unless I choose another',
    access: 'signed-in',
    inPerson: true,
  },
  'DELETE /api/me/payment-methods/:provider/:method': {
    summary: 'Have the provider forget this one for good',
    access: 'signed-in',
    inPerson: true,
  },
} as const satisfies Record<string, Endpoint>
