import { catalogueOf } from '../../../../lang/catalogue.ts'
import { isLanguage, type Language } from '../../../../lang/languages.ts'
import { refundWords } from '../../../../lang/refund-words.ts'
import type { FileContent } from '../../../http/contract.ts'
import { letter } from '../../../mail/letter.ts'
import type { Attachment } from '../../../mail/mailer.ts'
import type { Services } from '../../../services.ts'
import type { RefundPolicy } from '../../events/refund-policy.ts'
import { orderCalendar } from '../../orders/calendar-file.ts'
import { calendarFor } from '../../orders/calendar-invitations.ts'
import { linkSecret, orderSecret } from '../../orders/codes.ts'
import { orderPdf } from '../../orders/documents.ts'
import { moneyText } from '../../orders/formats.ts'
import { invoicesAddress, openAddress } from '../../orders/links.ts'
import { codesOfOrder } from '../../orders/mail-codes.ts'
import { readOrder } from '../../orders/read.ts'
import { readFrame, readLook, ticketsInWords } from '../event-frame.ts'
import type { Kind } from '../kinds.ts'
import { sendOnce } from '../tell.ts'
import { confirmationLetter } from './confirmation-letter.ts'

/** The most links to their tickets that one address is sent in an hour, whoever asks for them. */
const mostLinksAnHour = 5

/**
 * Sends the tickets of a paid order to its buyer: what was bought, a link that opens it, the PDF and an invitation to the calendar; of a test order the entry as a file. Nothing, when no ticket
 * is theirs any more.
 */
export async function sendTickets(
  services: Services,
  orderId: string,
  sending: { once: string; kind: Kind } = { once: `tickets:${orderId}`, kind: 'tickets' },
): Promise<void> {
  const { db, publicUrl, secret, config } = services
  const order = await readOrder(db, orderId, services.now())
  const tickets = order.tickets.filter(({ state }) => state === 'valid')
  if (order.state !== 'paid' || !order.email || tickets.length === 0) return
  const language = languageOf(order.language)
  const { documents } = catalogueOf(language)
  const { event } = order
  const opens = orderSecret(secret, orderId)
  // The invoice is issued at the same time as this mail goes out; behind the link it is there.
  const invoiced = order.total > 0 && !order.test ? order.tickets[0] : undefined
  const sender = { publicUrl: publicUrl(), mailFrom: config.mailFrom }
  const files = [
    await orderPdf(db, orderId, documents, language),
    ...(order.test ? [await orderCalendar(db, orderId, sender, documents, { isMailed: true })] : []),
  ]
  const invitee = { eventId: event.id, email: order.email, name: order.name ?? '', language }
  const { lines, test, currency, fee, total } = order
  const person = {
    language,
    name: order.name ?? '',
    order: order.code,
    tickets: ticketsInWords(lines),
    url: openAddress(publicUrl(), opens),
  }
  await sendOnce(services, {
    ...sending,
    to: order.email,
    eventId: event.id,
    compose: async () => ({
      ...confirmationLetter(await readFrame(services, event.id), person, {
        ...{ test, lines, currency, fee, total, tickets: tickets.length },
        codes: await codesOfOrder(db, orderId, documents),
        invoiceUrl: invoiced && invoicesAddress(publicUrl(), opens, invoiced.id),
        refunds: total > 0 ? refundsInWords(order, language) : undefined,
      }),
      attachments: files.map(attachmentOf),
      calendar: await calendarFor(services, invitee),
    }),
  })
}

function refundsInWords(
  { refundPolicy, fee }: { refundPolicy: RefundPolicy; fee: number },
  language: Language,
): string {
  const { web } = catalogueOf(language)
  return `${web.refunds.title}: ${refundWords(refundPolicy, web, language, { hasFee: fee > 0 })}`
}

/** A file with a mail; a calendar's says that it is published, as mail programs ask (RFC 6047 §2.4). */
export const attachmentOf = ({ name = '', type, bytes }: FileContent): Attachment => ({
  name,
  type: type.startsWith('text/calendar') ? `${type}; method=PUBLISH` : type,
  content: bytes,
})

/** Sends the link that somebody asked for to find their tickets. */
export async function sendTicketsLink(
  services: Services,
  { asked, email, language: wanted }: { asked: string; email: string; language: string },
): Promise<void> {
  const { db, publicUrl, secret, now } = services
  const { length } = await db
    .selectFrom('notification')
    .select('id')
    .where('email', '=', email)
    .where('kind', '=', 'tickets_link')
    .where('once', '<>', `tickets_link:${asked}`)
    .where('created_at', '>', new Date(now().getTime() - 3600_000))
    .limit(mostLinksAnHour)
    .execute()
  if (length >= mostLinksAnHour) return
  const language = languageOf(wanted)
  const { subject, text, action, after } = catalogueOf(language).orderMail.link
  await sendOnce(services, {
    once: `tickets_link:${asked}`,
    kind: 'tickets_link',
    to: email,
    compose: async () =>
      letter({
        language,
        subject,
        paragraphs: [text],
        action: { label: action, url: openAddress(publicUrl(), linkSecret(secret, asked)) },
        after: [after],
      }),
  })
}

/** Tells a buyer that their money came when the tickets were gone, and goes back. */
export async function sendPaymentReturned(
  services: Services,
  { paymentId, orderId }: { paymentId: string; orderId: string },
): Promise<void> {
  const order = await readOrder(services.db, orderId, services.now())
  const payment = await services.db
    .selectFrom('payment')
    .select(['amount', 'currency'])
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
  if (!order.email) return
  const { event } = order
  const language = languageOf(order.language)
  const { subject, text, action } = catalogueOf(language).orderMail.returned
  await sendOnce(services, {
    once: `payment_returned:${paymentId}`,
    kind: 'payment_returned',
    to: order.email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        test: order.test,
        subject: subject(event.name),
        name: order.name ?? '',
        ...(await readLook(services, event.id)),
        paragraphs: [text(event.name, moneyText(payment.amount, payment.currency, language))],
        action: { label: action, url: `${services.publicUrl()}/e/${event.slug}` },
      }),
  })
}

/** The language an order was made in, or English. */
export const languageOf = (text: string): Language => (isLanguage(text) ? text : 'en')
