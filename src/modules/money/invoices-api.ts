import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Instant, OneOf, Page, Text } from '../../http/shapes.ts'

const Invoice = T.Object({
  id: Id,
  kind: OneOf('invoice', 'credit_note'),
  number: T.String(),
  orderId: Id,
  orderCode: T.String(),
  buyer: T.String(),
  total: Amount,
  tax: Amount,
  currency: Currency,
  issuedAt: Instant,
})

const Issuer = Form({
  legalName: Text(200),
  /** Lines of an address, as a letter has them. */
  legalAddress: Text(500),
  taxId: Text(60),
  prefix: T.String({ maxLength: 12, pattern: '^[A-Za-z0-9/._-]*$' }),
})

const readsFinance = { permission: 'finance.read', of: { organization: 'organizationId' } } as const
const pdf = { file: ['application/pdf'] } as const

/** Invoices and credit notes: issued by themselves, under numbers without gaps for each organization, and never changed. */
export const invoicesApi = {
  'GET /api/orders/:orderId/invoices': {
    summary: 'The invoice of an order and its credit notes',
    access: { order: 'orderId' },
    reply: T.Object({ items: T.Array(Invoice) }),
  },
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf': {
    summary: "One of them as a PDF in the buyer's language",
    access: { order: 'orderId' },
    reply: pdf,
    limit: 'write',
  },
  'GET /api/organizations/:organizationId/invoices': {
    summary: 'What an organization issued, newest first',
    access: readsFinance,
    query: Form({ cursor: T.Optional(Id), limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })) }),
    reply: Page(Invoice),
  },
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf': {
    summary: 'One of them as a PDF',
    access: readsFinance,
    reply: pdf,
    limit: 'write',
  },
  'GET /api/organizations/:organizationId/invoice-settings': {
    summary: 'How an organization signs its invoices; empty until it says so',
    access: readsFinance,
    reply: Issuer,
  },
  'PUT /api/organizations/:organizationId/invoice-settings': {
    summary: 'Sets how an organization signs what it issues from now on',
    access: { permission: 'finance.edit', of: { organization: 'organizationId' } },
    body: Issuer,
    reply: Issuer,
  },
} as const satisfies Record<string, Endpoint>
