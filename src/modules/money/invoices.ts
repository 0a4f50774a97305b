import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import type { InvoiceSettings } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { localDateOf } from '../../lib/time.ts'
import { type InvoiceContent, type InvoiceLine, invoiceNumber, sumsOf } from './invoices/content.ts'
import { invoicesOf } from './invoices/read.ts'

/** What of an order is given back: `fee` is the part of the buyer's fee. */
export interface Credit {
  refundId: string
  orderId: string
  lines: readonly InvoiceLine[]
  fee: number
}

/**
 * Issues the invoice of a paid order, under the next number of its organization. An order that costs nothing, is not paid, is a test, or has its
 * invoice already gets none.
 */
export async function issueInvoice(db: Db, orderId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const order = await readOrder(tx, orderId)
    if (order.paidAt === null || order.total === 0 || order.test) return
    await issue(tx, order, { kind: 'invoice', refundId: null, lines: await linesOf(tx, orderId), fee: order.fee }, now)
  })
}

/** Issues the credit note of a refund, once, and before it the invoice, if the order has none yet. */
export async function issueCreditNote(db: Db, { refundId, orderId, lines, fee }: Credit, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await issueInvoice(tx, orderId, now)
    const order = await readOrder(tx, orderId)
    await issue(tx, order, { kind: 'credit_note', refundId, lines, fee }, now)
  })
}

interface Document {
  kind: InvoiceContent['kind']
  refundId: string | null
  lines: readonly InvoiceLine[]
  fee: number
}

async function issue(tx: Tx, order: OrderRow, { kind, refundId, lines, fee }: Document, now: Date): Promise<void> {
  const settings = await lockNumbers(tx, order.organizationId)
  const issued = await invoicesOf(tx, order.id)
  if (issued.some((one) => (kind === 'invoice' ? one.kind === kind : one.refundId === refundId))) return
  const counter = kind === 'invoice' ? 'invoices' : 'credit_notes'
  const sequence = settings[counter] + 1
  const number = invoiceNumber(settings.prefix, kind, sequence)
  const sums = sumsOf(lines, fee)
  const content: InvoiceContent = {
    kind,
    number,
    original: (kind === 'credit_note' && issued.find((one) => one.kind === 'invoice')?.number) || null,
    date: localDateOf(now, order.organizationTimeZone),
    seller: {
      name: settings.legal_name || order.organizationName,
      address: settings.legal_address,
      taxId: settings.tax_id,
    },
    buyer: { name: order.name, email: order.email },
    orderCode: order.code,
    event: { name: order.eventName, startsAt: order.startsAt?.toISOString() ?? null, timeZone: order.timeZone },
    lines: [...lines],
    fee,
    ...sums,
    currency: order.currency,
  }
  await tx
    .updateTable('invoice_settings')
    .set({ [counter]: sequence })
    .where('organization_id', '=', order.organizationId)
    .execute()
  await tx
    .insertInto('invoice')
    .values({
      id: newId(now.getTime()),
      organization_id: order.organizationId,
      order_id: order.id,
      kind,
      sequence,
      number,
      refund_id: refundId,
      language: order.language,
      currency: order.currency,
      total: sums.total,
      tax: sums.tax,
      content: JSON.stringify(content),
      issued_at: now,
    })
    .execute()
}

/** Whoever issues for an organization waits here for those before, so that numbers are given in turn and none is lost. */
async function lockNumbers(tx: Tx, organizationId: string): Promise<Selectable<InvoiceSettings>> {
  await tx
    .insertInto('invoice_settings')
    .values({ organization_id: organizationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('invoice_settings')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

interface OrderRow {
  id: string
  test: boolean
  code: string
  paidAt: Date | null
  name: string
  email: string
  language: string
  currency: string
  total: number
  fee: number
  organizationId: string
  organizationName: string
  organizationTimeZone: string
  eventName: string
  startsAt: Date | null
  timeZone: string
}

async function readOrder(tx: Tx, orderId: string): Promise<OrderRow> {
  const { rows } = await sql<OrderRow>`
    select o.id, o.test, o.code, o.paid_at as "paidAt", coalesce(o.name, '') as name, coalesce(o.email, '') as email, o.language, o.currency,
      o.total, o.fee, g.id as "organizationId", g.name as "organizationName", g.time_zone as "organizationTimeZone",
      e.name as "eventName", e.starts_at as "startsAt", e.time_zone as "timeZone"
    from "order" o join event e on e.id = o.event_id join organization g on g.id = o.organization_id
    where o.id = ${orderId}`.execute(tx)
  return rows[0] ?? refuse('not_found')
}

async function linesOf(tx: Tx, orderId: string): Promise<InvoiceLine[]> {
  const { rows } = await sql<InvoiceLine>`
    select t.name, l.quantity, l.total,
      case when l.tax_rate is not null then json_build_object('name', l.tax_name, 'rate', l.tax_rate, 'amount', l.tax) end as tax
    from order_line l join ticket_type t on t.id = l.ticket_type_id
    where l.order_id = ${orderId} order by t.position, t.created_at, l.id`.execute(tx)
  return rows
}
