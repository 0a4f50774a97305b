import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { cast } from '../../../test/people.ts'
import { hold, startPaying } from '../../../test/sales.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { providersOf } from './providers.ts'
import { returnAllStranded } from './stranded.ts'

const app = await testApp()
const { db, browser, setNow } = app
const { owner, own } = await cast(app)
const providers = providersOf(app.app.services)
const sandbox = providers.get('sandbox') as PaymentProvider
const { eventId, typeIds } = await makeEvent(owner, own.id)

/** Money that came for an order that was dropped, and whose job has not run. */
async function strandedPayment() {
  const buyer = browser()
  const { id: orderId } = await hold(buyer, { eventId, typeId: String(typeIds[0]) })
  const { paymentId, ref } = await startPaying(buyer, orderId)
  await buyer.api['DELETE /api/orders/:orderId']({ params: { orderId } })
  await buyer.api['POST /api/sandbox/payments/:ref/payment']({ params: { ref } })
  const params = { orderId, paymentId }
  await buyer.api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({ params, body: {} })
  return { paymentId, ref }
}

test('money that its job did not return is returned later, whatever becomes of other money', async () => {
  const stuck = await strandedPayment()
  const other = await strandedPayment()
  const states = async () => {
    const ids = [stuck.paymentId, other.paymentId]
    return (await db.selectFrom('payment').select('state').where('id', 'in', ids).orderBy('id').execute()).map(
      ({ state }) => state,
    )
  }
  const failing: PaymentProvider = {
    ...sandbox,
    refund: async (given) => (given.ref === stuck.ref ? { status: 'failed' } : sandbox.refund(given)),
  }
  const tryWith = (provider: PaymentProvider) =>
    returnAllStranded({ ...app.app.services, providers: new Map([['sandbox', provider]]) })

  await tryWith(failing)
  assert.deepEqual(await states(), ['stranded', 'stranded'])
  setNow(new Date(Date.now() + 3_601_000))
  await assert.rejects(tryWith(failing), ({ errors }: AggregateError) => {
    assert.deepEqual(
      errors.map(({ message }: Error) => message),
      [`the refund of payment ${stuck.paymentId} is failed`],
    )
    return true
  })
  assert.deepEqual(await states(), ['stranded', 'refunded'])
  await tryWith(sandbox)
  setNow(undefined)
  assert.deepEqual(await states(), ['refunded', 'refunded'])
})
