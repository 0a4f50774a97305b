/**
 * What stands in for somebody's photo: the first letters of the first and the last word of their name, as a script writes them (an Indic
 * letter takes its vowel along).
 */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,.()"“”]+/).filter((word) => /^\p{L}/u.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map((word) => firstLetter(word ?? '')).join('')
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

const firstLetter = (word: string) => ([...letters.segment(word)][0]?.segment ?? '').toLocaleUpperCase('en')
