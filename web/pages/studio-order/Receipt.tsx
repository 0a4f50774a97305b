import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime, money } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { isByHand } from '../checkout/order.ts'
import type { loader } from './page.tsx'

/** A payment by hand that is waited for, and the button for when it is there; after the order lapsed, too. */
export function Receipt() {
  const { t, language } = useSurroundings()
  const { receipt } = t.byHand
  const { event, may, order } = useLoaded<typeof loader>()
  const failure = useFailure('receipt')
  const isLapsed = order.state === 'expired'
  const payment = order.payments.find(({ provider }) => isByHand(provider))
  if (!payment || !isByHand(payment.provider) || !(isLapsed || order.state === 'awaiting_payment')) return null
  const end = order.expiresAt ?? event.endsAt
  const until = end && dayAndTime(end, event.timeZone, language, new Date())
  return (
    <section className="studio-section" aria-labelledby="receipt">
      <h2 id="receipt">{receipt.title[payment.provider]}</h2>
      <FormProblem failure={failure} />
      <p>{receipt.text(money(payment.amount, payment.currency, language), order.code)}</p>
      {isLapsed ? <p>{receipt.lapsed}</p> : until && <p>{receipt.lapses(until)}</p>}
      {may.includes('orders.edit') && (
        <Form method="post" className="studio-below">
          <input type="hidden" name="paymentId" value={payment.id} />
          <Submit name="intent" value="receipt">
            {receipt.act}
          </Submit>
        </Form>
      )}
    </section>
  )
}
