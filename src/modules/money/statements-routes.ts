import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Handlers } from '../../http/call.ts'
import { repeatOf } from '../../http/repeat-scope.ts'
import { csvType } from '../../lib/csv.ts'
import type { Services } from '../../services.ts'
import { balancesOf } from './ledger.ts'
import { payoutsCsv, revenueCsv, statementCsv } from './statements/csv.ts'
import { cancelPayout, listOwed, listPayouts, payPayout, recordPayout } from './statements/payouts.ts'
import { listMonths, listRevenue } from './statements/revenue.ts'
import { listStatement, listTransactions } from './statements/statements.ts'
import type { statementsApi } from './statements-api.ts'

export const statementsRoutes = ({ db, now }: Services): Handlers<typeof statementsApi> => ({
  'GET /api/me/transactions': ({ caller, query }) => listTransactions(db, caller, query),
  'GET /api/organizations/:organizationId/balance': async ({ params }) => ({
    items: await balancesOf(db, params.organizationId),
  }),
  'GET /api/organizations/:organizationId/statement': ({ params, query }) =>
    listStatement(db, params.organizationId, query),
  'GET /api/organizations/:organizationId/statement.csv': async ({ params, request }) => ({
    type: csvType,
    bytes: await statementCsv(db, params.organizationId, catalogueOf(request.language).money),
    name: 'statement.csv',
  }),
  'GET /api/organizations/:organizationId/payouts': ({ params, query }) => listPayouts(db, { ...params, ...query }),
  'GET /api/admin/balances': ({ query }) => listOwed(db, query),
  'GET /api/admin/payouts': ({ query }) => listPayouts(db, query),
  'GET /api/admin/payouts.csv': async ({ query, request }) => ({
    type: csvType,
    bytes: await payoutsCsv(db, query, catalogueOf(request.language).money),
    name: 'payouts.csv',
  }),
  'POST /api/admin/organizations/:organizationId/payouts': ({ params, body, caller, request }) =>
    recordPayout(db, params.organizationId, body, {
      ...repeatOf(caller, request),
      by: caller.userId,
      at: now(),
    }),
  'POST /api/admin/payouts/:payoutId/payment': ({ params, body }) =>
    payPayout(db, params.payoutId, body.reference, now()),
  'DELETE /api/admin/payouts/:payoutId': ({ params }) => cancelPayout(db, params.payoutId, now()),
  'GET /api/admin/revenue/months': ({ query }) => listMonths(db, query),
  'GET /api/admin/revenue': ({ query }) => listRevenue(db, query),
  'GET /api/admin/revenue.csv': async ({ query, request }) => ({
    type: csvType,
    bytes: await revenueCsv(db, query, catalogueOf(request.language).money),
    name: 'revenue.csv',
  }),
})
