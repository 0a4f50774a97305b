import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { Problem } from '../../src/http/client.ts'
import { newBrowser, type TestBrowser } from '../harness.ts'

/**
 * What a buyer does who has the tickets held. `returns` pays and comes back to the shop; the windows of the others are closed when
 * they have paid, and their payments are told of by a webhook (at once, twice, first), by nobody, or when the order has lapsed.
 */
const ways = [
  'returns',
  'closes',
  'twice',
  'webhook_first',
  'webhook_never',
  'late',
  'declines',
  'leaves',
  'drops',
] as const

export interface Plan {
  type: number
  quantity: number
  way: (typeof ways)[number]
  /** Whether the buyer gives up when the connection breaks, and never learns what became of it. */
  isImpatient: boolean
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  type: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 3 }),
  way: fc.oneof(
    { weight: 2, arbitrary: fc.constant('returns' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...ways) },
  ),
  isImpatient: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

/** What a buyer was told: everything here was acknowledged. */
export interface Purchase {
  email: string
  plan: Plan
  order?: { id: string; code: string }
  paymentId?: string
  /** The payment provider has the money. */
  isCharged?: true
  /** The shop said that it is paid. */
  isPaid?: true
  /** Nothing was held: there was too little left. */
  isSoldOut?: true
  hasGivenUp?: true
  /** An answer nobody should ever get. */
  fault?: string
}

export interface Shop {
  eventId: string
  typeIds: readonly string[]
  /** Where to ask next. */
  origin(): Promise<string>
  /** Told of every answer that is not "try again". */
  onAnswer(): void
}

class GaveUp extends Error {}

/** Goes shopping by this plan, and notes what was acknowledged. */
export async function shopBy(shop: Shop, plan: Plan): Promise<Purchase> {
  const purchase: Purchase = { email: `${randomUUID()}@example.org`, plan }
  try {
    await purchaseBy(shop, plan, purchase)
  } catch (error) {
    if (error instanceof GaveUp) purchase.hasGivenUp = true
    else if (error instanceof Problem && error.code === 'sold_out' && !purchase.order) purchase.isSoldOut = true
    else purchase.fault = error instanceof Problem ? `${error.status} ${error.code}: ${error.detail}` : String(error)
  }
  return purchase
}

async function purchaseBy(shop: Shop, { type, quantity, way, isImpatient }: Plan, purchase: Purchase): Promise<void> {
  const { eventId, typeIds } = shop
  const ask = persistent(shop, isImpatient)

  const body = {
    lines: [{ ticketTypeId: String(typeIds[type]), quantity }],
    buyer: { name: 'Marta Quintela', email: purchase.email },
  }
  const holdKey = randomUUID()
  const { id: orderId, order } = await ask((api) =>
    api['POST /api/events/:eventId/orders']({ params: { eventId }, body, key: holdKey }),
  )
  purchase.order = { id: orderId, code: order.code }
  const params = { orderId }
  if (way === 'leaves') return
  if (way === 'drops') return ask((api) => api['DELETE /api/orders/:orderId']({ params }))

  const payKey = randomUUID()
  const { payment, next } = await ask((api) =>
    api['POST /api/orders/:orderId/payments']({ params, body: { provider: 'sandbox' }, key: payKey }),
  )
  if (!payment || next.kind !== 'redirect') throw new Error(`expected a payment in the sandbox, not ${next.kind}`)
  const paymentId = payment.id
  const ref = next.url.slice(next.url.lastIndexOf('/') + 1)
  purchase.paymentId = paymentId

  if (way === 'declines')
    return void (await ask((api) => api['POST /api/sandbox/payments/:ref/decline']({ params: { ref } })))
  await ask((api) =>
    way === 'returns' || way === 'closes'
      ? api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
      : api['POST /api/sandbox/payments/:ref/trouble']({ params: { ref }, body: { act: way } }),
  )
  purchase.isCharged = true
  if (way !== 'returns') return

  const { state } = await ask((api) =>
    api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params: { orderId, paymentId }, body: {} }),
  )
  if (state !== 'succeeded') throw new Error(`a payment that was made is ${state}`)
  purchase.isPaid = true
}

/** Asks until there is an answer: elsewhere when the connection breaks, after the time that the server names when it is busy. */
function persistent({ origin, onAnswer }: Shop, isImpatient: boolean) {
  let cookies: TestBrowser['cookies'] = new Map()
  return async <T>(call: (api: TestBrowser['api']) => Promise<T>): Promise<T> => {
    for (;;) {
      const browser = newBrowser(await origin())
      for (const [name, value] of cookies) browser.cookies.set(name, value)
      try {
        const answer = await call(browser.api)
        cookies = browser.cookies
        onAnswer()
        return answer
      } catch (error) {
        if (isBroken(error)) {
          if (isImpatient) throw new GaveUp()
        } else if (error instanceof Problem && error.code === 'busy') {
          await pause((error.retryAfter ?? 0) * 1000)
        } else {
          onAnswer()
          throw error
        }
      }
    }
  }
}

/** `fetch` rejects with a TypeError when the connection cannot be made or ends before the answer does. */
const isBroken = (error: unknown) => error instanceof TypeError && error.cause instanceof Error
