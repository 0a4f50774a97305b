import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'

type Next = Reply<Api['GET /api/orders/:orderId/payments/:paymentId/step']>['next']
/** What a provider's script is given. */
export type Embed = Extract<Next, { kind: 'embed' }>

/** What Checkout.js of Razorpay takes and does (razorpay.com/docs/payments/payment-gateway/web-integration/standard). */
interface Options {
  key: string
  order_id: string
  amount: number
  currency: string
  description: string
  prefill: { email: string }
  handler(answer: Record<string, string>): void
  modal: { ondismiss(): void }
}

type Checkout = new (options: Options) => { open(): void }

/** Loads Checkout.js once. Rejects when it cannot be had. */
export async function loadCheckout({ sdk }: Embed): Promise<void> {
  if (checkout()) return
  const script = document.createElement('script')
  script.src = sdk
  script.async = true
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  script.onload = () => (checkout() ? resolve() : reject(new Error('Checkout.js came without Razorpay')))
  script.onerror = () => reject(new Error('Checkout.js did not come'))
  document.head.append(script)
  await promise
}

/** Opens the payment window. `onAnswer` gets what the confirmation wants: what Razorpay signed, or `cancelled`. */
export function openCheckout({ publicKey, data }: Embed, onAnswer: (params: Record<string, string>) => void): void {
  const Razorpay = checkout()
  if (!Razorpay) return
  new Razorpay({
    key: publicKey,
    order_id: String(data.order_id),
    amount: Number(data.amount),
    currency: String(data.currency),
    description: String(data.description),
    prefill: { email: String(data.email) },
    handler: onAnswer,
    modal: { ondismiss: () => onAnswer({ cancelled: '1' }) },
  }).open()
}

const checkout = () => (window as { Razorpay?: Checkout }).Razorpay
