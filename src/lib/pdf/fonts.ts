import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openTypeOf } from './woff.ts'

/** Two weights of the look: what is read, and what is seen first. */
export type Weight = 'text' | 'loud'

/** A font file and the characters it has (ranges as its makers publish them). */
interface Face {
  name: string
  covers: RegExp
  file: Record<Weight, string>
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

/** In the order they are tried. Characters that none has are set in the first, which shows a box. */
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

/** Zero-width non-joiner and joiner: they say how the letters beside them connect. */
const joiners = ['\u200c', '\u200d']

/** A piece of text that one font can set. */
export interface Run {
  face: string
  text: string
}

/** Cuts text into runs of one font each. Joiners stay with what they join. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (const character of text.normalize('NFC')) {
    const last = runs.at(-1)
    const joins = last !== undefined && joiners.includes(character)
    const face = joins ? last.face : (faces.find(({ covers }) => covers.test(character)) ?? faces[0]).name
    if (last?.face === face) last.text += character
    else runs.push({ face, text: character })
  }
  return runs
}

const loaded = new Map<string, Buffer>()

/** The bytes of a font, read when it is first needed. */
export function fontFile(name: string, weight: Weight): Buffer {
  const path = (faces.find((face) => face.name === name) ?? faces[0]).file[weight]
  const known = loaded.get(path)
  if (known) return known
  const bytes = openTypeOf(readFileSync(fileURLToPath(import.meta.resolve(path))))
  loaded.set(path, bytes)
  return bytes
}
