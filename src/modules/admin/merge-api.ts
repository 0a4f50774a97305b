import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Id, Nullable } from '../../http/shapes.ts'

const Person = T.Object({ id: Id, name: T.String(), email: T.String() })

/** Two accounts of one person. */
export const mergeApi = {
  'GET /api/admin/people/:userId/merge/:fromId': {
    summary: 'What would move if one account took over another, and why it cannot',
    access: 'administrator',
    reply: T.Object({
      from: Person,
      into: Person,
      /** Code of the refusal, or null. */
      refusal: Nullable(T.String()),
      orders: T.Integer(),
      tickets: T.Integer(),
      memberships: T.Array(
        T.Object({
          organizationId: Id,
          organization: T.String(),
          /** The greater of both. */
          role: T.String(),
          before: Nullable(T.String()),
        }),
      ),
    }),
  },
  'POST /api/admin/people/:userId/merge': {
    summary:
      'Makes two accounts of one person one, for good: `from` ends, and the other takes over what it had. Refuses not_yourself, wrong_person_state, merge_unproven, merge_loses_factor',
    access: 'administrator',
    stepUp: true,
    body: Form({ from: Id }),
  },
} as const satisfies Record<string, Endpoint>
