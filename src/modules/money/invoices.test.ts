import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeEvent } from '../../../test/events.ts'
import { testApp } from '../../../test/harness.ts'
import { aRefund } from '../../../test/ledger.ts'
import { cast, organization } from '../../../test/people.ts'
import { refusedWith } from '../../../test/refused.ts'
import { buy, hold } from '../../../test/sales.ts'
import { transact } from '../../db/transact.ts'
import { readInvoice } from './invoices/read.ts'
import { issueCreditNote, issueInvoice } from './invoices.ts'

const app = await testApp()
const { owner, finance, editor, stranger, own } = await cast(app)
const { eventId, typeIds } = await makeEvent(owner, own.id, {
  types: [
    { name: 'Eintritt für Kinder', price: 1190 },
    { name: 'Free', price: 0 },
  ],
})
const what = { eventId, typeId: String(typeIds[0]) }
const buyer = app.browser()
const order = await buy(buyer, { ...what, quantity: 2 }, { name: 'प्रिया शर्मा', email: 'priya@example.org' })
const params = { orderId: order.id }
const now = new Date('2026-11-21T23:30:00Z')

const listed = async (organizationId = own.id) =>
  (await owner.api['GET /api/organizations/:organizationId/invoices']({ params: { organizationId }, query: {} })).items

test('a paid order gets its invoice by itself, and its buyer reads it', async () => {
  await app.settle()
  const { items } = await buyer.api['GET /api/orders/:orderId/invoices']({ params })
  assert.deepEqual(
    items.map(({ kind, number, total, buyer: name }) => ({ kind, number, total, name })),
    [{ kind: 'invoice', number: 'I-00001', total: 2380, name: 'प्रिया शर्मा' }],
  )
  const [item] = await listed()
  assert.deepEqual(item, items[0])
})

test('the PDF is in the language of the buyer, with the fonts its names need', async () => {
  const german = await buy(app.browser(), what, { name: 'Jürgen Groß', email: 'j@example.org' })
  await app.db.updateTable('order').set({ language: 'hi' }).where('id', '=', german.id).execute()
  await app.settle()
  const invoice = (await listed()).find((one) => one.orderId === german.id)
  const file = await finance.api['GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf']({
    params: { organizationId: own.id, invoiceId: invoice?.id ?? '' },
  })
  assert.equal(file.type, 'application/pdf')
  assert.equal(file.name, `${invoice?.number}.pdf`)
  const pdf = Buffer.from(file.bytes).toString('latin1')
  assert.match(pdf, /^%PDF-1\./)
  assert.match(pdf, /\/Lang \(hi\)/)
  assert.match(pdf, /NotoSansDevanagari/)
  assert.match(pdf, /Archivo/)
})

test('a buyer gets the PDF of their own order only', async () => {
  const invoiceId = (await listed()).find((one) => one.orderId === order.id)?.id ?? ''
  const path = 'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf'
  assert.equal((await buyer.api[path]({ params: { ...params, invoiceId } })).type, 'application/pdf')
  await refusedWith('not_found', stranger.api[path]({ params: { ...params, invoiceId } }))
  const other = await buy(buyer, what)
  await refusedWith('not_found', buyer.api[path]({ params: { orderId: other.id, invoiceId } }))
})

test('what is free, or not paid, gets no invoice', async () => {
  const held = await hold(buyer, what)
  const free = await hold(buyer, { ...what, typeId: String(typeIds[1]) })
  await buyer.api['PATCH /api/orders/:orderId/details']({
    params: { orderId: free.id },
    body: { name: 'Bea', email: 'bea@example.org' },
  })
  await buyer.api['POST /api/orders/:orderId/payments']({ params: { orderId: free.id }, body: {} })
  for (const { id: orderId } of [held, free]) {
    await issueInvoice(app.db, orderId, now)
    assert.deepEqual((await buyer.api['GET /api/orders/:orderId/invoices']({ params: { orderId } })).items, [])
  }
})

test('an invoice says who sells, and stays as it was issued', async () => {
  const body = { legalName: 'Tidal Works Lda', legalAddress: 'Pier 3\nLisbon', taxId: 'PT 501', prefix: 'TW/' }
  const put = { params: { organizationId: own.id }, body }
  await finance.api['PUT /api/organizations/:organizationId/invoice-settings'](put)
  const bought = await buy(app.browser(), what)
  await app.db
    .updateTable('order_line')
    .set({ tax: 190, tax_name: 'VAT', tax_rate: 19_000, tax_inclusive: true })
    .where('order_id', '=', bought.id)
    .execute()
  await issueInvoice(app.db, bought.id, now)
  await finance.api['PUT /api/organizations/:organizationId/invoice-settings']({
    ...put,
    body: { ...body, legalName: 'Other', prefix: '' },
  })
  const { id = '', number } = (await listed()).find((one) => one.orderId === bought.id) ?? {}
  assert.match(number ?? '', /^TW\/I-\d{5}$/)
  const { content } = await readInvoice(app.db, id, { organizationId: own.id })
  assert.deepEqual(content.seller, { name: 'Tidal Works Lda', address: 'Pier 3\nLisbon', taxId: 'PT 501' })
  assert.equal(content.date, '2026-11-21')
  assert.deepEqual(content.taxes, [{ name: 'VAT', rate: 19_000, net: 1000, amount: 190 }])
  await assert.rejects(sql`update invoice set total = 0 where id = ${id}`.execute(app.db), /are never changed/)
})

test('who may sign for an organization', async () => {
  const body = { legalName: 'x', legalAddress: '', taxId: '', prefix: '' }
  const call = { params: { organizationId: own.id }, body }
  const path = 'PUT /api/organizations/:organizationId/invoice-settings'
  await refusedWith('not_allowed', editor.api[path](call))
  await refusedWith('not_found', stranger.api[path](call))
  await refusedWith('invalid', owner.api[path]({ ...call, body: { ...body, prefix: 'a b' } }))
})

test('a refund gets a credit note once, and before it the invoice it is about', async () => {
  const bought = await buy(app.browser(), what)
  const credit = { refundId: await aRefund(app.db, bought.id), orderId: bought.id, lines: [], fee: 100 }
  const { db } = app.connect(4)
  await Promise.all(Array.from({ length: 4 }, () => issueCreditNote(db, credit, now)))
  const notes = (await listed()).filter((one) => one.orderId === bought.id)
  assert.deepEqual(
    notes.map(({ kind, total }) => ({ kind, total })),
    [
      { kind: 'credit_note', total: 100 },
      { kind: 'invoice', total: 1190 },
    ].sort((a, b) => notes.findIndex((one) => one.kind === a.kind) - notes.findIndex((one) => one.kind === b.kind)),
  )
  const note = notes.find((one) => one.kind === 'credit_note')
  const { content } = await readInvoice(app.db, note?.id ?? '', { orderId: bought.id })
  assert.equal(content.original, notes.find((one) => one.kind === 'invoice')?.number)
})

test('twenty at once get twenty numbers without a gap, each order one, though some that began came to nothing', async () => {
  const { id: organizationId } = await organization(app.db, { owner })
  const made = await makeEvent(owner, organizationId)
  const one = { eventId: made.eventId, typeId: String(made.typeIds[0]) }
  const orders: string[] = []
  for (let count = 0; count < 20; count++) orders.push((await buy(app.browser(), one)).id)
  const { db } = app.connect(20)
  const failing = (orderId: string) =>
    transact(db, async (tx) => {
      await issueInvoice(tx, orderId, now)
      throw new Error('came to nothing')
    })
  const outcomes = await Promise.allSettled(
    orders.flatMap((orderId) => [failing(orderId), issueInvoice(db, orderId, now), issueInvoice(db, orderId, now)]),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 20)
  const { rows } = await sql<{ sequence: number; orderId: string }>`
    select sequence, order_id as "orderId" from invoice where organization_id = ${organizationId} order by sequence`.execute(
    app.db,
  )
  assert.deepEqual(
    rows.map(({ sequence }) => sequence),
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
  assert.deepEqual(new Set(rows.map(({ orderId }) => orderId)), new Set(orders))
})

test('the list goes on where the page before ended', async () => {
  const page = (query: { limit?: number; cursor?: string }) =>
    owner.api['GET /api/organizations/:organizationId/invoices']({ params: { organizationId: own.id }, query })
  const [all, first] = [await page({}), await page({ limit: 2 })]
  const rest = await page({ limit: 100, cursor: first.next ?? '' })
  assert.deepEqual([...first.items, ...rest.items], all.items)
})
