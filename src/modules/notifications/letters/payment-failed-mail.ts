import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Facts } from '../../../facts.ts'
import { doLater } from '../../../jobs/later.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { orderSecret } from '../../orders/codes.ts'
import { momentText, moneyText } from '../../orders/formats.ts'
import { openAddress } from '../../orders/links.ts'
import { readOrder } from '../../orders/read.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** So many milliseconds later a buyer who was there has paid another way, or has left. */
const afterwards = 3 * 60_000

/** Has a buyer told of a payment that failed, unless they have paid or try again until then. */
export const watchFailedPayment = ({ db, now }: Services, failed: Facts['payment.failed']): Promise<void> =>
  doLater(db, {
    key: `payment_failed:${failed.orderId}`,
    job: 'notifications.payment_still_failed',
    at: new Date(now().getTime() + afterwards),
    payload: failed,
  })

/** Tells a buyer that their last payment failed and until when their places are kept, once for each order. Nothing when they have paid, pay just now, or lost the places. */
export async function sendPaymentFailed(
  services: Services,
  { paymentId, orderId }: Facts['payment.failed'],
): Promise<void> {
  const { db, publicUrl, secret, now } = services
  const order = await readOrder(db, orderId, now())
  const { event, email, expiresAt, payment } = order
  if (order.state !== 'awaiting_payment' || !email || !expiresAt) return
  if (payment?.id !== paymentId || payment.state !== 'failed') return
  const language = languageOf(order.language)
  const words = catalogueOf(language).attendeeMail.paymentFailed
  const amount = moneyText(order.total, order.currency, language)
  await sendOnce(services, {
    once: `payment_failed:${orderId}`,
    kind: 'payment_failed',
    to: email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        test: order.test,
        ...(await readLook(services, event.id)),
        subject: words.subject(event.name),
        heading: event.name,
        name: order.name ?? '',
        paragraphs: [words.text(amount, momentText(expiresAt, event.timeZone, language))],
        action: { label: words.action, url: openAddress(publicUrl(), orderSecret(secret, orderId)) },
        after: [words.after],
      }),
  })
}
