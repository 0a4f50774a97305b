/** Scripts that put no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
/** Signs that stay with the word after them. */
const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u

/** A word of a text, and whether a blank stands before it. */
export interface Word {
  text: string
  isSpaced: boolean
}

/** Where a text may be broken: at blanks, and in scripts without them between words, as dictionaries have them. */
export const wordsOf = (text: string): Word[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((part, index) =>
      (unspaced.test(part) ? cut(part) : [part]).map((word, at) => ({ text: word, isSpaced: index > 0 && at === 0 })),
    )

function cut(part: string): string[] {
  const words: string[] = []
  let ahead = ''
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(part)) {
    if (opening.test(segment)) ahead += segment
    else if (isWordLike || words.length === 0) {
      words.push(ahead + segment)
      ahead = ''
    } else words.push(`${words.pop()}${ahead}${segment}`)
  }
  return ahead ? [...words, ahead] : words
}

/** What people take for one character. */
export const charactersOf = (text: string): string[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

/** Breaks text into lines that fit, at words, and words that do not fit a line anywhere. */
export function brokenInto(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const { text: word, isSpaced } of wordsOf(text)) {
    const longer = line && isSpaced ? `${line} ${word}` : line + word
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line) lines.push(line)
    line = ''
    for (const character of charactersOf(word)) {
      if (line && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  return line ? [...lines, line] : lines
}

/** Whether lines hold the words of a text as they are: none is broken. */
export const areWhole = (lines: readonly string[], text: string): boolean => {
  const words = (part: string) => wordsOf(part).map((word) => word.text)
  return lines.flatMap(words).join('\n') === words(text).join('\n')
}
