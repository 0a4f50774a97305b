import type { SimulatedPaypal } from './paypal.ts'
import type { SimulatedRazorpay } from './razorpay.ts'
import type { SimulatedStripe } from './stripe.ts'

/** What tests of refunds do at a provider: pay in the buyer's place, and decide how refunds go. */
export interface RefundRig {
  http: Pick<SimulatedStripe, 'ail' | 'well'>
  /** What the buyer comes back with, where that is anything. */
  pay(ref: string): Record<string, string> | undefined
  refundAs(status: 'pending' | 'failed' | 'done'): void
  /** Refunds of a payment, in minor units, without those that failed. */
  standing(ref: string): number[]
  /** The provider is done with all refunds of a payment; or the buyer's bank returns them. */
  finish(ref: string): void
  bounce(ref: string): void
  /** What it tells of a refund that came back, if it does. */
  webhook?(ref: string): { headers: Record<string, string>; body: string }
}

/** A rig for each simulated provider, by its id. */
export function refundRigs({
  stripe,
  paypal,
  razorpay,
}: {
  stripe: SimulatedStripe
  paypal: SimulatedPaypal
  razorpay: SimulatedRazorpay
}): Record<'stripe' | 'paypal' | 'razorpay', RefundRig> {
  const ofStripe = (ref: string) =>
    stripe.refunds.filter(({ payment_intent }) => payment_intent === stripe.intentOf(ref).id)
  const ofPaypal = (ref: string) => paypal.orders.get(ref)?.refunds ?? []
  const paidAtRazorpay = (ref: string) => razorpay.payments.filter(({ order_id }) => order_id === ref)
  const ofRazorpay = (ref: string) =>
    razorpay.refunds.filter((refund) => paidAtRazorpay(ref).some(({ id }) => id === refund.payment_id))
  return {
    stripe: {
      http: stripe,
      pay: (ref) => void stripe.pay(ref),
      refundAs: (status) => stripe.refundAs(status === 'done' ? 'succeeded' : status),
      standing: (ref) => ofStripe(ref).flatMap(({ status, amount }) => (status === 'failed' ? [] : [amount])),
      finish(ref) {
        for (const refund of ofStripe(ref)) refund.status = 'succeeded'
      },
      bounce(ref) {
        for (const refund of ofStripe(ref))
          Object.assign(refund, { status: 'failed', failure_reason: 'expired_or_canceled_card' })
      },
      webhook: (ref) => stripe.webhook('refund.failed', ref),
    },
    paypal: {
      http: paypal,
      pay(ref) {
        paypal.approve(ref)
        return { token: ref, PayerID: 'SIMULATED' }
      },
      refundAs: (status) =>
        paypal.refundAs(({ pending: 'PENDING', failed: 'FAILED', done: 'COMPLETED' } as const)[status]),
      standing: (ref) =>
        ofPaypal(ref).flatMap(({ status, amount }) =>
          status === 'FAILED' ? [] : [Math.round(Number(amount.value) * 100)],
        ),
      finish(ref) {
        for (const refund of ofPaypal(ref)) refund.status = 'COMPLETED'
      },
      bounce(ref) {
        for (const refund of ofPaypal(ref)) refund.status = 'FAILED'
        for (const capture of paypal.orders.get(ref)?.captures ?? []) capture.status = 'COMPLETED'
      },
    },
    razorpay: {
      http: razorpay,
      pay: (ref) => razorpay.pay(ref),
      refundAs: (status) => razorpay.refundAs(status === 'done' ? 'processed' : status),
      standing: (ref) => ofRazorpay(ref).flatMap(({ status, amount }) => (status === 'failed' ? [] : [amount])),
      finish(ref) {
        for (const refund of ofRazorpay(ref)) refund.status = 'processed'
      },
      bounce(ref) {
        for (const refund of ofRazorpay(ref)) refund.status = 'failed'
        for (const payment of paidAtRazorpay(ref)) payment.status = 'captured'
      },
      webhook: (ref) => razorpay.webhook('refund.failed', ref),
    },
  }
}
