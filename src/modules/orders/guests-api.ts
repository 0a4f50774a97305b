import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Email, Form, Id, Instant, Nullable, Page, Text } from '../../http/shapes.ts'
import { csvType } from '../../lib/csv.ts'
import { GuestState as State } from '../events/api.ts'
import { EventCard } from './event-card.ts'

const Places = T.Integer({ minimum: 1, maximum: 20 })
const invites = { permission: 'attendees.message', of: { event: 'eventId' } } as const
const filter = { q: T.Optional(Text(200)), state: T.Optional(State) }
/** One line, or none. */
const Name = T.String({ maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$' })

/**
 * Guests: the people whom an event that is for invited people alone opens to, and their answers. An invitation is its guest's, by the account with the
 * confirmed address it was sent to, or by a code that is mailed there.
 */
export const guestsApi = {
  'GET /api/events/:eventId/guests': {
    summary: 'Who is invited to an event, invited last first; `q` is part of a name or email',
    access: invites,
    query: Form({ ...filter, cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: T.Object({
      ...Page(
        T.Object({
          id: Id,
          email: T.String(),
          name: T.String(),
          /** How many places they may have, and valid tickets that they have. */
          places: T.Integer(),
          tickets: T.Integer(),
          state: State,
          mailedAt: Instant,
          openedAt: Nullable(Instant),
          answeredAt: Nullable(Instant),
        }),
      ).properties,
      /** How many are in each state, whatever was asked for. */
      counts: T.Object({
        sent: T.Integer(),
        opened: T.Integer(),
        accepted: T.Integer(),
        declined: T.Integer(),
        revoked: T.Integer(),
      }),
    }),
  },
  'POST /api/events/:eventId/guests': {
    summary:
      'Invites people to a live event by mail, each to so many places, one unless told otherwise. Who is invited already stays as they are; who wants no invitations of the organization gets none. Refuses wrong_event_state, too_many_requests',
    access: invites,
    body: Form({
      guests: T.Array(Form({ email: Email, name: T.Optional(Name) }), { minItems: 1, maxItems: 500 }),
      places: T.Optional(Places),
      message: T.Optional(Text(1000)),
    }),
    reply: T.Object({ invited: T.Integer(), already: T.Integer(), unwanted: T.Integer() }),
  },
  'GET /api/events/:eventId/guests.csv': {
    summary: 'The same guests as a CSV file (RFC 4180, UTF-8 with byte order mark), formulas made harmless',
    access: invites,
    query: Form(filter),
    reply: { file: [csvType] },
  },
  'POST /api/events/:eventId/guests/:guestId/mail': {
    summary:
      'Mails an invitation again: refuses wrong_event_state, invitation_closed when it was declined or revoked or is unwanted, and too_many_requests after five mails in a day',
    access: invites,
  },
  'DELETE /api/events/:eventId/guests/:guestId': {
    summary: 'Revokes an invitation: it opens nothing any more. Tickets that were bought by it stay good',
    access: invites,
  },
  'GET /api/guests/:guestId': {
    summary: 'The invitation behind a link; `theirs` is null until the caller has shown that it is theirs',
    access: 'public',
    reply: T.Object({
      id: Id,
      /** Whether it can be answered. */
      open: T.Boolean(),
      theirs: Nullable(
        T.Object({
          state: State,
          name: T.String(),
          places: T.Integer(),
          message: T.String(),
          event: EventCard,
        }),
      ),
    }),
  },
  'POST /api/guests/:guestId/code': {
    summary: 'Mails a code to the address an invitation was sent to: refuses too_many_requests',
    access: 'public',
    status: 202,
    limit: 'mail',
    reply: T.Object({ minutes: T.Integer() }),
  },
  'POST /api/guests/:guestId/holder': {
    summary:
      'Takes an invitation by the code that was mailed: it is the caller’s, or this browser’s alone, and nobody’s who took it so before. Refuses email_code_wrong',
    access: 'public',
    body: Form({ code: T.String({ pattern: '^\\d{8}$' }) }),
    limit: 'sign-in',
    inPerson: true,
  },
  'PUT /api/guests/:guestId/answer': {
    summary:
      'Accepts or declines an invitation; with `never` the organization invites them no more. Refuses invitation_closed, wrong_event_state',
    access: { guest: 'guestId' },
    body: T.Union([Form({ state: T.Literal('accepted') }), Form({ state: T.Literal('declined'), never: T.Boolean() })]),
    inPerson: true,
  },
} as const satisfies Record<string, Endpoint>
