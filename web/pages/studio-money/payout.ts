const tones = { recorded: 'low', paid: 'ok', cancelled: 'out' } as const

/** The colour that goes with a payout's state, after its words. */
export const payoutTone = (state: keyof typeof tones) => ({ tone: tones[state] })
