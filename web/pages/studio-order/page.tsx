import '../studio/studio.css'
import './order.css'
import { redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { CancelOrder } from './CancelOrder.tsx'
import { Facts } from './Facts.tsx'
import { Payments } from './Payments.tsx'
import { Receipt } from './Receipt.tsx'
import { RefundForm } from './RefundForm.tsx'
import { Refunds } from './Refunds.tsx'
import { giveBack, previewOf } from './refund.ts'
import { SendAgain } from './SendAgain.tsx'
import { Tickets } from './Tickets.tsx'
import { toneOf } from './tone.ts'

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const of = { params: { eventId: params.eventId ?? '', orderId: params.orderId ?? '' } }
  const [studio, order, refunds] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/orders/:orderId'](of),
    api['GET /api/events/:eventId/orders/:orderId/refunds'](of),
  ])
  const mayRefund = order.paidAt !== null && studio.may.includes('orders.edit')
  const refund = mayRefund ? await previewOf(loading, order.currency) : null
  return { ...studio, order, refunds: refunds.items, refund, done: query.get('done') }
})

export const action = act(async (acting) => {
  const { api, form, params } = acting
  const { eventId = '', orderId = '' } = params
  const path = `/studio/${params.org}/events/${eventId}/orders/${orderId}`
  const refund = { params: { eventId, orderId, refundId: text(form, 'refundId') } }
  switch (text(form, 'intent')) {
    case 'receipt':
      await api['POST /api/orders/:orderId/payments/:paymentId/receipt']({
        params: { orderId, paymentId: text(form, 'paymentId') },
      })
      return redirect(`${path}?done=received`)
    case 'cancel':
      await api['POST /api/events/:eventId/orders/:orderId/cancellation']({
        params: { eventId, orderId },
        body: { message: text(form, 'message') },
      })
      return redirect(`${path}?done=cancelled`)
    case 'send-again':
      await api['POST /api/events/:eventId/orders/:orderId/tickets-mail']({ params: { eventId, orderId } })
      return redirect(`${path}?done=sent`)
    case 'refund':
      await giveBack(acting)
      return redirect(`${path}?done=refund#refunds`)
    case 'retry':
      await api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/retry'](refund)
      return redirect(`${path}#refunds`)
    case 'paid-back':
      await api['POST /api/events/:eventId/orders/:orderId/refunds/:refundId/payment'](refund)
      return redirect(`${path}#refunds`)
    default:
      return redirect(path)
  }
})

/** One order: who bought what, the tickets, and the money that came and went. */
export function Component() {
  const { byHand, lists, studioOrder, ui } = useSentences()
  const { event, may, order, done } = useLoaded<typeof loader>()
  const told: Record<string, readonly [string, string]> = {
    received: byHand.receipt.done,
    cancelled: studioOrder.cancel.done,
    sent: studioOrder.sent,
  }
  const news = told[done ?? '']
  return (
    <EventFrame event={event} may={may}>
      {news && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={news[0]}>
            {news[1]}
          </Notice>
        </div>
      )}
      <header className="order-head">
        <h2 className="num">{order.code}</h2>
        <Tag {...toneOf(order.state)}>{lists.states[order.state]}</Tag>
        {order.test && <Tag tone="low">{ui.test.tag}</Tag>}
      </header>
      <Facts />
      <Receipt />
      <CancelOrder />
      <Tickets />
      <SendAgain />
      <Payments />
      <Refunds />
      <RefundForm />
    </EventFrame>
  )
}
