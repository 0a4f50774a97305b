import { catalogueOf } from '../../../../lang/catalogue.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { newestPromise } from '../../money/by-hand.ts'
import { orderSecret } from '../../orders/codes.ts'
import { momentText, moneyText } from '../../orders/formats.ts'
import { openAddress } from '../../orders/links.ts'
import { readOrder } from '../../orders/read.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce } from '../tell.ts'
import { languageOf } from './order-mail.ts'

interface Payment {
  paymentId: string
  orderId: string
}

/** Tells a buyer what is to be paid by hand, where and until when: once for each way, however often it is chosen. */
export const sendPromised = (services: Services, payment: Payment) => sendHowToPay(services, payment, 'promised')

/** Reminds a buyer of a transfer that should come soon; nothing when it came meanwhile. */
export const sendDueSoon = (services: Services, payment: Payment) => sendHowToPay(services, payment, 'due_soon')

async function sendHowToPay(
  services: Services,
  { paymentId, orderId }: Payment,
  occasion: 'promised' | 'due_soon',
): Promise<void> {
  const { db, publicUrl, secret, now } = services
  const payment = await newestPromise(db, orderId, now())
  const order = await readOrder(db, orderId, now())
  if (payment?.paymentId !== paymentId || !order.email) return
  const { event, email, name } = order
  const language = languageOf(order.language)
  const words = catalogueOf(language).byHandMail
  const amount = moneyText(payment.amount, payment.currency, language)
  const until = payment.until ? momentText(payment.until, event.timeZone, language) : ''
  const { way, account } = payment
  const { subject, text } = occasion === 'promised' ? words[way] : words.dueSoon
  await sendOnce(services, {
    once: `payment_${occasion}:${occasion === 'promised' ? `${orderId}:${way}` : paymentId}`,
    kind: `payment_${occasion}`,
    to: email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        subject: subject(event.name),
        heading: event.name,
        name: name ?? '',
        ...(await readLook(services, event.id)),
        paragraphs: [text(amount, until)],
        facts: [
          { label: words.amount, value: amount },
          { label: words.holder, value: account?.holder ?? '' },
          { label: words.number, value: account?.number ?? '' },
          { label: words.bank, value: account?.bank ?? '' },
          { label: words.reference, value: payment.reference },
          { label: words.until, value: until },
        ].filter(({ value }) => value !== ''),
        action: { label: words.action, url: openAddress(publicUrl(), orderSecret(secret, orderId)) },
      }),
  })
}

/** Tells a buyer that an order lapsed because its payment by hand was not confirmed in time. */
export async function sendLapsed(services: Services, { paymentId, orderId }: Payment): Promise<void> {
  const order = await readOrder(services.db, orderId, services.now())
  // Confirmed after all, before this was sent.
  if (order.state !== 'expired' || !order.email) return
  const { event, email, name } = order
  const language = languageOf(order.language)
  const { subject, text, action } = catalogueOf(language).byHandMail.lapsed
  await sendOnce(services, {
    once: `payment_lapsed:${paymentId}`,
    kind: 'payment_lapsed',
    to: email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        subject: subject(event.name),
        name: name ?? '',
        ...(await readLook(services, event.id)),
        paragraphs: [text(event.name, event.organizer)],
        action: { label: action, url: `${services.publicUrl()}/e/${event.slug}` },
      }),
  })
}
