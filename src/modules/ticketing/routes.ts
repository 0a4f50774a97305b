import { transact } from '../../db/transact.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { copyEvent } from '../events/edit.ts'
import { visitorOf } from '../events/guest-access.ts'
import { readEvent } from '../events/row.ts'
import type { ticketingApi } from './api.ts'
import { eventPage } from './event-page.ts'
import { eventFigures } from './figures.ts'
import { setEventCapacity } from './stock.ts'
import {
  addTicketType,
  copyTicketTypes,
  deleteTicketType,
  editTicketType,
  readTicketType,
  readTicketTypes,
} from './ticket-types.ts'

export const ticketingRoutes = ({ db, now }: Services): Handlers<typeof ticketingApi> => ({
  'GET /api/discover/:slug': ({ params, caller, request }) =>
    eventPage(db, params.slug, visitorOf(caller, request), now()),
  'POST /api/events/:eventId/copies': ({ params, caller }) =>
    transact(db, async (tx) => {
      const id = await copyEvent(tx, params.eventId, caller.userId)
      await copyTicketTypes(tx, params.eventId, id)
      return readEvent(tx, id)
    }),
  'GET /api/events/:eventId/ticket-types': ({ params }) => readTicketTypes(db, params.eventId, now()),
  'POST /api/events/:eventId/ticket-types': async ({ params: { eventId }, body }) =>
    readTicketType(db, eventId, await addTicketType(db, eventId, body), now()),
  'PATCH /api/events/:eventId/ticket-types/:ticketTypeId': async ({ params: { eventId, ticketTypeId }, body }) => {
    await editTicketType(db, eventId, ticketTypeId, body)
    return readTicketType(db, eventId, ticketTypeId, now())
  },
  'DELETE /api/events/:eventId/ticket-types/:ticketTypeId': async ({ params }) => {
    await deleteTicketType(db, params.eventId, params.ticketTypeId)
    return undefined
  },
  'PUT /api/events/:eventId/capacity': ({ params, body }) => setEventCapacity(db, params.eventId, body.capacity),
  'GET /api/events/:eventId/figures': ({ params, caller }) => eventFigures(db, params.eventId, caller, now()),
})
