import { redirect } from 'react-router'
import { load } from '../../host/page.ts'

/** Where a provider sends the buyer back to: asks it what became of the payment, then goes on with the order at its step. */
export const loader = load(async ({ api, params }) => {
  const { order: orderId = '', payment: paymentId = '' } = params
  await api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: {},
  })
  throw redirect(`/checkout/${orderId}`)
})

/** Never shown: the loader always leads on. */
export function Component() {
  return null
}
