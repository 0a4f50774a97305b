/** Codes the camera has seen, each with when (milliseconds) it saw it last. */
export type Sightings = ReadonlyMap<string, number>

/** A code must be out of sight this long to count as shown again: a reader misses single frames. */
const OUT_OF_SIGHT = 2000

/**
 * Takes what one frame showed. A code counts when it comes into view; while it stays there it is one showing, however many
 * frames read it, also when two codes are in view and are read by turns.
 */
export function see(seen: Sightings, code: string | null, at: number): { seen: Sightings; isNew: boolean } {
  const inView = new Map([...seen].filter(([, last]) => at - last <= OUT_OF_SIGHT))
  if (code === null) return { seen: inView, isNew: false }
  const isNew = !inView.has(code)
  return { seen: inView.set(code, at), isNew }
}
