import { catalogueOf } from '../../../../lang/catalogue.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { creditNoteFile } from '../../money/refunds-credit.ts'
import { type RefundRow, readRefund } from '../../money/refunds-read.ts'
import { takenBackFrom } from '../../orders/calendar-invitations.ts'
import { orderSecret } from '../../orders/codes.ts'
import { moneyText } from '../../orders/formats.ts'
import { invoicesAddress, openAddress } from '../../orders/links.ts'
import { readOrder } from '../../orders/read.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce } from '../tell.ts'
import { attachmentOf, languageOf } from './order-mail.ts'
import { sendVoided } from './transfer-mail.ts'

/**
 * Tells a buyer what goes back to them for which tickets, with the credit note, and whoever received one of the tickets that are void now. Of a
 * cancelled event everybody is told otherwise.
 */
export async function sendRefund(services: Services, refundId: string): Promise<void> {
  const refund = await readRefund(services.db, refundId)
  if (refund.kind === 'event_cancelled') return
  await tellBuyer(services, refund)
  await sendVoided(services, refundId)
}

async function tellBuyer(services: Services, refund: RefundRow): Promise<void> {
  const { db, now, publicUrl, secret } = services
  const order = await readOrder(db, refund.orderId, now())
  if (!order.email) return
  const language = languageOf(order.language)
  const { documents, orderMail } = catalogueOf(language)
  const words = orderMail.refund
  const { event } = order
  const money = (amount: number) => moneyText(amount, refund.currency, language)
  const opens = orderSecret(secret, order.id)
  const [first] = order.tickets
  const invitee = { eventId: event.id, email: order.email, name: order.name ?? '', language }
  const note = await creditNoteFile(db, refund.id, now())
  await sendOnce(services, {
    once: `refund:${refund.id}`,
    kind: 'refund',
    to: order.email,
    eventId: event.id,
    compose: async () => ({
      ...letter({
        language,
        test: order.test,
        subject: refund.amount === 0 ? words.subjectOfNothing(event.name) : words.subject(event.name),
        name: order.name ?? '',
        ...(await readLook(services, event.id)),
        paragraphs: [words[wayOf(refund)](money(refund.amount))],
        facts: [
          ...refund.tickets.map(({ ticketType, position, amount }) => ({
            label: words.ticket(ticketType, position),
            value: refund.amount === 0 ? words.givenUp : money(amount),
          })),
          { label: orderMail.total, value: refund.amount > 0 ? money(refund.amount) : '' },
          { label: words.reason, value: refund.reason },
          { label: documents.order, value: order.code },
        ].filter(({ value }) => value !== ''),
        action: {
          label: words.action,
          url: first ? invoicesAddress(publicUrl(), opens, first.id) : openAddress(publicUrl(), opens),
        },
        after: note ? [words.note] : [],
      }),
      attachments: note ? [attachmentOf(note)] : [],
      calendar: await takenBackFrom(services, invitee),
    }),
  })
}

/** How the money comes back, if there is any. */
const wayOf = ({ amount, state, sentByHand }: RefundRow): 'nothing' | 'byHand' | 'text' =>
  amount === 0 ? 'nothing' : state === 'by_hand' || sentByHand ? 'byHand' : 'text'
