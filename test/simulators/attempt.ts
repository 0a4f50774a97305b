import { newId } from '../../src/db/id.ts'
import type { Attempt } from '../../src/modules/money/payments/provider.ts'

/** A try to pay 25.00 EUR, held for ten minutes, as a test wants it. */
export function newAttempt(wanted: Partial<Attempt> = {}): Attempt {
  const attemptId = newId()
  const address = `https://tickets.example.org/checkout/${attemptId}/return`
  return {
    attemptId,
    orderId: newId(),
    test: false,
    total: { amount: 2500, currency: 'EUR' },
    returnUrl: address,
    cancelUrl: `${address}?cancelled=1`,
    expiresAt: new Date(Date.now() + 600_000),
    email: 'marta@quintela.pt',
    label: 'Loose Wires, K7Q2',
    ...wanted,
  }
}
