/** How an event stands, as it is told: a live one that has ended is over. */
export type ShownState = 'draft' | 'waiting' | 'published' | 'cancelled' | 'over'

export function shownState(
  { state, endsAt }: { state: Exclude<ShownState, 'over'>; endsAt: string | null },
  now: Date,
): ShownState {
  return state === 'published' && endsAt !== null && Date.parse(endsAt) <= now.getTime() ? 'over' : state
}

/** The colour that goes with a state, after its words. */
export const stateTone: Record<ShownState, 'ok' | 'low' | 'out' | undefined> = {
  draft: undefined,
  waiting: 'low',
  published: 'ok',
  cancelled: 'out',
  over: undefined,
}
