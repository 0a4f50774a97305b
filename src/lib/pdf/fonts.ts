import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openTypeOf } from './woff.ts'

/** Two weights of the look: what is read, and what is seen first. */
export type Weight = 'text' | 'loud'

/** A font and the characters it has (ranges as its makers publish them): a file for each weight, or one in which all are. */
interface Face {
  name: string
  covers: Pick<RegExp, 'test'>
  file: Record<Weight, string> | string
}

const archivo = (subset: string) => ({
  text: `@fontsource/archivo/files/archivo-${subset}-500-normal.woff`,
  loud: `@fontsource/archivo/files/archivo-${subset}-800-normal.woff`,
})
const noto = (subset: string) => ({
  text: `@fontsource/noto-sans/files/noto-sans-${subset}-500-normal.woff`,
  loud: `@fontsource/noto-sans/files/noto-sans-${subset}-800-normal.woff`,
})
const devanagari = {
  text: '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-500-normal.woff',
  loud: '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-800-normal.woff',
}

/** In the order they are tried, before the families below. Characters that none has are set in the first, which shows a box. */
const faces: readonly [Face, ...Face[]] = [
  {
    name: 'latin',
    covers:
      /[\0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]/u,
    file: archivo('latin'),
  },
  {
    name: 'latin-ext',
    covers:
      /[\u0100-\u02ba\u02bd-\u02c5\u02c7-\u02cc\u02ce-\u02d7\u02dd-\u02ff\u1e00-\u1e9f\u1ef2-\u1eff\u20a0-\u20c0]/u,
    file: archivo('latin-ext'),
  },
  {
    name: 'vietnamese',
    covers: /[\u0300\u0301\u0303\u0304\u0308\u0309\u0323\u0329\u1ea0-\u1ef9\u20ab]/u,
    file: archivo('vietnamese'),
  },
  { name: 'cyrillic', covers: /[\u0301\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/u, file: noto('cyrillic') },
  {
    name: 'cyrillic-ext',
    covers: /[\u0460-\u052f\u1c80-\u1c8a\u2de0-\u2dff\ua640-\ua69f]/u,
    file: noto('cyrillic-ext'),
  },
  { name: 'greek', covers: /[\u0370-\u03ff]/u, file: noto('greek') },
  { name: 'greek-ext', covers: /[\u1f00-\u1fff]/u, file: noto('greek-ext') },
  {
    name: 'devanagari',
    covers: /[\u0900-\u097f\u1cd0-\u1cf9\u20b9\u25cc\ua830-\ua839\ua8e0-\ua8ff]/u,
    file: devanagari,
  },
]

/** Scripts with fonts that come in many small files, which are looked at when a character needs them. */
const families = ['arabic', 'hebrew', 'thai', 'sc', 'jp', 'kr'] as const
type Family = (typeof families)[number]

/** Chinese characters are drawn as fits the rest of a document: in Japanese where there are kana, in Korean with hangul, else in Chinese. */
const familiesFor = (text: string): readonly Family[] =>
  /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? ['jp', ...families]
    : /\p{Script=Hangul}/u.test(text)
      ? ['kr', ...families]
      : families

const known = new Map<Family, Face[]>()

/** The files of a family with their characters, from the list that comes with them. */
function facesOf(family: Family): Face[] {
  const before = known.get(family)
  if (before) return before
  const name = `noto-sans-${family}`
  const list = readFileSync(fileURLToPath(import.meta.resolve(`@fontsource-variable/${name}/unicode.json`)), 'utf8')
  // Files of a script beside the family's own say that they have characters which they may have.
  const own = Object.entries(JSON.parse(list) as Record<string, string>).filter(
    ([key]) => key === family || key.startsWith('['),
  )
  const found = own.map(([key, ranges]): Face => {
    const subset = `${name}-${key.replace(/[[\]]/g, '')}`
    const file = `@fontsource-variable/${name}/files/${subset}-wght-normal.woff2`
    return { name: subset, covers: rangesOf(ranges), file }
  })
  known.set(family, found)
  return found
}

/** A test for ranges as style sheets have them: `U+590-5FF,U+20AA`. */
function rangesOf(list: string): Face['covers'] {
  const ranges = list.split(',').map((range) => {
    const [from = 0, to = from] = range
      .slice(2)
      .split('-')
      .map((code) => Number.parseInt(code, 16))
    return { from, to }
  })
  return {
    test(character) {
      const code = character.codePointAt(0) ?? 0
      return ranges.some(({ from, to }) => from <= code && code <= to)
    },
  }
}

function faceFor(character: string, wanted: readonly Family[]): Face {
  const first = faces.find(({ covers }) => covers.test(character))
  if (first) return first
  for (const family of wanted) {
    const face = facesOf(family).find(({ covers }) => covers.test(character))
    if (face) return face
  }
  return faces[0]
}

/** Zero-width non-joiner and joiner: they say how the letters beside them connect. */
const joiners = ['\u200c', '\u200d']

/** A piece of text that one font can set. */
export interface Run {
  face: string
  text: string
}

/** The fonts of a document. */
export interface Fonts {
  /** Cuts text into runs of one font each. Joiners stay with what they join. */
  runsOf(text: string): Run[]
  file(face: string, weight: Weight): FontFile
}

/** The bytes of a font, and which of the weights in it is meant where it has several. */
export interface FontFile {
  bytes: Buffer
  instance?: string
}

/** Gets the fonts ready for a document that says `texts`. Signs that come up beside those may be set as boxes. */
export async function fontsFor(texts: string): Promise<Fonts> {
  const wanted = familiesFor(texts)
  for (const face of new Set(runsOf(texts, wanted).map((run) => run.face))) await unpack(faceNamed(face))
  return { runsOf: (text) => runsOf(text, wanted), file: fontFile }
}

function runsOf(text: string, wanted: readonly Family[]): Run[] {
  const runs: Run[] = []
  for (const character of text.normalize('NFC')) {
    const last = runs.at(-1)
    const joins = last !== undefined && joiners.includes(character)
    const face = joins ? last.face : faceFor(character, wanted).name
    if (last?.face === face) last.text += character
    else runs.push({ face, text: character })
  }
  return runs
}

/** The names that weights have in fonts that hold all of them. */
const instances: Record<Weight, string> = { text: 'Medium', loud: 'ExtraBold' }

const loaded = new Map<string, FontFile>()
const keyOf = (file: string, weight: Weight) => `${file} ${weight}`
const read = (path: string) => readFileSync(fileURLToPath(import.meta.resolve(path)))

/** Files that hold several weights are WOFF 2.0, which PDFKit reads, but embeds no glyphs of. */
async function unpack({ file }: Face): Promise<void> {
  if (typeof file !== 'string' || loaded.has(keyOf(file, 'text'))) return
  const { default: decompress } = await import('woff2-encoder/decompress')
  const bytes = Buffer.from(await decompress(read(file)))
  for (const weight of ['text', 'loud'] as const)
    loaded.set(keyOf(file, weight), { bytes: marked(bytes, instances[weight].length), instance: instances[weight] })
}

/** Fonts of one name and checksum are one to PDFKit: another checksum keeps two weights of a file apart. */
function marked(font: Buffer, mark: number): Buffer {
  const copy = Buffer.from(font)
  const entry = Array.from({ length: font.readUInt16BE(4) }, (_, table) => 12 + table * 16).find(
    (at) => font.toString('latin1', at, at + 4) === 'head',
  )
  if (entry === undefined) return copy
  const checksum = font.readUInt32BE(entry + 8) + 8
  copy.writeUInt32BE((font.readUInt32BE(checksum) ^ mark) >>> 0, checksum)
  return copy
}

function fontFile(name: string, weight: Weight): FontFile {
  const { file } = faceNamed(name)
  if (typeof file === 'string') return loaded.get(keyOf(file, weight)) ?? fontFile(faces[0].name, weight)
  const before = loaded.get(file[weight])
  if (before) return before
  const font = { bytes: openTypeOf(read(file[weight])) }
  loaded.set(file[weight], font)
  return font
}

function faceNamed(name: string): Face {
  const among = [...faces, ...[...known.values()].flat()]
  return among.find((face) => face.name === name) ?? faces[0]
}
