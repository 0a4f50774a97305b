import { simulatePaypal } from './paypal.ts'
import { simulateRazorpay } from './razorpay.ts'
import { simulateStripe } from './stripe.ts'

/** A simulator of each payment provider, and the settings of an application that takes them for the real ones. */
export async function simulateProviders() {
  const stripe = await simulateStripe({ secretKey: 'sk_test_1', webhookSecret: 'whsec_1' })
  const paypal = await simulatePaypal({ clientId: 'client-id-1', clientSecret: 'client-secret-1', webhookId: 'WH1' })
  const razorpay = await simulateRazorpay({
    keyId: 'rzp_test_1',
    keySecret: 'key-secret-1',
    webhookSecret: 'webhook-secret-1',
  })
  const settings = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    STRIPE_API: stripe.origin,
    PAYPAL_CLIENT_ID: 'client-id-1',
    PAYPAL_CLIENT_SECRET: 'client-secret-1',
    PAYPAL_WEBHOOK_ID: 'WH1',
    PAYPAL_API: paypal.origin,
    RAZORPAY_KEY_ID: 'rzp_test_1',
    RAZORPAY_KEY_SECRET: 'key-secret-1',
    RAZORPAY_WEBHOOK_SECRET: 'webhook-secret-1',
    RAZORPAY_API: razorpay.origin,
  }
  return { stripe, paypal, razorpay, settings }
}
