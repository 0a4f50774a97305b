import { randomBytes } from 'node:crypto'
import type { Got, Reply, Routes } from './http.ts'

/** A card that is kept for a customer. `behaves` is what becomes of a payment with it. */
export interface KeptCard {
  id: string
  object: 'payment_method'
  type: 'card'
  customer: string | null
  card: { brand: string; last4: string; exp_month: number; exp_year: number }
}

interface Customer {
  id: string
  object: 'customer'
  email: string | null
  deleted?: true
  invoice_settings: { default_payment_method: string | null }
}

/**
 * Customers and what is kept for them (docs.stripe.com/api/customers, /api/payment_methods): a deleted customer is still shown as such and
 * has nothing; what is detached never comes back.
 */
export function simulateCustomers(
  refused: (status: number, message: string) => Reply,
  missing: (status: number, param: string) => Reply,
) {
  const customers = new Map<string, Customer>()
  const cards = new Map<string, KeptCard>()
  const noSuch = (what: string) => missing(404, what)
  const live = (id: string) => {
    const customer = customers.get(id)
    return customer && !customer.deleted ? customer : undefined
  }
  const cardsOf = (customer: string) => [...cards.values()].filter((card) => card.customer === customer).reverse()

  function create({ body }: Got): Reply {
    const id = `cus_${randomBytes(7).toString('hex')}`
    const email = new URLSearchParams(body).get('email')
    const customer: Customer = { id, object: 'customer', email, invoice_settings: { default_payment_method: null } }
    customers.set(id, customer)
    return { status: 200, body: customer }
  }

  function show(id: string): Reply {
    const customer = customers.get(id)
    if (!customer) return noSuch('customer')
    return { status: 200, body: customer.deleted ? { id, object: 'customer', deleted: true } : customer }
  }

  function change(id: string, { body }: Got): Reply {
    const customer = live(id)
    if (!customer) return noSuch('customer')
    const method = new URLSearchParams(body).get('invoice_settings[default_payment_method]')
    if (method !== null && cards.get(method)?.customer !== id) return refused(400, 'not attached to the customer')
    customer.invoice_settings.default_payment_method = method
    return { status: 200, body: customer }
  }

  function remove(id: string): Reply {
    const customer = live(id)
    if (!customer) return noSuch('customer')
    customer.deleted = true
    for (const card of cardsOf(id)) card.customer = null
    return { status: 200, body: { id, object: 'customer', deleted: true } }
  }

  function list(id: string): Reply {
    if (!live(id)) return noSuch('customer')
    return { status: 200, body: { object: 'list', url: '', has_more: false, data: cardsOf(id) } }
  }

  function showCard(customer: string, id: string): Reply {
    const card = cards.get(id)
    return live(customer) && card?.customer === customer ? { status: 200, body: card } : noSuch('payment_method')
  }

  function detach(id: string): Reply {
    const card = cards.get(id)
    if (!card?.customer) return refused(400, 'not attached to a customer')
    const customer = customers.get(card.customer)
    if (customer?.invoice_settings.default_payment_method === id)
      customer.invoice_settings.default_payment_method = null
    card.customer = null
    return { status: 200, body: card }
  }

  const routes: Routes = [
    ['POST', /^\/v1\/customers$/, create],
    ['GET', /^\/v1\/customers\/([^/]+)$/, ({ parts: [id = ''] }) => show(id)],
    ['POST', /^\/v1\/customers\/([^/]+)$/, (got) => change(got.parts[0] ?? '', got)],
    ['DELETE', /^\/v1\/customers\/([^/]+)$/, ({ parts: [id = ''] }) => remove(id)],
    ['GET', /^\/v1\/customers\/([^/]+)\/payment_methods$/, ({ parts: [id = ''] }) => list(id)],
    [
      'GET',
      /^\/v1\/customers\/([^/]+)\/payment_methods\/([^/]+)$/,
      ({ parts: [customer = '', id = ''] }) => showCard(customer, id),
    ],
    ['POST', /^\/v1\/payment_methods\/([^/]+)\/detach$/, ({ parts: [id = ''] }) => detach(id)],
  ]

  return {
    routes,
    customers: customers as ReadonlyMap<string, Customer>,
    cards: cards as ReadonlyMap<string, KeptCard>,
    isLive: (id: string) => live(id) !== undefined,
    /** Keeps a card for a customer. */
    keep(customer: string, last4 = '4242'): KeptCard {
      const id = `pm_${randomBytes(8).toString('hex')}`
      const card = { brand: 'visa', last4, exp_month: 12, exp_year: 2034 }
      const kept: KeptCard = { id, object: 'payment_method', type: 'card', customer, card }
      cards.set(id, kept)
      return kept
    },
  }
}
