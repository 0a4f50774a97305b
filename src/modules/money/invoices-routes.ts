import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { readIssuer, setIssuer } from './invoices/issuer.ts'
import { invoicesOf, listInvoices } from './invoices/read.ts'
import type { invoicesApi } from './invoices-api.ts'

export const invoicesRoutes = ({ db }: Services): Handlers<typeof invoicesApi> => ({
  'GET /api/orders/:orderId/invoices': async ({ params }) => ({ items: await invoicesOf(db, params.orderId) }),
  'GET /api/orders/:orderId/invoices/:invoiceId/invoice.pdf': ({ params: { invoiceId, orderId } }) =>
    invoicePdf(db, invoiceId, { orderId }),
  'GET /api/organizations/:organizationId/invoices': ({ params, query }) =>
    listInvoices(db, params.organizationId, query),
  'GET /api/organizations/:organizationId/invoices/:invoiceId/invoice.pdf': ({
    params: { invoiceId, organizationId },
  }) => invoicePdf(db, invoiceId, { organizationId }),
  'GET /api/organizations/:organizationId/invoice-settings': ({ params }) => readIssuer(db, params.organizationId),
  'PUT /api/organizations/:organizationId/invoice-settings': ({ params, body }) =>
    setIssuer(db, params.organizationId, body),
})
