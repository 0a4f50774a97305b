import { inflateSync } from 'node:zlib'

/** What a PDF shows, as a reader without eyes has it. */
export interface ReadPdf {
  /** Every character its fonts say they show (their ToUnicode maps). */
  characters: Set<string>
  /** How many signs are set as the box for what a font does not have. */
  missing: number
}

/** Reads a PDF as PDFKit writes it. */
export function readPdf(pdf: Buffer): ReadPdf {
  const characters = new Set<string>()
  let missing = 0
  const text = pdf.toString('latin1')
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length
    const plain = inflated(pdf.subarray(from, text.indexOf('endstream', from)))
    if (/\bBT\b/.test(plain))
      for (const [, hex = ''] of plain.matchAll(/<([0-9a-f]+)>/g))
        missing += (hex.match(/.{4}/g) ?? []).filter((glyph) => glyph === '0000').length
    else
      for (const [, hex = ''] of plain.matchAll(/<([0-9a-f ]{4,})>/gi))
        for (const units of hex.split(' '))
          for (const character of Buffer.from(units, 'hex').swap16().toString('utf16le')) characters.add(character)
  }
  return { characters, missing }
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1')
  } catch {
    return ''
  }
}
