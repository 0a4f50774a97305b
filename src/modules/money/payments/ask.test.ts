import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../../test/events.ts'
import { testApp } from '../../../../test/harness.ts'
import { cast } from '../../../../test/people.ts'
import { hold, marta } from '../../../../test/sales.ts'
import type { Webhook } from '../../../../test/simulators/http.ts'
import { simulateProviders } from '../../../../test/simulators/providers.ts'
import { providersOf } from '../providers.ts'
import { reconcilePayments } from '../reconcile.ts'

const { paypal, razorpay, settings } = await simulateProviders()
const app = await testApp(settings)
const { db, browser, origin, setNow, settle } = app
const { owner, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [{ name: 'Admission', price: 2500, quantity: 99 }],
})
const cashier = { ...app.app.services, providers: providersOf(app.app.services) }

/** Providers that take money only when they are told to: the buyer agrees, and a webhook says so. */
const rigs = {
  paypal: {
    agree: (ref: string): Record<string, string> => {
      paypal.approve(ref)
      return { token: ref }
    },
    webhook: (ref: string) => paypal.webhook('CHECKOUT.ORDER.APPROVED', ref),
    isTaken: (ref: string) => paypal.orders.get(ref)?.captures.length === 1,
  },
  razorpay: {
    agree: (ref: string) => razorpay.pay(ref),
    webhook: (ref: string) => razorpay.webhook('payment.authorized', ref),
    isTaken: (ref: string) =>
      razorpay.payments.some(({ order_id, status }) => order_id === ref && status === 'captured'),
  },
}

/** A buyer with an order to pay. */
async function buyer() {
  const { api } = browser()
  const { id: orderId } = await hold({ api }, { eventId, typeId: String(typeIds[0]) })
  await api['PATCH /api/orders/:orderId/details']({ params: { orderId }, body: marta })
  const confirm = (paymentId: string, params: Record<string, string> = {}) =>
    api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
      params: { orderId, paymentId },
      body: { params },
    })
  return {
    async begin(provider: string) {
      const { payment } = await api['POST /api/orders/:orderId/payments']({ params: { orderId }, body: { provider } })
      const id = payment?.id ?? ''
      const { ref } = await db.selectFrom('payment').select('ref').where('id', '=', id).executeTakeFirstOrThrow()
      return { id, ref: ref ?? '' }
    },
    confirm,
    giveUp: (paymentId: string) => confirm(paymentId, { cancelled: '1' }),
    async payInSandbox({ id, ref }: { id: string; ref: string }) {
      await api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
      return confirm(id)
    },
    async state() {
      const order = await api['GET /api/orders/:orderId']({ params: { orderId } })
      return order.state
    },
  }
}

async function send(provider: string, { headers, body }: Webhook) {
  await fetch(`${origin}/api/webhooks/${provider}`, { method: 'POST', headers, body })
  await settle()
}

/** Asks about everything that is open, while its order still has time. */
async function reconcile() {
  await db.updateTable('payment').set({ asked_at: null }).execute()
  setNow(new Date(Date.now() + 90_000))
  await reconcilePayments(cashier).finally(() => setNow(undefined))
}

for (const [provider, { agree, webhook, isTaken }] of Object.entries(rigs)) {
  test(`${provider}: who agreed and went on to another way is not charged for the first, and may pay by the second`, async () => {
    for (const told of [true, false]) {
      const { begin, payInSandbox, state } = await buyer()
      const first = await begin(provider)
      agree(first.ref)
      const second = await begin('sandbox')
      if (told) await send(provider, webhook(first.ref))
      await reconcile()
      assert.deepEqual([isTaken(first.ref), await state()], [false, 'awaiting_payment'])
      await payInSandbox(second)
      await reconcile()
      await send(provider, webhook(first.ref))
      assert.deepEqual([isTaken(first.ref), await state()], [false, 'paid'])
    }
  })

  test(`${provider}: who gave up and then agreed after all is not charged while another attempt is open, but is when that ends`, async () => {
    const { begin, giveUp, state } = await buyer()
    const other = await begin('sandbox')
    const gaveUp = await begin(provider)
    assert.equal((await giveUp(gaveUp.id)).state, 'cancelled')
    agree(gaveUp.ref)
    await reconcile()
    await send(provider, webhook(gaveUp.ref))
    assert.deepEqual([isTaken(gaveUp.ref), await state()], [false, 'awaiting_payment'])
    await browser().api['POST /api/sandbox/payments/:ref/cancel']({ params: { ref: other.ref } })
    await reconcile()
    await reconcile()
    assert.deepEqual([isTaken(gaveUp.ref), await state()], [true, 'paid'])
  })

  test(`${provider}: the attempt a buyer is at is taken without them, whatever became of those before`, async () => {
    for (const told of [true, false]) {
      const { begin, state } = await buyer()
      await begin('sandbox')
      const last = await begin(provider)
      agree(last.ref)
      if (told) await send(provider, webhook(last.ref))
      else await reconcile()
      assert.deepEqual([isTaken(last.ref), await state()], [true, 'paid'])
    }
  })

  test(`${provider}: of two that ended and were both agreed to one is taken`, async () => {
    const { begin, giveUp, state } = await buyer()
    const both = [await begin(provider), await begin(provider)]
    for (const { id } of both) await giveUp(id)
    for (const { ref } of both) agree(ref)
    await reconcile()
    assert.equal(both.filter(({ ref }) => isTaken(ref)).length, 1)
    assert.equal(await state(), 'paid')
  })

  test(`${provider}: who comes back with an agreement wants it, also from the page they had left`, async () => {
    const { begin, confirm, giveUp, state } = await buyer()
    const first = await begin(provider)
    await giveUp(first.id)
    await begin('sandbox')
    assert.equal((await confirm(first.id, agree(first.ref))).state, 'succeeded')
    assert.deepEqual([isTaken(first.ref), await state()], [true, 'paid'])
  })
}
