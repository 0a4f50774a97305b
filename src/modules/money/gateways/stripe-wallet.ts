import type Stripe from 'stripe'
import type { SavedMethod, Wallet } from '../payments/wallet.ts'
import { findDirect } from './stripe-intents.ts'
import { guarded, isInvalidRequest } from './stripe-parts.ts'

/** How long somebody waits for the list, in milliseconds: it stands on pages that work without it. */
const listPatience = { timeout: 4000, maxNetworkRetries: 0 }
/** The most methods that are shown. */
const most = 50
/** A customer that there is no trace of is as one that was deleted. */
const gone = { deleted: true } as const

/** What Stripe keeps: Customers and their PaymentMethods (docs.stripe.com/api/customers, /api/payment_methods). */
export const stripeWallet = (library: () => Promise<Stripe>): Wallet => ({
  async open({ userId, email }) {
    const stripe = await library()
    return (await guarded(() => stripe.customers.create({ email, metadata: { user_id: userId } }))).id
  },

  async list(id) {
    const stripe = await library()
    const [customer, { data }] = await Promise.all([
      guarded(() => stripe.customers.retrieve(id, {}, listPatience)).catch(unlessGone(gone)),
      guarded(() => stripe.customers.listPaymentMethods(id, { limit: most }, listPatience)).catch(
        unlessGone({ data: [] }),
      ),
    ])
    const chosen = customer.deleted ? undefined : idOf(customer.invoice_settings.default_payment_method)
    const isChosen = data.some((method) => method.id === chosen)
    return data.map((method, index) => ({ ...shown(method), preferred: isChosen ? method.id === chosen : index === 0 }))
  },

  async prefer(customer, method) {
    const stripe = await library()
    if (!(await isOf(stripe, customer, method))) return false
    await guarded(() => stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } }))
    return true
  },

  async remove(customer, method) {
    const stripe = await library()
    if (!(await isOf(stripe, customer, method))) return false
    // Refused where somebody else removed it this very moment.
    return guarded(() => stripe.paymentMethods.detach(method)).then(() => true, unlessGone(false))
  },

  async knows(customer) {
    const stripe = await library()
    const { deleted } = await guarded(() => stripe.customers.retrieve(customer)).catch(unlessGone(gone))
    return !deleted
  },

  findCharge: async (customer, attemptId) => findDirect(await library(), customer, attemptId),

  async close(customer) {
    const stripe = await library()
    await guarded(() => stripe.customers.del(customer)).catch(unlessGone(undefined))
  },
})

const isOf = (stripe: Stripe, customer: string, method: string): Promise<boolean> =>
  guarded(() => stripe.customers.retrievePaymentMethod(customer, method)).then(() => true, unlessGone(false))

function shown({ id, type, card, sepa_debit: sepa }: Stripe.PaymentMethod): Omit<SavedMethod, 'preferred'> {
  return {
    ref: id,
    brand: card?.brand ?? type,
    last4: card?.last4 ?? sepa?.last4 ?? null,
    expires: card ? { year: card.exp_year, month: card.exp_month } : null,
  }
}

const idOf = (named: string | { id: string } | null) => (typeof named === 'object' ? named?.id : named)

const unlessGone =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isInvalidRequest(error)) return instead
    throw error
  }
