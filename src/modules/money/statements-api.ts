import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Cursor, Form, Id, Instant, Line, Nullable, OneOf, Page } from '../../http/shapes.ts'
import { csvType } from '../../lib/csv.ts'

/** Minor units; less than nothing where somebody owes. */
const Signed = T.Integer()
const Month = T.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$' })
const After = T.Optional(Id)
const Limit = T.Optional(T.Integer({ minimum: 1, maximum: 100 }))
const PayoutState = OneOf('recorded', 'paid', 'cancelled')

const Payout = T.Object({
  id: Id,
  organizationId: Id,
  organization: T.String(),
  state: PayoutState,
  amount: Amount,
  currency: Currency,
  reference: T.String(),
  recordedAt: Instant,
  settledAt: Nullable(Instant),
})

const readsFinance = { permission: 'finance.read', of: { organization: 'organizationId' } } as const
const months = { from: T.Optional(Month), to: T.Optional(Month) }
const revenue = { ...months, organizationId: T.Optional(Id) }
const sums = { captured: Signed, refunded: Signed, commission: Signed, providerFees: Signed }

/** What became of money: for buyers, for organizers, for administrators. */
export const statementsApi = {
  'GET /api/me/transactions': {
    summary: 'What I paid and what came back, newest first; also of orders under my confirmed email',
    access: 'signed-in',
    query: Form({ cursor: After, limit: Limit }),
    reply: Page(
      T.Object({
        id: Id,
        kind: OneOf('payment', 'refund'),
        at: Instant,
        amount: Amount,
        currency: Currency,
        orderId: Id,
        orderCode: T.String(),
        eventName: T.String(),
        invoice: Nullable(T.Object({ id: Id, number: T.String() })),
      }),
    ),
  },
  'GET /api/organizations/:organizationId/balance': {
    summary: 'What the platform owes an organization, by currency; below zero is what the organization owes',
    access: readsFinance,
    reply: T.Object({
      items: T.Array(
        T.Object({ currency: Currency, available: Signed, tax: Signed, pending: Signed, paidOut: Signed }),
      ),
    }),
  },
  'GET /api/organizations/:organizationId/statement': {
    summary: 'What changed the balances of an organization, newest first; `total + commission = net`',
    access: readsFinance,
    query: Form({ cursor: After, limit: Limit }),
    reply: Page(
      T.Object({
        id: Id,
        kind: OneOf('sale', 'refund', 'refund_sent', 'payout', 'payout_cancelled'),
        at: Instant,
        orderId: Nullable(Id),
        orderCode: Nullable(T.String()),
        eventName: Nullable(T.String()),
        currency: Currency,
        total: Signed,
        tax: Signed,
        commission: Signed,
        net: Signed,
      }),
    ),
  },
  'GET /api/organizations/:organizationId/statement.csv': {
    summary: 'The same as a CSV file (RFC 4180, UTF-8 with byte order mark), formulas made harmless',
    access: readsFinance,
    reply: { file: [csvType] },
  },
  'GET /api/organizations/:organizationId/payouts': {
    summary: 'Payouts to an organization, newest first',
    access: readsFinance,
    query: Form({ cursor: After, limit: Limit }),
    reply: Page(Payout),
  },
  'GET /api/admin/balances': {
    summary: 'Organizations whose balance is not zero: what is to be paid out',
    access: 'administrator',
    query: Form({ cursor: Cursor, limit: Limit }),
    reply: Page(
      T.Object({
        organizationId: Id,
        organization: T.String(),
        currency: Currency,
        available: Signed,
        pending: Signed,
      }),
    ),
  },
  'GET /api/admin/payouts': {
    summary: 'Payouts to all organizations, newest first',
    access: 'administrator',
    query: Form({ state: T.Optional(PayoutState), cursor: After, limit: Limit }),
    reply: Page(Payout),
  },
  'GET /api/admin/payouts.csv': {
    summary: 'The same payouts as a CSV file',
    access: 'administrator',
    query: Form({ state: T.Optional(PayoutState) }),
    reply: { file: [csvType] },
  },
  'POST /api/admin/organizations/:organizationId/payouts': {
    summary: 'Records a payout; it leaves the balance at once: refuses balance_too_small',
    access: 'administrator',
    stepUp: true,
    body: Form({ amount: T.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), currency: Currency }),
    reply: Payout,
    status: 201,
    idempotent: true,
  },
  'POST /api/admin/payouts/:payoutId/payment': {
    summary: 'Marks a payout as paid, with what the bank knows it by: refuses payout_settled',
    access: 'administrator',
    stepUp: true,
    body: Form({ reference: Line(140) }),
    reply: Payout,
  },
  'DELETE /api/admin/payouts/:payoutId': {
    summary: 'Takes back a payout that was not paid; its amount is on the balance again: refuses payout_settled',
    access: 'administrator',
    stepUp: true,
    reply: Payout,
  },
  'GET /api/admin/revenue/months': {
    summary:
      "The platform's revenue by month (UTC) and currency, and of how many organizations, the latest month first",
    access: 'administrator',
    query: Form({ ...months, cursor: Cursor, limit: Limit }),
    reply: Page(T.Object({ month: T.String(), currency: Currency, organizations: T.Integer(), ...sums })),
  },
  'GET /api/admin/revenue': {
    summary:
      "The platform's revenue by month (UTC), organization and currency, the latest month first; of all organizations, or of one",
    access: 'administrator',
    query: Form({ ...revenue, cursor: Cursor, limit: Limit }),
    reply: Page(
      T.Object({
        month: T.String(),
        organizationId: Id,
        organization: T.String(),
        currency: Currency,
        ...sums,
      }),
    ),
  },
  'GET /api/admin/revenue.csv': {
    summary: 'The same revenue as a CSV file',
    access: 'administrator',
    query: Form(revenue),
    reply: { file: [csvType] },
  },
} as const satisfies Record<string, Endpoint>
