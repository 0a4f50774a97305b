import PDFDocument from 'pdfkit'

/** What a PDF is: its size in points, its language (BCP 47), and its title. */
export interface PdfOptions {
  size: [number, number]
  language: string
  title: string
}

/** The bytes of a PDF whose pages `draw` adds. */
export async function pdfFile(
  { size, language, title }: PdfOptions,
  draw: (doc: PDFKit.PDFDocument) => void,
): Promise<Buffer> {
  const doc = new PDFDocument({ size, margin: 0, autoFirstPage: false, lang: language, info: { Title: title } })
  const chunks: Buffer[] = []
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve())
    doc.on('error', reject)
  })
  draw(doc)
  doc.end()
  await done
  return Buffer.concat(chunks)
}
