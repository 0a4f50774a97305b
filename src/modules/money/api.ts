import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Amount, Currency, Form, Id, Nullable, OneOf } from '../../http/shapes.ts'

const Payment = T.Object({
  id: Id,
  orderId: Id,
  provider: T.String(),
  state: OneOf('pending', 'succeeded', 'failed', 'cancelled', 'stranded', 'refunded'),
  amount: Amount,
  currency: Currency,
  failure: Nullable(T.String()),
})

const Sandbox = T.Object({
  ref: T.String(),
  /** Whether it pays a test order. */
  test: T.Boolean(),
  label: T.String(),
  amount: Amount,
  currency: Currency,
  state: OneOf('open', 'challenged', 'paid', 'late', 'declined', 'challenge_failed', 'cancelled', 'refunded'),
  returnUrl: T.String(),
  cancelUrl: T.String(),
  /** Whether the card it is paid with is remembered. */
  remembers: T.Boolean(),
})

const Redirect = T.Object({ kind: T.Literal('redirect'), url: T.String() })
/** `sdk` is the address of the provider's script, which is given `publicKey` and `data`. */
const Embed = T.Object({
  kind: T.Literal('embed'),
  sdk: T.String(),
  publicKey: T.String(),
  data: T.Record(T.String(), T.Union([T.String(), T.Number()])),
})
const NextStep = T.Union([Redirect, Embed, T.Object({ kind: T.Literal('done') })])

/** Paying. An order is opened by its account or its secret. */
export const moneyApi = {
  'GET /api/payment-providers': {
    summary: 'The ways to pay that are offered here',
    access: 'public',
    reply: T.Object({ items: T.Array(T.String()) }),
  },
  'GET /api/orders/:orderId/payment-providers': {
    summary: 'The ways to pay an order: those that take its currency, and those by hand that its event offers',
    access: { order: 'orderId' },
    /** `keeps` are those that can remember how the caller pays. */
    reply: T.Object({ items: T.Array(T.String()), keeps: T.Array(T.String()) }),
  },
  'POST /api/orders/:orderId/payments': {
    summary:
      'Starts paying an order; `next` says where to send the buyer. An order of total 0 is done at once, without a provider',
    access: { order: 'orderId' },
    body: Form({
      provider: T.Optional(T.String({ minLength: 1, maxLength: 40 })),
      /** Has the provider remember what I pay with. */
      remember: T.Optional(T.Boolean()),
      /** Pays with what it remembers: `ref` of `GET /api/me/payment-methods`. */
      method: T.Optional(T.String({ minLength: 1, maxLength: 100, pattern: '^[\\w-]+$' })),
    }),
    reply: T.Object({ payment: Nullable(Payment), next: NextStep }),
    status: 201,
    idempotent: true,
  },
  'GET /api/orders/:orderId/payments/:paymentId/step': {
    summary: 'What finishes a begun payment, where the page that shows it is not the provider’s',
    access: { order: 'orderId' },
    reply: T.Object({ paymentId: Id, orderId: Id, amount: Amount, currency: Currency, next: NextStep }),
  },
  'POST /api/orders/:orderId/payments/:paymentId/confirmation': {
    summary:
      'Asks the provider what became of a payment, when the buyer comes back; `params` are those of the return address',
    access: { order: 'orderId' },
    body: Form({
      params: T.Optional(T.Record(T.String({ maxLength: 60 }), T.String({ maxLength: 500 }), { maxProperties: 20 })),
    }),
    reply: Payment,
  },
  'DELETE /api/events/:eventId/test-orders': {
    summary: 'Deletes the test orders of an event with their tickets and payments, and says how many there were',
    access: { permission: 'event.edit', of: { event: 'eventId' } },
    reply: T.Object({ deleted: T.Integer() }),
  },
  'POST /api/webhooks/:provider': {
    summary: 'What payment providers tell: signed, each event once, in any order',
    access: 'public',
    body: { file: ['application/json'], maximumBytes: 256 * 1024 },
    limit: 'none',
  },
  'GET /api/organizations/:organizationId/payees': {
    summary: 'Our own accounts that providers pay our sales to; without one the platform collects and pays out',
    access: { permission: 'finance.read', of: { organization: 'organizationId' } },
    reply: T.Object({ items: T.Array(T.Object({ provider: T.String(), account: T.String() })) }),
  },
  'PUT /api/organizations/:organizationId/payees/stripe': {
    summary:
      'Notes the connected account that Stripe pays an organization’s sales to, less the commission; null forgets it',
    access: 'administrator',
    stepUp: true,
    body: Form({ account: Nullable(T.String({ pattern: '^acct_[A-Za-z0-9]+$', maxLength: 60 })) }),
  },
  'GET /api/sandbox/payments/:ref': {
    summary: 'A payment in the books of the sandbox provider; in production of a test order alone',
    access: 'public',
    reply: Sandbox,
  },
  'POST /api/sandbox/payments/:ref/payment': {
    summary: 'Pays in the sandbox. One that was decided before stays as it is',
    access: 'public',
    reply: Sandbox,
  },
  'POST /api/sandbox/payments/:ref/decline': {
    summary: 'Declines in the sandbox, as a bank would',
    access: 'public',
    reply: Sandbox,
  },
  'POST /api/sandbox/payments/:ref/cancel': {
    summary: 'Goes back from the sandbox without paying',
    access: 'public',
    reply: Sandbox,
  },
  'POST /api/sandbox/payments/:ref/trouble': {
    summary:
      'Lets happen in the sandbox what goes differently at times: 3-D Secure passed or failed, money that comes when the order has lapsed, a webhook that comes twice, first or never',
    access: 'public',
    body: Form({ act: OneOf('challenge', 'pass', 'fail', 'late', 'twice', 'webhook_first', 'webhook_never') }),
    reply: Sandbox,
  },
} as const satisfies Record<string, Endpoint>
