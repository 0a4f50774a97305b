import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'
import { text } from '../../host/page.ts'

/** An order as its buyer sees it. */
export type Order = Reply<Api['GET /api/orders/:orderId']>

/** What its buyer has promised to pay by hand. */
export type PromisedPayment = NonNullable<Reply<Api['GET /api/orders/:orderId/promised-payment']>['payment']>

/** Whether a payment with this provider is one that the organizer takes: by transfer, or at the door. */
export const isByHand = (provider: string | undefined): provider is PromisedPayment['way'] =>
  provider === 'transfer' || provider === 'door'

/**
 * How far an unpaid order is: nothing tried yet, or what became of the last try. `isBack` when the buyer has just come back from the provider.
 */
export function stepOf(
  { payment }: Pick<Order, 'payment'>,
  isBack = false,
): 'first' | 'resumed' | 'waiting' | 'declined' | 'cancelled' {
  if (payment?.state === 'failed') return 'declined'
  if (payment?.state === 'cancelled') return 'cancelled'
  if (payment?.state === 'pending') return isBack ? 'waiting' : 'resumed'
  return 'first'
}

/** How an order ended that cannot be paid any more. Money on its way comes back or brings the tickets after all. */
export function endOf({ payment, state }: Pick<Order, 'payment' | 'state'>) {
  if (payment?.state === 'stranded' || payment?.state === 'refunded') return 'returned'
  if (state !== 'expired') return 'dropped'
  if (isByHand(payment?.provider)) return 'lapsed'
  return payment?.state === 'pending' ? 'onItsWay' : 'expired'
}

/** Whether an order is kept for so long that nobody watches a clock: longer than holds and pages of providers last, or without end. */
export const isKeptLong = ({ expiresAt, now }: Pick<Order, 'expiresAt' | 'now'>): boolean =>
  expiresAt === null || Date.parse(expiresAt) - Date.parse(now) > 2 * 3_600_000

/** The sentence for a word that the server may know before the page does. */
export const sentenceFor = <S>(
  sentences: Readonly<Record<string, S>>,
  word: string | null | undefined,
): S | undefined => (Object.hasOwn(sentences, word ?? '') ? sentences[word ?? ''] : undefined)

/** The ticket types of an order's tickets by their position. */
export const placesOf = ({ lines }: Pick<Order, 'lines'>): string[] =>
  lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.name))

/**
 * The attendees of a form, `attendees.0.name` and so on by position; undefined when it does not ask for them. With "later" ticked all are
 * the buyer's, whatever the hidden fields say.
 */
export function attendeesOf(form: FormData): { name: string | null; email: string | null }[] | undefined {
  const count = [...form.keys()].filter((name) => /^attendees\.\d+\.name$/.test(name)).length
  if (count === 0) return undefined
  if (form.has('later')) return []
  return Array.from({ length: count }, (_, index) => ({
    name: text(form, `attendees.${index}.name`) || null,
    email: text(form, `attendees.${index}.email`) || null,
  }))
}
