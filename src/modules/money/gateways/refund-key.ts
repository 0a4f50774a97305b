/**
 * The idempotency key of a refund that `failed` so many times before. Providers answer a key they know with what came of it, so that another
 * try needs another; two that try at once have the same.
 */
export const refundKey = (refundId: string, failed: number): string =>
  failed === 0 ? refundId : `${refundId}-${failed}`
