import type { Tx } from '../db/connect.ts'
import { newId } from '../db/id.ts'
import { transact } from '../db/transact.ts'
import { random } from '../lib/look/random.ts'
import { sale } from '../modules/money/journals.ts'
import { post } from '../modules/money/ledger.ts'
import { deskIn } from '../modules/orders/desk.ts'
import { buyerOf } from '../modules/orders/details.ts'
import { awaitPayment, payOrder } from '../modules/orders/pay.ts'
import type { Services } from '../services.ts'
import { type DemoEvent, demoBuyers } from './data.ts'

interface Buyer {
  name: string
  email: string
  userId: string | null
}

interface Sale {
  ticketTypeId: string
  quantity: number
  at: Date
  buyer: Buyer
}

const day = 24 * 3600 * 1000

/** Sells what the event's data says is sold, in orders spread over the last `days`, busier towards today. The attendee buys the first. */
export async function sellDemoTickets(
  services: Services,
  eventId: string,
  event: DemoEvent,
  attendee: Buyer,
  days: number,
): Promise<void> {
  const types = await services.db
    .selectFrom('ticket_type')
    .select(['id', 'name'])
    .where('event_id', '=', eventId)
    .execute()
  const sales = salesOf(event, new Map(types.map(({ id, name }) => [name, id])), attendee, days, services.now())
  for (const sale of sales.sort((a, b) => a.at.getTime() - b.at.getTime()))
    await transact(services.db, (tx) => sell(tx, services, eventId, event.currency, sale))
}

function salesOf(event: DemoEvent, ids: ReadonlyMap<string, string>, attendee: Buyer, days: number, now: Date): Sale[] {
  const draw = random(`demo ${event.name}`)
  return event.tickets.flatMap((type, index) => {
    const sales: Sale[] = []
    let left = Math.round((type.quantity ?? 0) * type.sold)
    while (left > 0) {
      const quantity = Math.min(left, type.maximumPerOrder ?? 10, draw.pick([1, 2, 2, 2, 3, 4, 6]))
      left -= quantity
      const ago = days * draw.next() ** 1.6
      const isAttendee = index === 0 && sales.length === 0 && type.quantity !== null && quantity <= 2
      const name = draw.pick(demoBuyers)
      const buyer = isAttendee ? attendee : { name, email: emailOf(name), userId: null }
      sales.push({ ticketTypeId: String(ids.get(type.name)), quantity, at: new Date(now.getTime() - ago * day), buyer })
    }
    return sales
  })
}

/** An address nobody owns (RFC 2606), in letters that mail takes. */
export const emailOf = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '.')
  return `${plain || 'guest'}@guests.example`
}

async function sell(
  tx: Tx,
  { secret }: Services,
  eventId: string,
  currency: string,
  { ticketTypeId, quantity, at, buyer }: Sale,
) {
  const desk = deskIn(tx, { now: () => at, secret })
  const { name, email, userId } = buyer
  const orderId = newId(at.getTime())
  await desk.submit(eventId, {
    kind: 'hold',
    orderId,
    person: { userId, email, browserId: null },
    lines: [{ ticketTypeId, quantity }],
    language: 'en',
    buyer: buyerOf({ name, email }),
  })
  const { total } = await awaitPayment(tx, desk, orderId)
  const paymentId = newId(at.getTime())
  if (total > 0) {
    const payment = { id: paymentId, order_id: orderId, provider: 'sandbox', ref: `demo-${orderId}` }
    await tx
      .insertInto('payment')
      .values({ ...payment, state: 'succeeded', amount: total, currency, created_at: at, settled_at: at })
      .execute()
  }
  if (total > 0)
    await tx
      .insertInto('sandbox_payment')
      .values(bookOf(orderId, total, currency, at))
      .execute()
  await payOrder(tx, desk, orderId)
  if (total === 0) return
  const order = await tx
    .selectFrom('order')
    .select(['organization_id as organizationId', 'tax', 'commission'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow()
  await post(tx, [sale({ ...order, orderId, paymentId, currency, total, at })])
}

/** What the sandbox has in its books, so that it gives the money back when somebody asks. */
const bookOf = (orderId: string, amount: number, currency: string, at: Date) => ({
  ref: `demo-${orderId}`,
  test: false,
  label: '',
  amount,
  currency,
  state: 'paid' as const,
  return_url: '',
  cancel_url: '',
  created_at: at,
})
