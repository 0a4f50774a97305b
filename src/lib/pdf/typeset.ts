import { fontFile, runsOf, type Weight } from './fonts.ts'

/** How a text is set; size and tracking in points. */
export interface TextStyle {
  weight: Weight
  size: number
  tracking?: number
}

/** The text a document needs set: measured, broken into lines, drawn. Coordinates in points from the top left. */
export interface Typesetter {
  widthOf(text: string, style: TextStyle): number
  /** Lines no wider than `width`; a word that is wider itself is broken. */
  linesOf(text: string, style: TextStyle, width: number): string[]
  /** Draws one line with its baseline at `y`. */
  draw(text: string, style: TextStyle, x: number, y: number): void
}

/** A typesetter for a PDFKit document, with a font for every script there is one of. */
export function typesetter(doc: PDFKit.PDFDocument): Typesetter {
  const known = new Set<string>()

  function use(face: string, { weight, size }: TextStyle) {
    const name = `${face} ${weight}`
    if (!known.has(name)) doc.registerFont(name, fontFile(face, weight))
    known.add(name)
    doc.font(name).fontSize(size)
  }

  const optionsOf = ({ tracking = 0 }: TextStyle) => ({ characterSpacing: tracking, lineBreak: false })

  function widthOf(text: string, style: TextStyle): number {
    return runsOf(text).reduce((sum, run) => {
      use(run.face, style)
      return sum + doc.widthOfString(run.text, optionsOf(style))
    }, 0)
  }

  return {
    widthOf,
    linesOf: (text, style, width) => brokenInto(text, (part) => widthOf(part, style) <= width),
    draw(text, style, x, y) {
      let at = x
      for (const run of runsOf(text)) {
        use(run.face, style)
        doc.text(run.text, at, y, { ...optionsOf(style), baseline: 'alphabetic' })
        at += doc.widthOfString(run.text, optionsOf(style))
      }
    },
  }
}

/** Breaks text at blanks into lines that fit, and words that do not fit a line anywhere. */
export function brokenInto(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line) lines.push(line)
    line = ''
    for (const character of word) {
      if (line && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  return line ? [...lines, line] : lines
}
