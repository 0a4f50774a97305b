import type { RefundOrder } from '../payments/provider.ts'

/**
 * The idempotency key of a refund that `failed` so many times before. Providers answer a key they know with what came of it, even where that
 * was a refusal that left no refund behind, so that another try needs another; two that try at once have the same.
 */
export function refundKey({ refundId, tries = 0 }: Pick<RefundOrder, 'refundId' | 'tries'>, failed: number): string {
  const before = tries + failed
  return before === 0 ? refundId : `${refundId}-${before}`
}
