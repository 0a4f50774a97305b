import { ADVANCES } from './metrics.generated.ts'

/** The widths of Archivo that names use, in per cent, widest first. */
export const WIDTHS = [125, 112, 100, 88, 75, 62] as const

/** Type sizes a name may take, in hundredths of its box's width (cqi), smallest first; each is 4.5 % more than the one before. */
export const SIZES: readonly number[] = Array.from({ length: 58 }, (_, step) => Math.round(500 * 1.045 ** step) / 100)

/** Line heights: short names, long names, names with tall marks or in a script that needs room. */
export const LEADINGS = { tight: 0.8, loose: 0.96, tall: 1.25 } as const

export type Width = (typeof WIDTHS)[number]
export type Leading = keyof typeof LEADINGS

/** How a name is set: width in per cent, the place of its size in `SIZES`, and its leading. */
export type Fitted = { width: Width; size: number; leading: Leading }

/**
 * The box a name has, measured in the container its size refers to: height ÷ the container's width, and the `share` of that
 * width the name may use (1 unless told otherwise). Optionally the largest size (cqi) and the font widths to choose from.
 */
export type Box = { ratio: number; share?: number; largest?: number; widths?: readonly Width[] }

/** Half-fitted letters are kerned and tracked by the browser; this keeps its rounding inside the box. */
const MARGIN = 1.015
const TRACKING = -0.02

/** What the stylesheet adds between words (em): so closely set, the font's own space would hardly part them. */
const BETWEEN_WORDS = 0.06

/** A narrower cut must make the name this much larger to be worth it: short names stay wide. */
const WORTH = 1.12

/**
 * Sets a name as large as it goes in its box: each word on one line, all lines inside the height. Pure, so that server and
 * browser agree and nothing jumps when the font arrives. A name too long even for the smallest size takes that one and
 * grows downward; a word too long for it breaks.
 */
export function fit(name: string, box: Box): Fitted {
  const leading = leadingOf(name)
  const words = name.split(/\s+/).filter(Boolean)
  let best: Fitted | undefined
  for (const width of box.widths ?? WIDTHS) {
    const size = largestSize(
      words.map((word) => wordWidth(word, width)),
      wordWidth(' ', width) + BETWEEN_WORDS,
      leading,
      box,
    )
    if (!best || sizeAt(size) > sizeAt(best.size) * WORTH) best = { width, size, leading }
  }
  return best ?? { width: 100, size: 0, leading }
}

/** The size in cqi at a place in `SIZES`. */
export function sizeAt(place: number): number {
  return SIZES[place] ?? 0
}

/** The width of a word in em at a font width in per cent, tracking included. */
export function wordWidth(word: string, width: Width): number {
  let total = 0
  for (const character of word.normalize('NFD')) total += advanceOf(character, width)
  return total
}

/** How many lines words of these widths (em) take in a box of `room` em, filled greedily as a browser does. */
export function linesIn(words: readonly number[], space: number, room: number): number {
  let lines = 1
  let used = 0
  for (const word of words) {
    const together = used === 0 ? word : used + space + word
    if (together <= room || used === 0) used = together
    else {
      lines += 1
      used = word
    }
  }
  return lines
}

function largestSize(
  words: readonly number[],
  space: number,
  leading: Leading,
  { ratio, share = 1, largest }: Box,
): number {
  const longest = Math.max(0, ...words)
  const fits = (size: number): boolean => {
    const em = 100 / sizeAt(size)
    const room = em * share
    const tooLarge = largest !== undefined && sizeAt(size) > largest
    return !tooLarge && longest <= room && linesIn(words, space, room) * LEADINGS[leading] <= ratio * em
  }
  let low = 0
  let high = SIZES.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** Scripts other than these stack marks above and below the line. */
const NEEDS_ROOM = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u

function leadingOf(name: string): Leading {
  if (NEEDS_ROOM.test(name)) return 'tall'
  if (/\p{Lu}\p{M}/u.test(name.normalize('NFD'))) return 'loose'
  return name.length <= 15 ? 'tight' : 'loose'
}

const advances = new Map(ADVANCES.map(([character, ...widths]) => [character, widths] as const))

function advanceOf(character: string, width: Width): number {
  const measured = advances.get(character)
  if (measured) {
    const [narrow, normal, wide] = measured
    const em = width <= 100 ? mix(narrow, normal, (width - 62) / 38) : mix(normal, wide, (width - 100) / 25)
    return (em / 1000) * MARGIN + TRACKING
  }
  if (/\p{M}/u.test(character)) return /\p{Mc}/u.test(character) ? 0.35 : 0
  return /[\u0900-\u0dff]/.test(character) ? 0.72 : 1.05
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}
