import type { Fonts, Weight } from './fonts.ts'
import { visualRuns } from './order.ts'
import { glyphOf, type Path } from './outline.ts'
import { brokenInto } from './words.ts'

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
export function typesetter(doc: PDFKit.PDFDocument, fonts: Fonts): Typesetter {
  const known = new Set<string>()

  function use(face: string, { weight, size }: TextStyle) {
    const name = `${face} ${weight}`
    if (!known.has(name)) {
      const { bytes, instance } = fonts.file(face, weight)
      doc.registerFont(name, bytes, instance)
    }
    doc.font(name).fontSize(size)
    if (!known.has(name)) mendEncoder(doc)
    known.add(name)
  }

  const optionsOf = ({ tracking = 0 }: TextStyle, text: string) => ({
    // Letters that join stay where they are.
    characterSpacing: /\p{Script=Arabic}/u.test(text) ? 0 : tracking,
    lineBreak: false,
  })

  function widthOf(text: string, style: TextStyle): number {
    return visualRuns(text, fonts).reduce((sum, run) => {
      use(run.face, style)
      return sum + doc.widthOfString(run.text, optionsOf(style, run.text))
    }, 0)
  }

  return {
    widthOf,
    linesOf: (text, style, width) => brokenInto(text, (part) => widthOf(part, style) <= width),
    draw(text, style, x, y) {
      let at = x
      for (const run of visualRuns(text, fonts)) {
        use(run.face, style)
        doc.text(run.text, at, y, { ...optionsOf(style, run.text), baseline: 'alphabetic' })
        at += doc.widthOfString(run.text, optionsOf(style, run.text))
      }
    },
  }
}

/** What of PDFKit's current font is reached for below. */
interface Inside {
  _font: { subset?: { glyphEncoder?: { encodeSimple(path: Path): Uint8Array } } }
}

/** Fontkit does not encode glyphs of a font that holds several weights: it makes a stream of a number (foliojs/fontkit issue 308). */
function mendEncoder(doc: PDFKit.PDFDocument): void {
  const { glyphEncoder } = (doc as unknown as Inside)._font.subset ?? {}
  if (glyphEncoder) glyphEncoder.encodeSimple = glyphOf
}
