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

/** A picture as programs that read codes take it: four bytes a pixel. */
interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>
  width: number
  height: number
  colorSpace: 'srgb'
}

/** The square codes that a PDF draws as rectangles, one a page, as a camera would see them. */
export function codesDrawnIn(pdf: Buffer): Pixels[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\r?\n/g)].flatMap((match) => {
    const from = match.index + match[0].length
    const plain = inflated(pdf.subarray(from, text.indexOf('endstream', from)))
    const [code] = plain.match(/(?:[\d.]+ [\d.]+ [\d.]+ [\d.]+ re\s+){50,}/) ?? []
    return code === undefined ? [] : [painted(code)]
  })
}

function painted(rectangles: string): Pixels {
  const all = [...rectangles.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map((match) =>
    match.slice(1).map(Number),
  )
  const unit = Math.min(...all.map(([, , , height = 0]) => height))
  const left = Math.min(...all.map(([x = 0]) => x))
  const top = Math.min(...all.map(([, y = 0]) => y))
  const [scale, quiet] = [4, 4]
  const side =
    (Math.round((Math.max(...all.map(([x = 0, , width = 0]) => x + width)) - left) / unit) + 2 * quiet) * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  const pixel = (at: number, first: number) => (Math.round((at - first) / unit) + quiet) * scale
  for (const [x = 0, y = 0, width = 0] of all)
    for (let row = pixel(y, top); row < pixel(y + unit, top); row++)
      for (let column = pixel(x, left); column < pixel(x + width, left); column++)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  return { data, width: side, height: side, colorSpace: 'srgb' }
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1')
  } catch {
    return ''
  }
}
