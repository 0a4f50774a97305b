const TONES = { paid: 'ok', awaiting_payment: 'low', held: 'low', cancelled: 'out', expired: 'out' } as const

/** How the state of an order is coloured. */
export const toneOf = (state: keyof typeof TONES) => ({ tone: TONES[state] })
