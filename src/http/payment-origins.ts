import type { Payments } from '../config.ts'

/** Other origins that pages for paying have to do with; of the providers that are set up alone. */
export interface PaymentOrigins {
  /** Where the form of the checkout may lead without JavaScript: browsers hold the redirects after a form to the policy, too. */
  forms: readonly string[]
  /** The script that a page of ours runs to finish a payment, what it calls, and the frames it opens; null without one. */
  script: { source: string; calls: readonly string[]; frames: readonly string[] } | null
}

/** Origins as Stripe, PayPal and Razorpay publish them. */
export function paymentOrigins({ stripe, paypal, razorpay }: Payments): PaymentOrigins {
  return {
    forms: [
      ...(stripe ? ['https://checkout.stripe.com'] : []),
      ...(paypal ? [paypal.api.replace('api-m.', 'www.')] : []),
    ],
    script: razorpay && {
      source: razorpay.checkout,
      calls: [razorpay.api, razorpay.checkout, 'https://lumberjack.razorpay.com'],
      frames: [razorpay.api, razorpay.checkout],
    },
  }
}
