import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import type { ordersApi } from './api.ts'
import { blockPlaces } from './blocks.ts'
import { orderSecret } from './codes.ts'
import { browserCookie, ordersCookie } from './cookies.ts'
import { giveDetails } from './details.ts'
import { orderPdf, ticketPdf } from './documents.ts'
import { holdTickets } from './hold.ts'
import { askForTickets, openLink } from './links.ts'
import { myOrders } from './my-tickets.ts'
import { extendHold } from './pay.ts'
import { qrPng, qrSvg } from './qr.ts'
import { readOrder, shownHold } from './read.ts'
import { dropOrder, endOrder } from './release.ts'
import { readTicket, renameTicket } from './tickets.ts'

export const ordersRoutes = (services: Services): Handlers<typeof ordersApi> => {
  const { db, desk, secret, now, publicUrl } = services
  const isSecure = () => publicUrl().startsWith('https:')
  const sentencesOf = (language: Parameters<typeof catalogueOf>[0]) => catalogueOf(language).documents
  return {
    'POST /api/events/:eventId/orders': async ({ params, body, caller, request }) => {
      const { orderId, browserId, fresh } = await holdTickets(services, { ...params, ...body }, caller, request)
      const opens = orderSecret(secret, orderId)
      request.cookies.push(
        browserCookie(secret, browserId, isSecure()),
        ordersCookie([opens], request.secrets, isSecure()),
      )
      return {
        id: orderId,
        secret: opens,
        order: fresh ? shownHold(fresh, body.buyer) : await readOrder(db, orderId, now()),
      }
    },
    'PUT /api/events/:eventId/blocked': ({ params: { eventId }, body, caller, request }) =>
      blockPlaces(db, desk, { eventId, ticketTypeId: null }, body, repeatOf(caller, request)),
    'PUT /api/events/:eventId/ticket-types/:ticketTypeId/blocked': ({ params, body, caller, request }) =>
      blockPlaces(db, desk, params, body, repeatOf(caller, request)),
    'GET /api/orders/:orderId': ({ params }) => readOrder(db, params.orderId, now()),
    'PATCH /api/orders/:orderId/details': async ({ params, body, caller }) => {
      await giveDetails(db, desk, params.orderId, body, caller)
      return readOrder(db, params.orderId, now())
    },
    'POST /api/orders/:orderId/extension': async ({ params, caller, request }) => {
      await extendHold(db, desk, params.orderId, repeatOf(caller, request))
      return readOrder(db, params.orderId, now())
    },
    'DELETE /api/orders/:orderId': async ({ params }) => {
      await dropOrder(db, desk, params.orderId)
      return undefined
    },
    'POST /api/events/:eventId/orders/:orderId/cancellation': async ({ params, body, caller, request }) => {
      await endOrder(db, desk, { ...params, ...body }, repeatOf(caller, request))
      return undefined
    },
    'GET /api/orders/:orderId/tickets.pdf': ({ params, request }) =>
      orderPdf(db, params.orderId, sentencesOf(request.language), request.language),
    'GET /api/tickets/:ticketId': ({ params }) => readTicket(db, params.ticketId, now()),
    'PATCH /api/tickets/:ticketId': async ({ params, body }) => {
      await renameTicket(db, params.ticketId, body, now())
      return readTicket(db, params.ticketId, now())
    },
    'GET /api/tickets/:ticketId/qr.png': async ({ params }) => {
      const { code } = await readTicket(db, params.ticketId, now())
      return { type: 'image/png', bytes: qrPng(code), cache: 'private, max-age=3600' }
    },
    'GET /api/tickets/:ticketId/qr.svg': async ({ params }) => {
      const { code } = await readTicket(db, params.ticketId, now())
      return { type: 'image/svg+xml', bytes: qrSvg(code), cache: 'private, max-age=3600' }
    },
    'GET /api/tickets/:ticketId/ticket.pdf': ({ params, request }) =>
      ticketPdf(db, params.ticketId, sentencesOf(request.language), request.language),
    'GET /api/me/tickets': ({ caller, request }) => myOrders(db, caller, request.secrets, now()),
    'POST /api/ticket-links': async ({ body: { email }, request: { language } }) => {
      await askForTickets(db, { email, language, now: now(), secret })
      return { email }
    },
    'POST /api/ticket-links/open': async ({ body, request }) => {
      const { secrets, transferId } = await openLink(db, { link: body.secret, secret, now: now() })
      request.cookies.push(ordersCookie(secrets, request.secrets, isSecure()))
      return { orders: transferId === null ? secrets.length : 0, transferId }
    },
  }
}
