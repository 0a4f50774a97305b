import { catalogueOf } from '../../../../lang/catalogue.ts'
import { type Letter, letter, type TicketCode } from '../../../mail/letter.ts'
import { moneyText } from '../../orders/formats.ts'
import { type Attending, type EventFrame, ownWords } from '../event-frame.ts'
import { eventFacts } from './event-facts.ts'

/** What somebody has bought; amounts in minor units. */
export interface Bought {
  test: boolean
  lines: readonly { name: string; quantity: number; total: number }[]
  /** How many of its tickets are theirs. */
  tickets: number
  currency: string
  fee: number
  total: number
  codes: readonly TicketCode[]
  /** Where the invoice is, if there will be one. */
  invoiceUrl?: string | undefined
  /** What goes back if they cancel, in words. */
  refunds?: string | undefined
}

/** Brings a buyer their tickets. */
export function confirmationLetter(frame: EventFrame, person: Attending, order: Bought): Letter {
  const { event, look } = frame
  const { language, name, url } = person
  const { documents, orderMail } = catalogueOf(language)
  const words = orderMail.tickets
  const own = ownWords(frame, 'confirmation', person)
  const money = (amount: number) => moneyText(amount, order.currency, language)
  return letter({
    language,
    ...look,
    test: order.test,
    subject: own?.subject ?? words.subject(event.name),
    heading: event.name,
    ...(own ? {} : { name }),
    paragraphs: own?.paragraphs ?? [words.text(order.tickets)],
    facts: [
      ...eventFacts(event, documents, language),
      ...order.lines.map(({ quantity, name: type, total }) => ({
        label: `${quantity} × ${type}`,
        value: money(total),
      })),
      { label: orderMail.fee, value: order.fee > 0 ? money(order.fee) : '' },
      { label: orderMail.total, value: money(order.total) },
      { label: documents.order, value: person.order },
    ].filter(({ value }) => value !== ''),
    action: { label: words.action, url },
    codes: order.codes,
    links: order.invoiceUrl === undefined ? [] : [{ label: words.invoice, url: order.invoiceUrl }],
    after: [words.after, ...(order.refunds === undefined ? [] : [order.refunds])],
  })
}
