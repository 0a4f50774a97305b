import { sql } from 'kysely'
import type { App } from '../../src/app.ts'
import type { Database, Db } from '../../src/db/connect.ts'
import { unlock } from '../../src/jobs/runner.ts'
import { checkMoney } from '../../src/modules/money/check.ts'
import { providersOf } from '../../src/modules/money/providers.ts'
import { reconcilePayments } from '../../src/modules/money/reconcile.ts'
import { checkOrders } from '../../src/modules/orders/check.ts'
import { sweepLapsed } from '../../src/modules/orders/release.ts'
import type { Purchase } from './buyers.ts'
import type { AcceptedMail } from './mails.ts'

/**
 * Lets time pass after everybody who worked on the database was killed: jobs of the dead are taken over, what was to be tried later
 * is tried, providers are asked, holds lapse and are swept. `app` is alone on the database; `setNow` moves its clock.
 */
export async function letTimePass(app: App, database: Database, setNow: (at: Date) => void): Promise<void> {
  const { services } = app
  const { db } = database
  const started = Date.now()
  const cashier = { ...services, providers: providersOf(services) }
  const after = (seconds: number) => setNow(new Date(started + seconds * 1000))
  await takeOver(database)
  await app.settle()
  after(90)
  await reconcileAll(
    db,
    () => reconcilePayments(cashier),
    sql`exists (select from sandbox_payment s where s.ref = payment.ref and s.state = 'paid')`,
  )
  await app.settle()
  after(4 * 24 * 3600)
  await sweepLapsed(db, services.desk, services.now())
  await reconcileAll(db, () => reconcilePayments(cashier), sql`true`)
  await app.settle()
  await makeDue(db)
  await app.settle()
}

/** What killed processes left running on the server is ended, their jobs are freed, and those that failed are due. */
export async function takeOver({ db, patient }: Database): Promise<void> {
  await sql`select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
  const { rows } = await sql<{ id: string }>`
    select distinct locked_by as id from graphile_worker._private_jobs where locked_by is not null`.execute(db)
  await unlock(
    patient,
    rows.map(({ id }) => id),
  )
  await makeDue(db)
}

/** What was to be done later is to be done now: the queue goes by the database's clock, which nobody moves. */
const makeDue = (db: Db) => sql`update graphile_worker._private_jobs set run_at = least(run_at, now())`.execute(db)

/** Reconciles as often as it takes, for it asks about a limited number at a time. */
async function reconcileAll(db: Db, reconcile: () => Promise<void>, which: ReturnType<typeof sql>): Promise<void> {
  const pending = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from payment where state = 'pending' and ${which}`.execute(db)
    return rows[0]?.n ?? 0
  }
  for (let [before, left] = [Number.POSITIVE_INFINITY, await pending()]; left > 0 && left < before; ) {
    await reconcile()
    ;[before, left] = [left, await pending()]
  }
}

interface OrderRow {
  id: string
  code: string
  state: string
  email: string
  isPaid: boolean
  places: number
  tickets: number
  payments: { id: string; state: string }[]
  invoices: number
  mail: string | null
  messageId: string | null
}

/** Everything that is not as it was acknowledged or as it always has to be, in sentences. */
export async function whatIsOff(
  db: Db,
  purchases: readonly Purchase[],
  mails: readonly AcceptedMail[],
): Promise<string[]> {
  const { rows: orders } = await sql<OrderRow>`
    select o.id, o.code, o.state, o.email, o.paid_at is not null as "isPaid",
      (select sum(quantity)::int from order_line l where l.order_id = o.id) as places,
      (select count(*)::int from ticket t where t.order_id = o.id and t.state = 'valid') as tickets,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state)), '[]') from payment p where p.order_id = o.id) as payments,
      (select count(*)::int from invoice i where i.order_id = o.id) as invoices,
      d.state as mail, d.provider_id as "messageId"
    from "order" o left join notification n on n.once = 'tickets:' || o.id left join delivery d on d.notification_id = n.id and d.channel = 'email'`.execute(
    db,
  )
  const byEmail = Map.groupBy(orders, ({ email }) => email)
  const mailsTo = Map.groupBy(mails, ({ to }) => to)
  return [
    ...[...(await checkOrders(db)), ...(await checkMoney(db))].map(({ invariant, what }) => `${invariant}: ${what}`),
    ...purchases.flatMap((purchase) => offWith(purchase, byEmail.get(purchase.email) ?? [])),
    ...orders.flatMap((order) => unfinished(order, mailsTo.get(order.email) ?? [])),
    ...(await leftUndone(db)),
  ]
}

/** I5: what a buyer was told is so. */
function offWith({ email, plan, ...told }: Purchase, orders: readonly OrderRow[]): string[] {
  const [order] = orders
  const off: string[] = []
  const say = (is: boolean, what: string) => void (is || off.push(`${email} (${plan.way}): ${what}`))
  say(told.fault === undefined, `was answered with ${told.fault}`)
  say(orders.length <= 1, `asked for one order and has ${orders.length}`)
  if (told.isSoldOut) say(orders.length === 0, 'was told that nothing is held, but has an order')
  if (told.order) {
    say(order?.id === told.order.id && order.code === told.order.code, `order ${told.order.code} is not there`)
    say(
      order?.places === plan.quantity,
      `order ${told.order.code} is for ${order?.places} places, not ${plan.quantity}`,
    )
  }
  const payment = order?.payments.find(({ id }) => id === told.paymentId)
  if (order) say(order.payments.length <= 1, `began one payment and has ${order.payments.length}`)
  if (told.paymentId) say(payment !== undefined, `payment ${told.paymentId} is not there`)
  if (told.isCharged && plan.way === 'late')
    say(
      payment?.state === (order?.isPaid ? 'succeeded' : 'refunded'),
      `paid late, and the payment is ${payment?.state}`,
    )
  else if (told.isCharged)
    say(
      order?.state === 'paid' && payment?.state === 'succeeded',
      `has paid, but the order is ${order?.state} and the payment ${payment?.state}`,
    )
  if (told.isPaid) say(order?.tickets === plan.quantity, `was told it is paid, and has ${order?.tickets} tickets`)
  return off
}

/** An order is released or paid; one that is paid has its invoice, and its mail was sent, under one Message-ID. */
function unfinished(order: OrderRow, mails: readonly AcceptedMail[]): string[] {
  const { code, state, isPaid, mail, messageId, invoices } = order
  const ended = ['paid', 'cancelled', 'expired'].includes(state) ? [] : [`order ${code} is still ${state}`]
  if (!isPaid) return mail === null ? ended : [...ended, `order ${code} is ${state}, but has a mail with tickets`]
  const ofTickets = mails.filter((one) => one.messageId === messageId)
  return [
    ...ended,
    ...(mail === 'sent' && ofTickets.length > 0
      ? []
      : [`the mail of order ${code} is lost: ${mail}, ${ofTickets.length} accepted`]),
    ...(ofTickets.length === mails.length ? [] : [`the mail of order ${code} went out under several Message-IDs`]),
    ...(invoices === 1 ? [] : [`order ${code} has ${invoices} invoices`]),
  ]
}

/** Facts, jobs, payments and webhooks that nobody will ever come back to, and gaps between invoices. */
async function leftUndone(db: Db): Promise<string[]> {
  const { rows } = await sql<{ what: string; n: number }>`
    select 'facts are not relayed' as what, count(*)::int as n from outbox
    union all select 'jobs are not done: ' || coalesce(string_agg(distinct task_identifier || ' ' || coalesce(last_error, ''), ', '), ''), count(*)::int from graphile_worker.jobs
    union all select 'payments are neither here nor there', count(*)::int from payment where state in ('pending', 'stranded')
    union all select 'webhooks are not carried out', count(*)::int from provider_event where processed_at is null
    union all select 'numbers of invoices are left out', (coalesce(max(sequence), 0) - count(*))::int from invoice`.execute(
    db,
  )
  return rows.filter(({ n }) => n !== 0).map(({ what, n }) => `${n} ${what}`)
}
