import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Finding } from '../../lib/finding.ts'
import { waysByHand } from '../events/by-hand.ts'
import { checkRefunds } from './refunds/check.ts'

/** What is off in the ledger, and between it, the payments and the orders they paid (I3). */
export async function checkMoney(db: Db): Promise<Finding[]> {
  return [
    ...(await checkJournals(db)),
    ...(await checkPayments(db)),
    ...(await checkByHand(db)),
    ...(await checkStranded(db)),
    ...(await checkPaidOrders(db)),
    ...(await checkRefunds(db)),
  ]
}

async function checkJournals(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; kind: string; currency: string; sum: number }>`
    select j.id, j.kind, e.currency, sum(e.amount)::bigint as sum from journal j join entry e on e.journal_id = j.id
    group by j.id, j.kind, e.currency having sum(e.amount) <> 0 order by j.id`.execute(db)
  return rows.map(({ id, kind, currency, sum }) => ({
    invariant: 'I3',
    what: `the entries of journal ${id} (${kind}) sum to ${sum} ${currency} minor units`,
  }))
}

/** Money that came is in the ledger under what became of it, and under nothing else; that of test orders is no money. */
async function checkPayments(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; state: string; expected: string[]; posted: string[] }>`
    select * from (
      select p.id, p.state,
        case when o.test then array[]::text[] when p.state = 'succeeded' then array['sale'] when p.state = 'stranded' then array['stranded']
          when p.state = 'refunded' then array['stranded', 'stranded_returned'] else array[]::text[] end as expected,
        array(select j.kind from journal j where j.payment_id = p.id
          -- What its provider kept may be known later, or be nothing, but is of money that came.
          and (j.kind <> 'provider_fee' or o.test or p.state not in ('succeeded', 'stranded', 'refunded'))
          -- What was returned and came back is in it both ways.
          and (j.kind not in ('stranded_returned', 'stranded_bounced') or j.round >= p.bounces) order by j.kind) as posted
      from payment p join "order" o on o.id = p.order_id) as payments
    where expected <> posted order by id`.execute(db)
  return rows.map(({ id, state, expected, posted }) => ({
    invariant: 'I3',
    what: `payment ${id} is ${state} and should be in the ledger as ${listed(expected)}, but is there as ${listed(posted)}`,
  }))
}

const listed = (kinds: readonly string[]) => kinds.join(' and ') || 'nothing'

/** What the organizer took the platform has nothing of, and nobody but the organizer is waited for without end, nor after the event. */
async function checkByHand(db: Db): Promise<Finding[]> {
  const { rows: held } = await sql<{ id: string; amount: number }>`
    select p.id, e.amount from payment p join journal j on j.payment_id = p.id and j.kind = 'sale'
    join entry e on e.journal_id = j.id and e.account = 'provider_clearing'
    where p.provider = any(${[...waysByHand]}::text[]) order by p.id`.execute(db)
  const { rows: endless } = await sql<{ code: string }>`
    select o.code from "order" o where o.state = 'awaiting_payment' and o.expires_at is null and not exists (
      select from payment p where p.order_id = o.id and p.provider = any(${[...waysByHand]}::text[])) order by o.code`.execute(
    db,
  )
  const { rows: over } = await sql<{ code: string; since: Date }>`
    select o.code, e.ends_at as since from "order" o join event e on e.id = o.event_id
    where o.state = 'awaiting_payment' and o.expires_at is null and e.ends_at < now() - interval '1 day' order by o.code`.execute(
    db,
  )
  return [
    ...over.map(({ code, since }) => ({
      invariant: 'I3',
      what: `order ${code} still waits for its payment, but its event was over ${since.toISOString()}`,
    })),
    ...held.map(({ id, amount }) => ({
      invariant: 'I3',
      what: `payment ${id} is with its organizer, but ${amount} minor units of it are said to be with the platform`,
    })),
    ...endless.map(({ code }) => ({
      invariant: 'I3',
      what: `order ${code} waits for its payment without end, but was not promised by hand`,
    })),
  ]
}

/** Money that could not pay its order is given back by itself, and soon. */
async function checkStranded(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; since: Date }>`
    select id, settled_at as since from payment
    where state = 'stranded' and settled_at < now() - interval '1 day' order by id`.execute(db)
  return rows.map(({ id, since }) => ({
    invariant: 'I3',
    what: `payment ${id} could not pay its order and was not given back since ${since.toISOString()}`,
  }))
}

/** Whoever has tickets that cost something has paid what they cost. */
async function checkPaidOrders(db: Db): Promise<Finding[]> {
  const { rows } = await sql<{ code: string; total: number; currency: string; paid: number }>`
    select o.code, o.total, o.currency, coalesce(sum(p.amount), 0)::bigint as paid
    from "order" o left join payment p on p.order_id = o.id and p.state = 'succeeded' and p.currency = o.currency
    where o.paid_at is not null group by o.id having o.total <> coalesce(sum(p.amount), 0) order by o.code`.execute(db)
  return rows.map(({ code, total, currency, paid }) => ({
    invariant: 'I3',
    what: `order ${code} has its tickets for ${total} ${currency} minor units, but ${paid} were paid`,
  }))
}
