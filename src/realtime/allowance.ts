/** How much may be asked at once, and how much more each second. */
export interface Rate {
  burst: number
  perSecond: number
}

/** Counts what one socket asks; false when it is too much. */
export function allowance({ burst, perSecond }: Rate, now: () => number): () => boolean {
  let left = burst
  let at = now()
  return () => {
    left = Math.min(burst, left + ((now() - at) / 1000) * perSecond)
    at = now()
    if (left < 1) return false
    left -= 1
    return true
  }
}

/** Counts what is open for each of many, such as the sockets of a network. */
export interface Tally {
  /** One more; false, and not counted, when there are `most`. */
  add(of: string): boolean
  remove(of: string): void
}

export function tallyUpTo(most: number): Tally {
  const counts = new Map<string, number>()
  return {
    add(of) {
      const count = counts.get(of) ?? 0
      if (count >= most) return false
      counts.set(of, count + 1)
      return true
    },
    remove(of) {
      const count = (counts.get(of) ?? 0) - 1
      if (count > 0) counts.set(of, count)
      else counts.delete(of)
    },
  }
}
