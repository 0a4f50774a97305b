import { createRequire } from 'node:module'
import type { Bidi } from 'bidi-js'
import type { Fonts, Run } from './fonts.ts'

/** Letters and marks of scripts that are written from right to left, and characters that say so of others. */
const rightToLeft = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff]/
/** Whatever lays a run out turns one with such a letter around by itself. */
const turned = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/

let bidi: Bidi | undefined

/**
 * The runs of a line from left to right, as the Unicode Bidirectional Algorithm has it (UAX #9); the first letter with a direction gives that of the
 * line. What stands in a run is to be set as it is.
 */
export function visualRuns(line: string, { runsOf }: Pick<Fonts, 'runsOf'>): Run[] {
  const text = line.normalize('NFC')
  if (!rightToLeft.test(text)) return runsOf(text)
  bidi ??= loadBidi()
  const { levels } = bidi.getEmbeddingLevels(text)
  const runs = piecesOf(text, levels).flatMap(({ text: piece, level }) =>
    runsOf(piece).map((run) => ({ ...run, level })),
  )
  return reordered(runs).flatMap(({ face, text: part, level }) =>
    level % 2 === 1
      ? [{ face, text: mirrored(part) }]
      : // Digits of such a script run the other way than its letters, and would be turned like them.
        (turned.test(part) || arabicDigits.test(part) ? [...part] : [part]).map((piece) => ({ face, text: piece })),
  )
}

/** It says that it is a module with a default, and is a CommonJS function. */
const loadBidi = () => (createRequire(import.meta.url)('bidi-js') as () => Bidi)()

interface Piece {
  text: string
  level: number
}

/** The text where its level changes. */
function piecesOf(text: string, levels: Uint8Array): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const character of text) {
    const level = levels[at] ?? 0
    const last = pieces.at(-1)
    if (last?.level === level) last.text += character
    else pieces.push({ text: character, level })
    at += character.length
  }
  return pieces
}

/** Rule L2: from the highest level to the lowest odd one, what is at that level or above is turned around. */
function reordered<T extends { level: number }>(runs: readonly T[]): T[] {
  const ordered = [...runs]
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level--)
    for (let from = 0; from < ordered.length; from++) {
      let to = from
      while ((ordered[to]?.level ?? -1) >= level) to++
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse())
      from = to
    }
  return ordered
}

/** Text that is read from right to left: brackets open the other way, and signs without a script of their own come last to first. */
function mirrored(text: string): string {
  const signs = [...text].map((sign) => bidi?.getMirroredCharacter(sign) ?? sign)
  return turned.test(text) ? signs.join('') : signs.reverse().join('')
}
