import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { OpenAuth } from '../accounts/auth.ts'
import { personalOrganization } from '../accounts/organizations.ts'
import { createAccount, type NewAccount } from '../accounts/register.ts'
import { issueToken } from '../accounts/tokens.ts'
import type { Cashier } from '../money/pay.ts'
import { decimalAmount } from './amounts.ts'
import type { clientAApi } from './client-a-api.ts'
import { createWholeEvent, organizersEvents, type ShownEvent, shownEvent } from './event.ts'
import { organizingFor } from './organizer.ts'
import { payRegistration } from './payment.ts'
import { placeText } from './places.ts'
import { registeredEvents, takePlaces } from './registration.ts'
import { orderTickets } from './ticket-list.ts'

/** The messages are what the client compares, so they are no matter of language. */
export function clientARoutes(services: Services, auth: OpenAuth, cashier: Cashier): Handlers<typeof clientAApi> {
  const { db, now } = services
  const organizing = (userId: string) => (tx: Db) => organizingFor(tx, userId)
  return {
    'POST /api/users/register': async ({ body: { email, password, role }, request: { language } }) => {
      const account = { name: email.split('@')[0] ?? email, email, password, language }
      const { userId } = role === 'organizer' ? await createOrganizer(db, account) : await createAccount(db, account)
      return { message: 'User registered successfully.', user: { id: userId, email: email.toLowerCase(), role } }
    },
    'POST /api/users/login': ({ body, request }) =>
      issueToken({ ...services, auth }, { email: body.email, password: body.password }, request),
    'POST /api/organiser/create_event': async ({ body, caller, request }) => {
      const { e_name: name, e_details: description, event_time: time, event_add: place, capacity, fees: price } = body
      const given = { name, description, time, place, capacity, price }
      const names = { time: 'event_time', price: 'fees' }
      const eventId = await createWholeEvent(services, organizing(caller.userId), given, names, { caller, request })
      const event = (await shownEvent(db, eventId, now())) ?? refuse('not_found')
      return { message: 'Event created successfully.', event: clientAEvent(event) }
    },
    'GET /api/organiser/events': async ({ caller }) => {
      const events = await organizersEvents(db, caller.userId, now())
      if (events.length === 0) refuse('no_events_found')
      return { events: events.map(clientAEvent) }
    },
    'POST /api/reg/register_event': async ({ body: { event_id }, caller, request }) => {
      const wish = { eventId: event_id, quantity: 1, single: true }
      const { orderId: order_id, isConfirmed, total, currency } = await takePlaces(services, wish, caller, request)
      const registration = { order_id, event_id, amount_due: decimalAmount(total, currency), currency }
      return {
        message: 'User registered for the event successfully.',
        registration: isConfirmed
          ? { ...registration, status: 'confirmed', tickets: await orderTickets(db, order_id) }
          : { ...registration, status: 'awaiting_payment' },
      }
    },
    'GET /api/reg/get_registrevent': async ({ caller }) => {
      const events = await registeredEvents(db, caller.userId, now())
      if (events.length === 0) refuse('no_registrations_found')
      return {
        events: events.map((event) => ({
          event_id: event.id,
          event_name: event.name,
          event_time: event.startsAt,
          event_address: placeText(event),
        })),
      }
    },
    'POST /api/payment/process_payment': async ({ body, caller, request }) => {
      const { event_id: eventId, user_id: userId, payment_method: provider } = body
      const paid = await payRegistration(cashier, { eventId, userId, provider, amount: body.amount }, caller)
      const payment = {
        id: paid.id,
        order_id: paid.orderId,
        amount: decimalAmount(paid.amount, paid.currency),
        currency: paid.currency,
        provider: paid.provider,
      }
      if (paid.url === undefined)
        return { message: 'Payment processed successfully.', payment: { ...payment, status: 'succeeded' } }
      request.status = 202
      return {
        message: 'The payment has to be finished in a browser.',
        payment: { ...payment, status: 'requires_action' },
        next: { url: paid.url },
      }
    },
  }
}

const createOrganizer = (db: Db, account: NewAccount) =>
  transact(db, async (tx) => {
    const made = await createAccount(tx, account)
    await personalOrganization(tx, made.userId)
    return made
  })

const clientAEvent = (event: ShownEvent) => ({
  event_id: event.id,
  e_name: event.name,
  e_details: event.description,
  event_time: event.startsAt,
  event_add: event.place,
  capacity: event.capacity,
  fees: event.price,
  state: event.state,
})
