import type { Page } from '@playwright/test'
import { makeEvent } from '../events.ts'
import { openTestApp, type TestApp } from '../harness.ts'
import { cast } from '../people.ts'
import { simulatePaypal } from '../simulators/paypal.ts'
import { simulateRazorpay } from '../simulators/razorpay.ts'
import { test as base, expect, expectGoodPage } from './fixtures.ts'

/** A Conflux with PayPal and Razorpay set up, both simulated. */
const test = base.extend<object, { conflux: TestApp }>({
  conflux: [
    async ({ world: _world }, use) => {
      const paypalKeys = { clientId: 'client-id-1', clientSecret: 'client-secret-1', webhookId: 'WH1' }
      const razorpayKeys = { keyId: 'rzp_test_1', keySecret: 'key-secret-1', webhookSecret: 'webhook-secret-1' }
      const [paypal, razorpay] = await Promise.all([simulatePaypal(paypalKeys), simulateRazorpay(razorpayKeys)])
      const settings = {
        PAYPAL_CLIENT_ID: paypalKeys.clientId,
        PAYPAL_CLIENT_SECRET: paypalKeys.clientSecret,
        PAYPAL_WEBHOOK_ID: paypalKeys.webhookId,
        PAYPAL_API: paypal.origin,
        RAZORPAY_KEY_ID: razorpayKeys.keyId,
        RAZORPAY_KEY_SECRET: razorpayKeys.keySecret,
        RAZORPAY_WEBHOOK_SECRET: razorpayKeys.webhookSecret,
        RAZORPAY_API: razorpay.origin,
      }
      const conflux = await openTestApp(settings, { pages: true })
      const worker = await conflux.app.startWorker()
      await use(conflux)
      await worker.stop()
      await conflux.close()
      paypal.close()
      razorpay.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})
test.use({ world: 'ways-to-pay' })

/** Puts a hold into this browser and opens its checkout, with the details filled in. */
async function atCheckout(page: Page, conflux: TestApp): Promise<void> {
  const { owner, own } = await cast(conflux)
  const { eventId, typeIds } = await makeEvent(owner, own.id, {
    types: [{ name: 'Weekend', price: 5800, quantity: 50 }],
  })
  const data = { lines: [{ ticketTypeId: typeIds[0], quantity: 1 }] }
  const headers = { 'sec-fetch-site': 'same-origin' }
  const reply = await page.request.post(`/api/events/${eventId}/orders`, { data, headers })
  await page.goto(`/checkout/${((await reply.json()) as { id: string }).id}`)
  await page.getByLabel('Name').fill('Marta Quintela')
  await page.getByLabel('Email').fill('marta@quintela.pt')
}
const pay = (page: Page) => page.getByRole('button', { name: 'Pay €58.00' }).click()
const theirTicket = (page: Page) => expectGoodPage(page, 'Night Ferry', { role: 'link', name: /PDF/ })

test('in a window of Razorpay: closed, opened again, paid; its script runs on that page alone', async ({
  page,
  conflux,
}) => {
  await atCheckout(page, conflux)
  await expectGoodPage(page, 'Your details, then pay')
  await page.getByRole('radio', { name: 'UPI, card or net banking' }).check()
  await pay(page)
  await expect(page.getByRole('heading', { name: 'Pay €58.00' })).toBeVisible()
  await page.getByRole('button', { name: 'Close the simulator' }).click()
  await expect(page.getByText('You came back without paying')).toBeVisible()
  expect(await page.evaluate(() => 'Razorpay' in window)).toBe(false)
  await expect(page.getByRole('radio', { name: 'UPI, card or net banking' })).toBeChecked()
  await pay(page)
  await page.getByRole('button', { name: 'Pay in the simulator' }).click()
  await theirTicket(page)
})

test('the page says when the script of a provider does not come', async ({ page, conflux }) => {
  await atCheckout(page, conflux)
  await page.route('**/v1/checkout.js', (route) => route.abort())
  await page.getByRole('radio', { name: 'UPI, card or net banking' }).check()
  await pay(page)
  await expect(page.getByText('The payment window cannot be opened')).toBeVisible()
  await expectGoodPage(page, 'Pay €58.00', { role: 'link', name: 'Back to the order' })
  await page.getByRole('link', { name: 'Back to the order' }).click()
  await expectGoodPage(page, 'Your details, then pay')
})

test('the sandbox: 3-D Secure fails and says why, is passed and pays', async ({ page, conflux }) => {
  await atCheckout(page, conflux)
  const challenge = async (answer: string) => {
    await page.getByRole('radio', { name: 'Sandbox' }).check()
    await pay(page)
    await page.getByText('What goes differently at times').click()
    await page.getByRole('button', { name: 'Ask for 3-D Secure first' }).click()
    await expectGoodPage(page, 'Sandbox payment', { role: 'heading', name: '3-D Secure' })
    await page.getByRole('button', { name: answer }).click()
  }
  await challenge('Fail, as for somebody else')
  await expect(page.getByText('could not confirm that it was you')).toBeVisible()
  await challenge('Yes, it is me')
  await theirTicket(page)
})

test('money that is on its way is waited for, and the page says not to pay again', async ({ page, conflux }) => {
  await atCheckout(page, conflux)
  await page.getByRole('radio', { name: 'Sandbox' }).check()
  await pay(page)
  await page.getByText('What goes differently at times').click()
  await page.getByRole('button', { name: 'Pay, but the money comes when time is up' }).click()
  await expect(page.getByText('Waiting for your payment')).toBeVisible()
  await expectGoodPage(page, 'Your details, then pay')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the form leads to the provider’s own page', async ({ page, conflux }) => {
    await atCheckout(page, conflux)
    await page.getByRole('radio', { name: 'PayPal' }).check()
    await pay(page)
    await expect(page.getByText('PayPal itself')).toBeVisible()
  })

  test('a way to pay that needs a script says so and leads back', async ({ page, conflux }) => {
    await atCheckout(page, conflux)
    await page.getByRole('radio', { name: 'UPI, card or net banking' }).check()
    await pay(page)
    // Looking for text skips what is in `noscript`.
    await expect(page.locator('noscript .notice')).toBeVisible()
    await expect(page.getByText('opens by itself')).toBeHidden()
    await page.getByRole('link', { name: 'Back to the order' }).click()
    await expect(page.getByRole('heading', { name: 'Your details, then pay' })).toBeVisible()
  })
})
