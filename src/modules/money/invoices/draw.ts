import { type Language, locales } from '../../../../lang/languages.ts'
import type { Catalogue } from '../../../../lang/shape.ts'
import type { TextStyle, Typesetter } from '../../../lib/pdf/typeset.ts'
import { dateFormat, moneyText } from '../../orders/formats.ts'
import type { InvoiceContent } from './content.ts'

type Words = Catalogue['money']['invoice']

/** A4 in points. */
export const pageSize: [number, number] = [595.28, 841.89]

const [width, height] = pageSize
const margin = 56
const right = width - margin
const bottom = height - 72
const black = '#131412'
const grey = '#565850'
const small: TextStyle = { weight: 'text', size: 8 }
const text: TextStyle = { weight: 'text', size: 10 }
const loud: TextStyle = { weight: 'loud', size: 10 }
const leading = 14

/** Draws an invoice or credit note on as many pages as it needs, in the buyer's language. */
export function drawInvoice(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  content: InvoiceContent,
  words: Words,
  language: Language,
): void {
  const money = (amount: number) => moneyText(amount, content.currency, language)
  doc.addPage()
  const top = drawHead(doc, set, content, words, language)
  drawSums(doc, set, content, words, language, money, drawLines(doc, set, content, words, language, money, top))
  drawFoot(doc, set, content, words)
}

function drawHead(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  content: InvoiceContent,
  words: Words,
  language: Language,
): number {
  doc.fillColor(black)
  set.draw(words.title[content.kind], { weight: 'loud', size: 34, tracking: -0.8 }, margin - 2, 96)
  const { seller, buyer, event } = content
  const middle = width / 2 + 12
  const [left, half] = [margin, middle - margin - 24]
  const from = [seller.name, ...seller.address.split('\n'), seller.taxId && words.taxId(seller.taxId)]
  const sellerEnd = drawBlock(doc, set, words.from, from, { x: left, y: 140, width: half })
  const buyerEnd = drawBlock(doc, set, words.to, [buyer.name, buyer.email], { x: middle, y: 140, width: half })
  const day = (at: Date, timeZone: string) =>
    dateFormat(language, timeZone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
  const facts = [
    words.number(content.number),
    words.date(day(new Date(`${content.date}T12:00:00Z`), 'UTC')),
    content.original && words.original(content.original),
    words.order(content.orderCode),
  ]
  const shown = [event.name, event.startsAt && day(new Date(event.startsAt), event.timeZone)]
  const y = Math.max(sellerEnd, buyerEnd) + 20
  const factsEnd = drawBlock(doc, set, words.document, facts, { x: left, y, width: half })
  return Math.max(factsEnd, drawBlock(doc, set, words.event, shown, { x: middle, y, width: half })) + 34
}

/** A label and what is under it; returns where it ends. */
function drawBlock(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  label: string,
  values: readonly (string | null)[],
  { x, y, width: room }: { x: number; y: number; width: number },
): number {
  doc.fillColor(grey)
  set.draw(label, small, x, y)
  doc.fillColor(black)
  let at = y + leading + 1
  for (const [index, value] of values.filter(Boolean).entries()) {
    const style = index === 0 ? loud : text
    for (const line of set.linesOf(value ?? '', style, room)) {
      set.draw(line, style, x, at)
      at += leading
    }
  }
  return at
}

/** Where columns end, from the left. */
const columns = { quantity: 360, tax: 430, amount: right }

function drawLines(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  { lines, fee }: InvoiceContent,
  words: Words,
  language: Language,
  money: (amount: number) => string,
  top: number,
): number {
  const feeLine = fee === 0 ? [] : [{ name: words.fee, quantity: 1, total: fee, tax: null }]
  let y = drawColumnHeads(doc, set, words, top)
  for (const { name, quantity, total, tax } of [...lines, ...feeLine]) {
    const names = set.linesOf(name, text, columns.quantity - margin - 60)
    if (y + names.length * leading > bottom) {
      doc.addPage()
      y = drawColumnHeads(doc, set, words, 72)
    }
    doc.fillColor(black)
    toRight(set, String(quantity), text, columns.quantity, y)
    toRight(set, tax === null ? '' : percent(tax.rate, language), text, columns.tax, y)
    toRight(set, money(total), text, columns.amount, y)
    for (const line of names) {
      set.draw(line, text, margin, y)
      y += leading
    }
    y += 6
  }
  return y
}

function drawColumnHeads(doc: PDFKit.PDFDocument, set: Typesetter, words: Words, y: number): number {
  doc.fillColor(grey)
  set.draw(words.item, small, margin, y)
  toRight(set, words.quantity, small, columns.quantity, y)
  toRight(set, words.taxRate, small, columns.tax, y)
  toRight(set, words.amount, small, columns.amount, y)
  drawRule(doc, y + 7)
  return y + 24
}

function drawSums(
  doc: PDFKit.PDFDocument,
  set: Typesetter,
  { kind, taxes, tax, total }: InvoiceContent,
  words: Words,
  language: Language,
  money: (amount: number) => string,
  from: number,
): void {
  const rows: [string, string][] =
    taxes.length === 0
      ? []
      : [
          [words.net, money(total - tax)],
          ...taxes.map(({ name, rate, net, amount }): [string, string] => [
            words.tax(name, percent(rate, language), money(net)),
            money(amount),
          ]),
        ]
  let y = from + 4
  if (y + (rows.length + 2) * 18 > bottom) {
    doc.addPage()
    y = 72
  }
  drawRule(doc, y - 10)
  doc.fillColor(black)
  y += 8
  for (const [label, value] of rows) {
    toRight(set, label, text, columns.tax, y)
    toRight(set, value, text, columns.amount, y)
    y += 18
  }
  const style: TextStyle = { weight: 'loud', size: 15 }
  set.draw(words.total[kind], style, margin, y + 8)
  toRight(set, money(total), style, columns.amount, y + 8)
}

function drawFoot(doc: PDFKit.PDFDocument, set: Typesetter, { kind, seller }: InvoiceContent, words: Words): void {
  doc.fillColor(grey)
  const lines = set.linesOf(words.foot[kind](seller.name), small, right - margin)
  for (const [index, line] of lines.entries()) set.draw(line, small, margin, height - 48 + index * 11)
}

const drawRule = (doc: PDFKit.PDFDocument, y: number) =>
  doc.moveTo(margin, y).lineTo(right, y).lineWidth(0.6).stroke(black)

const toRight = (set: Typesetter, words: string, style: TextStyle, x: number, y: number) =>
  set.draw(words, style, x - set.widthOf(words, style), y)

const percent = (rate: number, language: Language) =>
  new Intl.NumberFormat(locales[language], {
    style: 'percent',
    maximumFractionDigits: 3,
    numberingSystem: 'latn',
  }).format(rate / 100_000)
