/** Why a provider is asked: the buyer came back from its page, it sent a webhook, or nobody said anything for a while. */
export type Occasion = 'return' | 'webhook' | 'silence'

/** How a payment stands among what else became of its order. */
export interface Standing {
  /** Its money would only go back: the order was cancelled or is paid, or its event is not live. */
  isInVain: boolean
  /** The order keeps its places no more; they may still be free. */
  hasLapsed: boolean
  /** The buyer is at another attempt to pay the order: a newer one is open, or, when this one ended, any. */
  isSuperseded: boolean
}

/**
 * How to ask about a payment: `take` takes what the buyer agreed to, where the provider takes nothing unless it is told to; `look` changes
 * nothing; `close` ends it. An agreement of somebody who went on to another attempt is not used behind their back, for they may be about to pay
 * once more; it is when they come back with it.
 */
export function wayToAsk(
  { isInVain, hasLapsed, isSuperseded }: Standing,
  occasion: Occasion,
): 'take' | 'look' | 'close' {
  if (isInVain || (hasLapsed && occasion === 'silence')) return 'close'
  return isSuperseded && occasion !== 'return' ? 'look' : 'take'
}
