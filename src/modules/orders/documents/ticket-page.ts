import type { Catalogue } from '../../../../lang/shape.ts'
import { paletteOf } from '../../../lib/look/palette.ts'
import type { TextStyle, Typesetter } from '../../../lib/pdf/typeset.ts'
import { areWhole } from '../../../lib/pdf/words.ts'
import { qrModules, runsOf } from '../qr.ts'
import { spacedCode } from '../ticket-code.ts'

/** What one page says. Times are ready to read, in the event's zone. */
export interface TicketPage {
  /** Whether it opens no door but in a test; the page says so, large. */
  test: boolean
  eventId: string
  category: string
  eventName: string
  /** Large, such as `28–29` or `12`. */
  day: string
  month: string
  starts: string
  where: string
  ticketType: string
  position: number
  of: number
  attendeeName: string
  orderCode: string
  code: string
  shortCode: string
  organizer: string
}

/** A5 in points. */
export const pageSize: [number, number] = [419.53, 595.28]

const [width] = pageSize
const margin = 28
const bandHeight = 300
const black = '#131412'

/** Draws a ticket on the current page: the event's ground with its date and name, and below it, on white, the code and the facts. */
export function drawTicket(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  page: TicketPage,
  words: Catalogue['documents'],
): void {
  drawBand(doc, set, page)
  if (page.test) drawTestMark(doc, set, words)
  const side = drawCode(doc, set, page)
  drawFacts(doc, set, page, words, side)
}

function drawBand(doc: PDFKit.PDFDocument, set: Typesetter, page: TicketPage): void {
  const { ground, ink } = paletteOf(page.eventId, page.category)
  doc.rect(0, 0, width, bandHeight).fill(ground)
  doc.fillColor(ink)
  const day: TextStyle = { weight: 'loud', size: 64, tracking: -3 }
  set.draw(page.day, day, margin - 3, 74)
  set.draw(page.month, { weight: 'loud', size: 17 }, margin - 3 + set.widthOf(page.day, day) + 10, 74)
  const name = fitted(set, page.eventName, width - 2 * margin, bandHeight - 74 - 2 * margin)
  const first = bandHeight - margin - (name.lines.length - 1) * name.leading
  for (const [index, line] of name.lines.entries()) set.draw(line, name.style, margin, first + index * name.leading)
}

/** Over the event's ground, where nobody takes it for a part of the design. */
function drawTestMark(doc: PDFKit.PDFDocument, set: Typesetter, words: Catalogue['documents']): void {
  doc.rect(0, 0, width, 18).fill(black)
  doc.fillColor('#ffffff')
  set.draw(words.test, { weight: 'loud', size: 9.5 }, margin, 12.5)
}

/** Below this size a word too long for a line is broken rather than made smaller still. */
const smallestWhole = 26

/** The largest size at which a name fits a box: names are never cut off, they get smaller. */
function fitted(set: Typesetter, name: string, boxWidth: number, boxHeight: number) {
  for (let size = 72; ; size -= 2) {
    const style: TextStyle = { weight: 'loud', size, tracking: -size * 0.025 }
    const leading = size * 0.98
    const lines = set.linesOf(name, style, boxWidth)
    const isGood = lines.length * leading <= boxHeight && (areWhole(lines, name) || size < smallestWhole)
    if (isGood || size <= 8) return { lines, style, leading }
  }
}

/** Draws the QR code with its short code below it; returns its side. */
function drawCode(doc: PDFKit.PDFDocument, set: Typesetter, page: TicketPage): number {
  const modules = qrModules(page.code)
  const side = 190
  const unit = side / modules.length
  const [x, y] = [margin - 4 * unit, bandHeight + margin - 4 * unit]
  for (const run of runsOf(modules)) doc.rect(x + run.x * unit, y + run.y * unit, run.length * unit, unit)
  doc.fill('#000000')
  doc.fillColor(black)
  set.draw(spacedCode(page.shortCode), { weight: 'loud', size: 13, tracking: 0.6 }, margin, y + side + 14)
  return side
}

function drawFacts(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  page: TicketPage,
  words: Catalogue['documents'],
  side: number,
): void {
  const x = margin + side + 4
  const facts: [string, string][] = [
    [words.ticket, words.ticketOf(page.ticketType, page.position, page.of)],
    [words.name, page.attendeeName],
    [words.starts, page.starts],
    [words.where, page.where],
    [words.order, page.orderCode],
  ]
  let y = bandHeight + margin + 8
  for (const [label, value] of facts.filter(([, text]) => text !== '')) {
    doc.fillColor('#565850')
    set.draw(label, { weight: 'text', size: 8 }, x, y)
    doc.fillColor(black)
    const style: TextStyle = { weight: 'loud', size: 10.5 }
    const lines = set.linesOf(value, style, width - margin - x).slice(0, 4)
    for (const [index, line] of lines.entries()) set.draw(line, style, x, y + 13 + index * 13)
    y += 13 * lines.length + 18
  }
  doc.fillColor('#565850')
  const foot = set.linesOf(words.foot(page.organizer), { weight: 'text', size: 8 }, width - 2 * margin)
  for (const [index, line] of foot.entries()) set.draw(line, { weight: 'text', size: 8 }, margin, 560 + index * 11)
}
