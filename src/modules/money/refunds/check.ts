import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Finding } from '../../../lib/finding.ts'

/** What is off between refunds, the payments they come out of, the tickets they are for, and the ledger (I3). */
export async function checkRefunds(db: Db): Promise<Finding[]> {
  const findings = await Promise.all([checkSums(db), checkPlaces(db), checkLedger(db), checkUnsent(db)])
  return findings.flat().map((what) => ({ invariant: 'I3', what }))
}

/** A refund is the sum of its tickets, and what a payment gave back the sum of its refunds. */
async function checkSums(db: Db): Promise<string[]> {
  const { rows: refunds } = await sql<{ id: string; amount: number; lines: number }>`
    select r.id, r.amount, coalesce(sum(l.amount + l.fee), 0)::bigint as lines
    from refund r left join refund_line l on l.refund_id = r.id
    group by r.id having r.amount <> coalesce(sum(l.amount + l.fee), 0) order by r.id`.execute(db)
  const { rows: payments } = await sql<{ id: string; refunded: number; refunds: number }>`
    select p.id, p.refunded, coalesce(sum(r.amount), 0)::bigint as refunds
    from payment p left join refund r on r.payment_id = p.id
    group by p.id having p.refunded <> coalesce(sum(r.amount), 0) order by p.id`.execute(db)
  return [
    ...refunds.map(({ id, amount, lines }) => `refund ${id} is ${amount} minor units, but its tickets ${lines}`),
    ...payments.map(
      ({ id, refunded, refunds: sum }) => `payment ${id} gave ${refunded} minor units back, but its refunds are ${sum}`,
    ),
  ]
}

/** No place of an order goes back for more than it cost. */
async function checkPlaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ code: string; position: number; price: number; back: number }>`
    select o.code, t.position, l.total / l.quantity as price, sum(r.amount)::bigint as back
    from refund_line r join ticket t on t.id = r.ticket_id join order_line l on l.id = t.order_line_id join "order" o on o.id = t.order_id
    group by o.code, t.position, l.id having sum(r.amount) > l.total / l.quantity order by o.code, t.position`.execute(
    db,
  )
  return rows.map(
    ({ code, position, price, back }) =>
      `ticket ${position} of order ${code} cost ${price} minor units, but ${back} went back`,
  )
}

/** What goes back is in the ledger, and what was sent once more unless it came back; nothing of test orders is. */
async function checkLedger(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string; amount: number; owed: number; sent: number }>`
    select * from (
      select r.id, r.state, case when o.test then 0 else r.amount end as amount,
        case when o.test or r.state <> 'sent' then 0 else r.amount end as done,
        coalesce(-sum(e.amount) filter (where j.kind = 'refund'), 0)::bigint as owed,
        coalesce(sum(e.amount) filter (where j.kind in ('refund_sent', 'refund_bounced')), 0)::bigint as sent
      from refund r join "order" o on o.id = r.order_id
      left join journal j on j.refund_id = r.id left join entry e on e.journal_id = j.id and e.account = 'buyer'
      group by r.id, o.test) as refunds
    where amount <> owed or done <> sent order by id`.execute(db)
  return rows.map(
    ({ id, state, amount, owed, sent }) =>
      `refund ${id} of ${amount} minor units is ${state}, but by the ledger ${owed} went back and ${sent} were sent`,
  )
}

/** What goes back is on its way within a day, and what its provider is not done with within ten. */
async function checkUnsent(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string; since: Date }>`
    select id, state, requested_at as since from refund
    where state in ('requested', 'failed') and requested_at < now() - interval '1 day'
      or state = 'pending' and requested_at < now() - interval '10 days' order by id`.execute(db)
  return rows.map(({ id, state, since }) => `refund ${id} of ${since.toISOString()} is still ${state}`)
}
