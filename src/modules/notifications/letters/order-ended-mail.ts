import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Facts } from '../../../facts.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { isByHand } from '../../events/by-hand.ts'
import { moneyText } from '../../orders/formats.ts'
import { readOrder } from '../../orders/read.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** Tells a buyer that the organizer ended their unpaid order: why, and what becomes of money that is on its way. Nobody whose address is not known. */
export async function sendEnded(services: Services, { orderId, message }: Facts['order.ended']): Promise<void> {
  const { db, publicUrl, now } = services
  const order = await readOrder(db, orderId, now())
  const { event, email, name, total, payment } = order
  if (order.state !== 'cancelled' || !email) return
  const language = languageOf(order.language)
  const { documents, orderMail } = catalogueOf(language)
  const words = orderMail.ended
  const way = payment && isByHand(payment.provider) ? payment.provider : 'online'
  const money = words.money[way](moneyText(total, order.currency, language), event.organizer)
  await sendOnce(services, {
    once: `order_ended:${orderId}`,
    kind: 'order_ended',
    to: email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        test: order.test,
        subject: words.subject(event.name),
        name: name ?? '',
        ...(await readLook(services, event.id)),
        paragraphs: [words.text(event.organizer, event.name), ...(total > 0 ? [money] : [])],
        facts: [
          { label: orderMail.refund.reason, value: message },
          { label: documents.order, value: order.code },
        ].filter(({ value }) => value !== ''),
        action: { label: words.action, url: `${publicUrl()}/e/${event.slug}` },
      }),
  })
}
