/**
 * Whether two texts are two spellings of one: they differ in case, accents, signs, or a letter or two of a long word. Numbers and short words are what
 * tells one place from another (Pier 3, Hall B): those are the same in both.
 */
export function isSpelling(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  return words.length === others.length && words.every((word, index) => isSameWord(word, others[index] ?? ''))
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

function isSameWord(one: string, other: string): boolean {
  if (one === other) return true
  const shorter = Math.min(one.length, other.length)
  const slips = shorter < 5 ? 0 : shorter < 9 ? 1 : 2
  return !/\p{N}/u.test(one + other) && slipsBetween(one, other) <= slips
}

/** Letters that are added, left out, replaced or swapped with the next (Damerau and Levenshtein, by optimal alignment). */
function slipsBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  const cell = (row: number, at: number) => rows[row]?.[at] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= one.length; row++) {
    rows.push([row])
    for (let at = 1; at <= other.length; at++) {
      const isSame = one[row - 1] === other[at - 1]
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
      const steps = [cell(row - 1, at) + 1, cell(row, at - 1) + 1, cell(row - 1, at - 1) + (isSame ? 0 : 1)]
      rows[row]?.push(Math.min(...steps, isSwapped ? cell(row - 2, at - 2) + 1 : Number.POSITIVE_INFINITY))
    }
  }
  return cell(one.length, other.length)
}
