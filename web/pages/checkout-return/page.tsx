import { redirect } from 'react-router'
import { isProblem, load } from '../../host/page.ts'

/**
 * Where a provider sends the buyer back to: asks it what became of the payment, then goes on with the order at its step. Where there is
 * no telling yet, the checkout says so.
 */
export const loader = load(async ({ api, params, query }) => {
  const { order: orderId = '', payment: paymentId = '' } = params
  const asking = api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: { params: Object.fromEntries(query) },
  })
  const state = await asking.then(
    (payment) => payment.state,
    (error: unknown) => {
      if (isProblem(error) && error.code === 'provider_unavailable') return 'pending'
      throw error
    },
  )
  throw redirect(`/checkout/${orderId}${state === 'pending' ? '?waiting=1' : ''}`)
})

/** Never shown: the loader always leads on. */
export function Component() {
  return null
}
