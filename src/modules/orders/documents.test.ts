import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { readPdf } from '../../../test/pdf.ts'
import { cast } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import { brokenInto } from '../../lib/pdf/words.ts'
import { qrPng } from './qr.ts'
import { newTicketCode, ticketKey } from './ticket-code.ts'

const app = await testApp()
const { browser } = app
const { owner, own } = await cast(app)
const wasmBinary = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer as ArrayBuffer }, fireImmediately: true })

const event = await makeEvent(owner, own.id, { event: { name: 'Nächte am Fluß', summary: 'By the water' } })
const what = { eventId: event.eventId, typeId: String(event.typeIds[0]) }
const buyer = browser()
const order = await buy(buyer, { ...what, quantity: 2 }, { name: 'प्रिया शर्मा', email: 'priya@example.org' })
const ticketId = String(order.tickets[0]?.id)

test('the QR code on the PNG and its SVG says the ticket’s code', async () => {
  const { code } = await buyer.api['GET /api/tickets/:ticketId']({ params: { ticketId } })
  const png = await buyer.api['GET /api/tickets/:ticketId/qr.png']({ params: { ticketId } })
  assert.equal(png.type, 'image/png')
  assert.deepEqual(
    (await readBarcodes(Buffer.from(png.bytes as Uint8Array))).map(({ text }) => text),
    [code],
  )
  const svg = await buyer.api['GET /api/tickets/:ticketId/qr.svg']({ params: { ticketId } })
  assert.match(svg.type, /^image\/svg\+xml/)
  assert.match(Buffer.from(svg.bytes).toString(), /^<svg [^>]+viewBox="0 0 49 49".*<\/svg>$/)
})

test('any ticket’s code is read back from its picture, which is small enough for a mail', async () => {
  const key = ticketKey('a secret of no consequence')
  for (let count = 0; count < 20; count++) {
    const { code } = newTicketCode(key, event.eventId)
    const png = qrPng(code)
    assert.ok(png.length < 2000, `${png.length} bytes`)
    const [read] = await readBarcodes(png)
    assert.equal(read?.text, code)
  }
})

test('the PDF of an order has a page for each ticket, with embedded fonts for every script on it', async () => {
  const file = await buyer.api['GET /api/orders/:orderId/tickets.pdf']({ params: { orderId: order.id } })
  assert.equal(file.type, 'application/pdf')
  assert.equal(file.name, `tickets-${order.code}.pdf`)
  const pdf = Buffer.from(file.bytes).toString('latin1')
  assert.match(pdf, /^%PDF-1\./)
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 2)
  for (const font of ['Archivo', 'NotoSansDevanagari']) assert.match(pdf, new RegExp(`/FontName /[A-Z]+\\+${font}`))
  const { characters: words, missing } = readPdf(Buffer.from(file.bytes))
  assert.equal(missing, 0)
  for (const character of 'Nächte am Fluß'.replaceAll(' ', '')) assert.ok(words.has(character), character)
  assert.ok(words.has('प'))
  const one = await buyer.api['GET /api/tickets/:ticketId/ticket.pdf']({ params: { ticketId } })
  assert.equal(
    Buffer.from(one.bytes)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length,
    1,
  )
})

test('there is no PDF before an order is paid', async () => {
  const { id } = await hold(buyer, what)
  await refusedWith('wrong_order_state', buyer.api['GET /api/orders/:orderId/tickets.pdf']({ params: { orderId: id } }))
})

test('the calendar file has a UID that stays, its times in their zone, and a sequence that rises with its changes', async () => {
  const read = async () => {
    const file = await buyer.api['GET /api/orders/:orderId/calendar.ics']({ params: { orderId: order.id } })
    assert.equal(file.type, 'text/calendar; charset=utf-8')
    return Buffer.from(file.bytes).toString().replaceAll('\r\n ', '')
  }
  const before = await read()
  for (const line of [
    'METHOD:PUBLISH',
    'SEQUENCE:0',
    'DTSTART;TZID=Europe/Lisbon:20991128T200000',
    'DTEND;TZID=Europe/Lisbon:20991128T233000',
    'SUMMARY:Nächte am Fluß',
    'LOCATION:Pier 3\\, Lisbon',
    'STATUS:CONFIRMED',
  ])
    assert.ok(before.split('\r\n').includes(line), `${line} is missing in ${before}`)
  await owner.api['PATCH /api/events/:eventId']({
    params: { eventId: event.eventId },
    body: { startsAt: '2099-07-28T20:00' },
  })
  const after = await read()
  assert.match(after, /^DTSTART;TZID=Europe\/Lisbon:20990728T200000$/m)
  assert.ok(Number(/^SEQUENCE:(\d+)/m.exec(after)?.[1]) > 0)
  const [uid] = /^UID:\S+@localhost$/m.exec(before) ?? []
  assert.ok(uid && after.includes(uid))
})

test('lines fit their width where their characters can, and hold every word', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é') }),
      fc.integer({ min: 1, max: 12 }),
      (text, width) => {
        const lines = brokenInto(text, (part) => part.length <= width)
        for (const line of lines) assert.ok(line.length <= width)
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''))
      },
    ),
  )
})

test('the address of the stream is for those who have a ticket, not for those who hold one', async () => {
  const online = await makeEvent(owner, own.id, {
    event: { attendance: 'online', venue: '', city: '', onlineUrl: 'https://stream.example.org/secret' },
    types: [{ name: 'Admission', price: 2500 }],
  })
  const what = { eventId: online.eventId, typeId: String(online.typeIds[0]) }
  const calendarOf = async (by: typeof buyer, orderId: string) => {
    const file = await by.api['GET /api/orders/:orderId/calendar.ics']({ params: { orderId } })
    return Buffer.from(file.bytes).toString()
  }
  const holder = browser()
  const held = await hold(holder, what)
  assert.doesNotMatch(await calendarOf(holder, held.id), /stream\.example/)
  const { id } = await buy(holder, what)
  assert.match(await calendarOf(holder, id), /stream\.example/)
})
