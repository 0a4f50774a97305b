/** Repeatable numbers drawn from a seed. The same seed gives the same sequence on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next: () => number
  /** A number in [low, high). */
  between: (low: number, high: number) => number
  /** A whole number from low to high, both included. */
  whole: (low: number, high: number) => number
  /** One of the items; the list must not be empty. */
  pick: <T>(items: readonly T[]) => T
  /** True with the given probability (0 to 1). */
  chance: (probability: number) => boolean
}

/** A 32-bit unsigned hash of a text: FNV-1a with the finishing mix of MurmurHash3. Not for secrets. */
export function hash(text: string): number {
  let h = 2_166_136_261
  for (const character of text) {
    h ^= character.codePointAt(0) ?? 0
    h = Math.imul(h, 16_777_619)
  }
  h ^= h >>> 15
  h = Math.imul(h, 2_246_822_507)
  h ^= h >>> 13
  return h >>> 0
}

/** A generator (mulberry32) started from the hash of `seed`. */
export function random(seed: string): Random {
  let state = hash(seed)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  const between = (low: number, high: number) => low + (high - low) * next()

  function pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new RangeError('pick() needs at least one item')
    return item
  }

  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    pick,
    chance: (probability) => next() < probability,
  }
}
