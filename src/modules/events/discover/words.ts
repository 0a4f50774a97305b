const mostWords = 8
const longestWord = 40

/** The words of a search as typed, at most eight, one that must not be found with its `-`. Letters of every script, with their marks, and digits. */
export const wordsOf = (text: string): string[] =>
  [...text.normalize('NFC').matchAll(/(?<=^|\s)-?[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)]
    .map(([word]) => [...word].slice(0, longestWord).join(''))
    .slice(0, mostWords)
