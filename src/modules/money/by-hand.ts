import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { once, type Repeat, unrepeated } from '../../db/idempotency.ts'
import { Refusal, refuse } from '../../errors.ts'
import { type ByHand, deadlineOf, isByHand, type WayByHand, waysByHand } from '../events/by-hand.ts'
import { awaitByHand } from '../orders/pay.ts'
import type { BankAccount } from './bank-account.ts'
import { newAttempt } from './payments/attempts.ts'
import { type PaymentRow, receiveByHand, type Settling } from './payments/settle.ts'

/** A payment that a buyer has promised to hand over or to transfer. Amount in minor units; `reference` is what the transfer names. */
export interface Promised {
  paymentId: string
  way: WayByHand
  amount: number
  currency: string
  reference: string
  /** When the order lapses: where no end is set for it, with the event, so that one that is put off keeps its orders. Null while that has no dates. */
  until: Date | null
  /** Where to transfer it to. */
  account: BankAccount | null
}

/**
 * The ways by hand that an order may be paid in now, as its event has them, each with the end that is set for it, if there is one; a transfer needs an
 * account. None once the event is over.
 */
export async function waysByHandFor(db: Db, orderId: string, now: Date): Promise<Map<WayByHand, Date | null>> {
  const { rows } = await sql<{ byHand: ByHand; orderedAt: Date; startsAt: Date | null; hasAccount: boolean }>`
    select e.by_hand as "byHand", o.created_at as "orderedAt", e.starts_at as "startsAt",
      exists (select from bank_account b where b.organization_id = e.organization_id) as "hasAccount"
    from "order" o join event e on e.id = o.event_id where o.id = ${orderId} and not o.test and (e.ends_at is null or e.ends_at > ${now})`.execute(
    db,
  )
  const [order] = rows
  if (!order) return new Map()
  const { byHand, orderedAt, startsAt, hasAccount } = order
  const open = waysByHand.flatMap((way): [WayByHand, Date | null][] => {
    const terms = byHand[way]
    if (!terms || (way === 'transfer' && !hasAccount)) return []
    const until = deadlineOf(terms, orderedAt, startsAt)
    return until !== null && until <= now ? [] : [[way, until]]
  })
  return new Map(open)
}

/**
 * Notes that the buyer will pay by hand, and returns the payment's id: the order keeps its places for as long as the event says. Promising
 * the same again changes nothing. Refuses `provider_unknown` for a way that is not offered, and what `awaitByHand` refuses.
 */
export async function promisePayment(
  { db, desk, now }: Settling,
  orderId: string,
  way: WayByHand,
  repeat: Repeat,
): Promise<string> {
  const until = (await waysByHandFor(db, orderId, now())).get(way)
  if (until === undefined) refuse('provider_unknown', undefined, 'provider')
  const before = await promisedPayment(db, orderId, now())
  if (before?.way === way) return before.paymentId
  const mark = (...companions: Parameters<typeof awaitByHand>[4][]) =>
    awaitByHand(db, desk, orderId, until, ...companions)
  return (await newAttempt({ db, now }, orderId, way, repeat, mark)).attemptId
}

/** What is promised of an order and waited for now, if the newest of its payments that are pending is one by hand. */
export const promisedPayment = (db: Db, orderId: string, now: Date): Promise<Promised | null> =>
  readPromised(db, orderId, now, sql`true`)

/** The newest promise that is waited for now, even while the buyer looks at another way to pay, which may come to nothing. */
export const newestPromise = (db: Db, orderId: string, now: Date): Promise<Promised | null> =>
  readPromised(db, orderId, now, sql`provider = any(${[...waysByHand]}::text[])`)

async function readPromised(
  db: Db,
  orderId: string,
  now: Date,
  isCounted: RawBuilder<unknown>,
): Promise<Promised | null> {
  const { rows } = await sql<Omit<Promised, 'way'> & { provider: string }>`
    select p.id as "paymentId", p.provider, p.amount, p.currency, o.code as reference, coalesce(o.expires_at, e.ends_at) as until,
      case when p.provider = 'transfer' then (
        select json_build_object('holder', b.holder, 'number', b.number, 'bank', b.bank) from bank_account b
        where b.organization_id = o.organization_id) end as account
    from "order" o join event e on e.id = o.event_id
    cross join lateral (
      select * from payment where order_id = o.id and state = 'pending' and ${isCounted}
      order by created_at desc, id desc limit 1) p
    where o.id = ${orderId} and o.state = 'awaiting_payment' and (coalesce(o.expires_at, e.ends_at) is null or coalesce(o.expires_at, e.ends_at) > ${now})`.execute(
    db,
  )
  return rows.flatMap(({ provider: way, ...payment }) => (isByHand(way) ? [{ ...payment, way }] : []))[0] ?? null
}

/**
 * Says that the organizer has the money of a promised payment: its order is paid as a provider's money would have paid it, lapsed or not.
 * Again it changes nothing, with or without a key. Refuses `not_found` for a payment that is none by hand, and what `payByHand` refuses.
 */
export async function receivePayment(
  settling: Settling,
  { orderId, paymentId }: { orderId: string; paymentId: string },
  userId: string,
  repeat: Repeat = unrepeated,
): Promise<void> {
  const payment = await settling.db
    .selectFrom('payment')
    .select(['id', 'order_id as orderId', 'amount', 'currency', 'state'])
    .where('id', '=', paymentId)
    .where('order_id', '=', orderId)
    .where('provider', 'in', waysByHand)
    .executeTakeFirst()
  if (!payment) refuse('not_found')
  if (payment.state !== 'succeeded') await receiveByHand(settling, payment, userId, repeat)
}

/** The same for several payments of an event, each by itself; says for each what it was refused with, or null. */
export async function receivePayments(
  settling: Settling,
  eventId: string,
  paymentIds: readonly string[],
  userId: string,
  repeat: Repeat,
): Promise<{ paymentId: string; refusal: string | null }[]> {
  // Each can be received again without anything happening: the key has just to be kept from other payments.
  await once(settling.db, { ...repeat, content: ['receipts', eventId, paymentIds] }, async () => null)
  const known = await settling.db
    .selectFrom('payment')
    .innerJoin('order', 'order.id', 'payment.order_id')
    .select(['payment.id', 'order.id as orderId'])
    .where('payment.id', 'in', [...paymentIds])
    .where('order.event_id', '=', eventId)
    .execute()
  const orderOf = new Map(known.map(({ id, orderId }) => [id, orderId]))
  const receive = async (paymentId: string) => {
    try {
      const orderId = orderOf.get(paymentId) ?? refuse('not_found')
      await receivePayment(settling, { orderId, paymentId }, userId, unrepeated)
      return { paymentId, refusal: null }
    } catch (error) {
      if (error instanceof Refusal) return { paymentId, refusal: error.code }
      throw error
    }
  }
  return Promise.all(paymentIds.map(receive))
}

/** The door payment of an order of this event, newest first: what `receivePayment` takes. Refuses `not_found`. */
export async function doorPaymentOf(db: Db, eventId: string, orderId: string): Promise<Pick<PaymentRow, 'id'>> {
  const payment = await db
    .selectFrom('payment')
    .innerJoin('order', 'order.id', 'payment.order_id')
    .select('payment.id')
    .where('order.id', '=', orderId)
    .where('order.event_id', '=', eventId)
    .where('payment.provider', '=', 'door')
    .orderBy('payment.created_at', 'desc')
    .orderBy('payment.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return payment ?? refuse('not_found')
}
