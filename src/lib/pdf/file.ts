import PDFDocument from 'pdfkit'
import { fontsFor } from './fonts.ts'
import { type Typesetter, typesetter } from './typeset.ts'

/** What a PDF is: its size in points, its language (BCP 47), its title, and all that people wrote of what it says, for the fonts. */
export interface PdfOptions {
  size: [number, number]
  language: string
  title: string
  texts: string
}

/** The bytes of a PDF whose pages `draw` adds. */
export async function pdfFile(
  { size, language, title, texts }: PdfOptions,
  draw: (doc: PDFKit.PDFDocument, set: Typesetter) => void,
): Promise<Buffer> {
  const fonts = await fontsFor(texts)
  const doc = new PDFDocument({ size, margin: 0, autoFirstPage: false, lang: language, info: { Title: title } })
  const chunks: Buffer[] = []
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve())
    doc.on('error', reject)
  })
  draw(doc, typesetter(doc, fonts))
  doc.end()
  await done
  return Buffer.concat(chunks)
}
