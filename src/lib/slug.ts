/** Letters that do not come apart into a Latin letter and its marks, in the spelling people use where the letter is missing. */
const latin: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
}

/** Cyrillic in the manner of BGN/PCGN, and Greek of ISO 843, both without marks. */
const scripts: Readonly<Record<string, string>> = {
  ...pairs('абвгдезийклмнопрстуфыэ', 'abvgdeziyklmnoprstufye'),
  ж: 'zh',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ь: '',
  ю: 'yu',
  я: 'ya',
  ё: 'yo',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  ђ: 'dj',
  џ: 'dz',
  ў: 'u',
  ...pairs('αβγδεζηικλμνξοπρσςτυφω', 'avgdeziiklmnxoprsstyfo'),
  θ: 'th',
  χ: 'ch',
  ψ: 'ps',
}

/** Devanagari consonants carry an `a` that a vowel sign replaces and a virama takes away (IAST without marks). */
const consonants: Readonly<Record<string, string>> = {
  ...pairs('कगङचजञटडणतदनपबमयरलवषसहळ', 'kgncjntdntdnpbmyrlvsshl'),
  ख: 'kh',
  घ: 'gh',
  छ: 'ch',
  झ: 'jh',
  ठ: 'th',
  ढ: 'dh',
  थ: 'th',
  ध: 'dh',
  फ: 'ph',
  भ: 'bh',
  श: 'sh',
}
const vowels: Readonly<Record<string, string>> = {
  अ: 'a',
  आ: 'aa',
  इ: 'i',
  ई: 'ii',
  उ: 'u',
  ऊ: 'uu',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
  ऑ: 'o',
}
const signs: Readonly<Record<string, string>> = {
  'ा': 'a',
  'ि': 'i',
  'ी': 'i',
  'ु': 'u',
  'ू': 'u',
  'ृ': 'ri',
  'े': 'e',
  'ै': 'ai',
  'ो': 'o',
  'ौ': 'au',
  'ॉ': 'o',
  '्': '',
}

const longest = 60

/**
 * A name as the last part of an address: lower-case Latin letters and digits with single hyphens, at most 60 characters.
 * Latin, Cyrillic, Greek and Devanagari are transliterated; what is left of other scripts may be nothing, an empty text.
 */
export function slugOf(name: string): string {
  const letters = [...name.normalize('NFC').toLowerCase()]
  const spelled = letters.map((letter, index) => spell(letter, letters[index + 1])).join('')
  const plain = spelled
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  const words = plain
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return words.length <= longest ? words : cut(words)
}

function spell(letter: string, next: string | undefined): string {
  const consonant = consonants[letter]
  if (consonant !== undefined) {
    const ends = next === undefined || !/\p{Script=Devanagari}/u.test(next)
    return next !== undefined && next in signs ? consonant : ends ? consonant : `${consonant}a`
  }
  if (letter === 'ं' || letter === 'ँ') return 'n'
  return latin[letter] ?? vowels[letter] ?? signs[letter] ?? scripts[letter] ?? scripts[base(letter)] ?? letter
}

/** A letter without its marks: ά is α. */
const base = (letter: string) => letter.normalize('NFD').replace(/\p{M}+/gu, '')

/** Whole words as far as they fit. */
function cut(words: string): string {
  const hyphen = words.lastIndexOf('-', longest)
  return words.slice(0, hyphen > longest / 2 ? hyphen : longest).replace(/-+$/, '')
}

function pairs(from: string, to: string): Record<string, string> {
  const latins = [...to]
  return Object.fromEntries([...from].map((letter, index) => [letter, latins[index] ?? '']))
}
