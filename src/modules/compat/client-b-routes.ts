import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { OpenAuth } from '../accounts/auth.ts'
import { personalOrganization } from '../accounts/organizations.ts'
import { profileOf } from '../accounts/profile.ts'
import { createAccount } from '../accounts/register.ts'
import { issueToken } from '../accounts/tokens.ts'
import type { Cashier } from '../money/pay.ts'
import { dropOrder } from '../orders/release.ts'
import { decimalAmount } from './amounts.ts'
import type { clientBApi } from './client-b-api.ts'
import { createWholeEvent, publicEvents, type ShownEvent, shownEvent } from './event.ts'
import { messagesOf, sendMessage } from './messages.ts'
import { type Organizing, organizationsOf, organizingFor } from './organizer.ts'
import { payNow, requireProvider } from './payment.ts'
import { takePlaces } from './registration.ts'
import { eventTickets, orderTickets } from './ticket-list.ts'

export function clientBRoutes(services: Services, auth: OpenAuth, cashier: Cashier): Handlers<typeof clientBApi> {
  const { db, now } = services
  return {
    'POST /users/register': async ({ body: { name, email, password }, request: { language } }) => {
      const { userId } = await createAccount(db, { name, email, password, language })
      return { id: userId, name, email: email.toLowerCase() }
    },
    'POST /users/login': async ({ body, request }) => {
      const { token, userId } = await issueToken(
        { ...services, auth },
        { email: body.email, password: body.password },
        request,
      )
      const user = await db
        .selectFrom('users')
        .select(['id', 'name', 'email'])
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      return { token, user }
    },
    'GET /users/profile': ({ caller }) => profileOf(db, caller),
    'POST /events': async ({ body, caller, request }) => {
      const organizing = (tx: Db) => organizingOrNew(tx, caller.userId)
      const { name, description, date: time, location: place, capacity, price } = body
      const given = { name, description, time, place, capacity, price }
      const names = { time: 'date', price: 'price' }
      const eventId = await createWholeEvent(services, organizing, given, names, { caller, request })
      return clientBEvent((await shownEvent(db, eventId, now())) ?? refuse('not_found'))
    },
    'GET /events': async ({ query: { page = 1, limit = 20, q }, request }) => {
      const events = await publicEvents(db, { page, limit, ...(q === undefined ? {} : { q }) }, request.language, now())
      return events.map(clientBEvent)
    },
    'GET /events/:id': async ({ params }) => {
      const event = await shownEvent(db, params.id, now())
      return event?.state === 'published' && !event.inviteOnly ? clientBEvent(event) : refuse('not_found')
    },
    'POST /tickets': async ({ body: { eventId, quantity = 1, paymentMethod }, caller, request }) => {
      const wish = {
        eventId,
        quantity,
        single: false,
        agree: ({ total }: { total: number }) => {
          if (total > 0) requireProvider(cashier, paymentMethod, 'paymentMethod')
        },
      }
      const { orderId, isConfirmed, total, currency } = await takePlaces(services, wish, caller, request)
      const order = { orderId, total: decimalAmount(total, currency), currency }
      if (isConfirmed) return { ...order, status: 'paid', tickets: await orderTickets(db, orderId) }
      const paid = await payNow(cashier, orderId, paymentMethod ?? '', caller.userId).catch(async (error: unknown) => {
        await dropOrder(db, services.desk, orderId)
        throw error
      })
      if (paid.url === undefined) return { ...order, status: 'paid', tickets: await orderTickets(db, orderId) }
      request.status = 202
      return { ...order, status: 'requires_action', tickets: [], next: { url: paid.url } }
    },
    'GET /tickets/:eventId': ({ params, caller }) => eventTickets(db, params.eventId, caller),
    'POST /notifications/send': ({ body, caller }) => sendMessage(services, caller, body),
    'GET /api/notifications/:userId': ({ params }) => messagesOf(db, params.userId),
  }
}

async function organizingOrNew(tx: Db, userId: string): Promise<Organizing> {
  const organizes = (await organizationsOf(tx, userId, 'event.create')).length > 0
  return organizes ? organizingFor(tx, userId) : { ...(await personalOrganization(tx, userId)), publishes: true }
}

const clientBEvent = (event: ShownEvent) => ({
  id: event.id,
  name: event.name,
  description: event.description,
  date: event.startsAt,
  location: event.place,
  capacity: event.capacity,
  price: event.price,
  currency: event.currency,
  available: event.available,
})
