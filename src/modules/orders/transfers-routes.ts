import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import type { Services } from '../../services.ts'
import { transferSecret } from './codes.ts'
import { ordersCookie } from './cookies.ts'
import { sendOrderAgain, sendTicketAgain } from './resend.ts'
import { acceptTransfer, declineTransfer, readTransfer } from './transfer-answers.ts'
import { offerTransfer, withdrawTransfer } from './transfers.ts'
import type { transfersApi } from './transfers-api.ts'

export const transfersRoutes = (services: Services): Handlers<typeof transfersApi> => {
  const { db, secret, now, publicUrl } = services
  return {
    'POST /api/tickets/:ticketId/transfer': ({ params, body, caller, request }) =>
      offerTransfer(services, params.ticketId, { ...body, language: request.language }, repeatOf(caller, request)),
    'DELETE /api/tickets/:ticketId/transfer': async ({ params }) => {
      await withdrawTransfer(db, params.ticketId, now())
      return undefined
    },
    'GET /api/transfers/:transferId': ({ params }) => readTransfer(db, params.transferId, now()),
    'POST /api/transfers/:transferId/acceptance': async ({ params: { transferId }, body, caller, request }) => {
      const receiver = { name: body.attendeeName, userId: caller?.userId ?? null, language: request.language }
      const ticketId = await acceptTransfer(services, transferId, receiver, repeatOf(caller, request))
      const opens = transferSecret(secret, transferId)
      request.cookies.push(ordersCookie([opens], request.secrets, publicUrl().startsWith('https:')))
      return { ticketId }
    },
    'DELETE /api/transfers/:transferId': async ({ params }) => {
      await declineTransfer(db, params.transferId, now())
      return undefined
    },
    'POST /api/orders/:orderId/tickets-mail': ({ params }) => sendOrderAgain(db, params.orderId),
    'POST /api/tickets/:ticketId/mail': ({ params }) => sendTicketAgain(db, params.ticketId),
    'POST /api/events/:eventId/orders/:orderId/tickets-mail': ({ params }) =>
      sendOrderAgain(db, params.orderId, params.eventId),
    'POST /api/events/:eventId/attendees/:ticketId/mail': ({ params }) =>
      sendTicketAgain(db, params.ticketId, params.eventId),
  }
}
