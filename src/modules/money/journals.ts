/** Where money is, or whose it is. Debits are positive, credits negative. */
export type Account =
  /** What buyers paid that is to go back to them. */
  | 'buyer'
  /** What the platform's payment providers and banks hold of it. */
  | 'provider_clearing'
  /** What the platform owes an organizer, the tax left out. */
  | 'organizer_payable'
  | 'platform_commission'
  /** Tax in what was sold. The organizer is the seller and pays it on: it is paid out with the rest. */
  | 'tax_payable'
  | 'provider_fee'
  | 'discount'
  /** Payouts that are recorded and not paid yet. */
  | 'payout_pending'

/** An amount on an account, in minor units; never 0. */
export interface Entry {
  account: Account
  amount: number
}

/** One thing that happened to money, about exactly one payment, refund or payout, and once of its kind for it in each round. */
export interface Journal {
  kind:
    | 'sale'
    | 'provider_fee'
    | 'refund'
    | 'refund_sent'
    | 'refund_bounced'
    | 'stranded'
    | 'stranded_returned'
    | 'stranded_bounced'
    | 'payout'
    | 'payout_paid'
    | 'payout_cancelled'
  organizationId: string
  orderId: string | null
  about: { paymentId: string } | { refundId: string } | { payoutId: string }
  /** How often what was sent to the buyer came back before this; 0 where it is left out. */
  round?: number
  currency: string
  at: Date
  /** Sum to zero, at most one for each account. */
  entries: Entry[]
}

/** What journals of an order have in common. */
interface OfOrder {
  organizationId: string
  orderId: string
  currency: string
  at: Date
  round?: number
}

/** What a payment of an order is about. */
type OfPayment = OfOrder & { paymentId: string }

/**
 * A payment came and paid its order: `total` of it, in which `tax` and the platform's `commission` are. `discount` was taken off by
 * the organizer before. `held` is what the platform has of it: all, its commission where the provider hands the rest to the organizer,
 * or nothing where the organizer took the money (at the door, by transfer) and owes the platform its part. Whoever has the money has the
 * tax in it.
 */
export function sale({
  total,
  tax,
  commission,
  discount = 0,
  held = total,
  paymentId,
  ...order
}: OfPayment & {
  total: number
  tax: number
  commission: number
  discount?: number
  held?: number
}): Journal {
  const heldTax = held < total ? 0 : tax
  return journal('sale', { paymentId }, order, [
    { account: 'provider_clearing', amount: held },
    { account: 'discount', amount: discount },
    { account: 'tax_payable', amount: -heldTax },
    { account: 'platform_commission', amount: -commission },
    { account: 'organizer_payable', amount: heldTax + commission - discount - held },
  ])
}

/**
 * The provider kept `amount` of a payment for itself, in whichever currency it took it. The platform bears it, also where it hands the money to
 * the organizer: those are destination charges, whose fees Stripe takes from the platform (docs.stripe.com/connect/destination-charges).
 */
export const providerFee = ({ amount, paymentId, ...order }: OfPayment & { amount: number }): Journal =>
  journal('provider_fee', { paymentId }, order, [
    { account: 'provider_fee', amount },
    { account: 'provider_clearing', amount: -amount },
  ])

/**
 * Something of an order is given back, the whole or a part: of each line an `amount`, in which `tax` is, and the buyer's `fee`. Of its
 * commission the platform gives up `commission`; the organizer bears the rest. `isHeld` says whether the platform had all of its money, and
 * so the tax. From now on the buyer is owed it, until `refundSent`.
 */
export function refund({
  lines,
  fee,
  commission,
  isHeld = true,
  refundId,
  ...order
}: OfOrder & {
  refundId: string
  lines: readonly { amount: number; tax: number }[]
  fee: number
  commission: number
  isHeld?: boolean
}): Journal {
  const tax = isHeld ? lines.reduce((sum, line) => sum + line.tax, 0) : 0
  const total = lines.reduce((sum, line) => sum + line.amount, fee)
  return journal('refund', { refundId }, order, [
    { account: 'buyer', amount: -total },
    { account: 'tax_payable', amount: tax },
    { account: 'platform_commission', amount: commission },
    { account: 'organizer_payable', amount: total - tax - commission },
  ])
}

/** A refund of `amount` reached the buyer; `held` is what the platform gave of it, and the organizer the rest. */
export const refundSent = ({
  amount,
  held = amount,
  refundId,
  ...order
}: OfOrder & { refundId: string; amount: number; held?: number }): Journal =>
  journal('refund_sent', { refundId }, order, [
    { account: 'buyer', amount },
    { account: 'provider_clearing', amount: -held },
    { account: 'organizer_payable', amount: held - amount },
  ])

/**
 * A refund of `amount` that had been sent came back, because the buyer's bank did not take it: the platform has all of it now, wherever it came from
 * (docs.stripe.com/refunds#failed-refunds), and owes it to the buyer as before.
 */
export const refundBounced = ({
  amount,
  refundId,
  ...order
}: OfOrder & { refundId: string; amount: number }): Journal =>
  journal('refund_bounced', { refundId }, order, [
    { account: 'provider_clearing', amount },
    { account: 'buyer', amount: -amount },
  ])

/** A payment of `amount` came that could not pay its order: all of it is owed to the buyer. */
export const stranded = ({ amount, paymentId, ...order }: OfPayment & { amount: number }): Journal =>
  journal('stranded', { paymentId }, order, [
    { account: 'provider_clearing', amount },
    { account: 'buyer', amount: -amount },
  ])

/** What `stranded` told of went back. */
export const strandedReturned = ({ amount, paymentId, ...order }: OfPayment & { amount: number }): Journal =>
  journal('stranded_returned', { paymentId }, order, [
    { account: 'buyer', amount },
    { account: 'provider_clearing', amount: -amount },
  ])

/** And came back. */
export const strandedBounced = ({ amount, paymentId, ...order }: OfPayment & { amount: number }): Journal =>
  journal('stranded_bounced', { paymentId }, order, [
    { account: 'provider_clearing', amount },
    { account: 'buyer', amount: -amount },
  ])

/** A payout; `tax` is the part of `amount` that comes from the tax the organizer is owed. */
export interface Payout {
  payoutId: string
  organizationId: string
  currency: string
  at: Date
  amount: number
  tax: number
}

/** A payout was recorded: nothing of it can be paid out again. */
export const payoutRecorded = ({ amount, tax, payoutId, ...rest }: Payout): Journal =>
  journal('payout', { payoutId }, { ...rest, orderId: null }, [
    { account: 'tax_payable', amount: tax },
    { account: 'organizer_payable', amount: amount - tax },
    { account: 'payout_pending', amount: -amount },
  ])

/** A recorded payout was paid. */
export const payoutPaid = ({ amount, payoutId, ...rest }: Omit<Payout, 'tax'>): Journal =>
  journal('payout_paid', { payoutId }, { ...rest, orderId: null }, [
    { account: 'payout_pending', amount },
    { account: 'provider_clearing', amount: -amount },
  ])

/** A recorded payout was taken back before it was paid. */
export const payoutCancelled = ({ amount, tax, payoutId, ...rest }: Payout): Journal =>
  journal('payout_cancelled', { payoutId }, { ...rest, orderId: null }, [
    { account: 'payout_pending', amount },
    { account: 'tax_payable', amount: -tax },
    { account: 'organizer_payable', amount: tax - amount },
  ])

/** One entry for each account that something comes to. */
function journal(
  kind: Journal['kind'],
  about: Journal['about'],
  {
    round,
    organizationId,
    orderId,
    currency,
    at,
  }: Pick<Journal, 'organizationId' | 'orderId' | 'currency' | 'at' | 'round'>,
  parts: readonly Entry[],
): Journal {
  const entries: Entry[] = []
  for (const { account, amount } of parts) {
    const same = entries.find((entry) => entry.account === account)
    if (same) same.amount += amount
    else entries.push({ account, amount })
  }
  return {
    kind,
    organizationId,
    orderId,
    about,
    ...(round ? { round } : {}),
    currency,
    at,
    entries: entries.filter((entry) => entry.amount !== 0),
  }
}
