/** What a keyboard scanner has typed so far, and when (milliseconds) it typed last. */
export type Wedge = { typed: string; at: number }

export const emptyWedge: Wedge = { typed: '', at: 0 }

/** Scanners type a key every few milliseconds; people do not. */
const LONGEST_PAUSE = 80
const SHORTEST_CODE = 6

/**
 * Takes one key of a keyboard. A scanner's keys follow each other fast and end with Enter: then `code` is what it read. Keys
 * of a person come slowly, so that each begins anew and their Enter stays theirs.
 */
export function feedWedge(wedge: Wedge, key: string, at: number): { wedge: Wedge; code: string | null } {
  const isFast = at - wedge.at <= LONGEST_PAUSE
  if (key === 'Enter')
    return { wedge: emptyWedge, code: isFast && wedge.typed.length >= SHORTEST_CODE ? wedge.typed : null }
  if ([...key].length !== 1) return { wedge, code: null }
  return { wedge: { typed: isFast ? wedge.typed + key : key, at }, code: null }
}
