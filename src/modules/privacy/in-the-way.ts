import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** An organization that cannot do without somebody: nobody else owns it, and it has events ahead or money. */
export interface NeededBy {
  id: string
  slug: string
  name: string
  /** Live or waiting for approval, and not over. */
  eventsAhead: number
  /** Minor units: what it is owed or owes, and payouts on their way. Currencies in which there is nothing are not here. */
  balances: { currency: string; amount: number }[]
}

/** The organizations that stand in the way of erasing somebody. An owner who is banned cannot run one, so another must be there who is not. */
export async function neededBy(db: Db, userId: string, now: Date): Promise<NeededBy[]> {
  const { rows } = await sql<NeededBy>`
    select * from (
      select g.id, g.slug, g.name,
        (select count(*)::int from event e where e.organization_id = g.id and e.state in ('waiting', 'published') and e.ends_at > ${now})
          as "eventsAhead",
        (select coalesce(json_agg(json_build_object('currency', b.currency, 'amount', b.amount) order by b.currency), '[]') from (
          select e.currency, (-sum(e.amount))::bigint as amount from entry e
          where e.organization_id = g.id and e.account in ('organizer_payable', 'tax_payable', 'discount', 'payout_pending')
          group by e.currency having sum(e.amount) <> 0) b) as balances
      from membership m join organization g on g.id = m.organization_id
      where m.user_id = ${userId} and m.role = 'owner' and not exists (
        select from membership o join users u on u.id = o.user_id
        where o.organization_id = g.id and o.role = 'owner' and o.user_id <> m.user_id and u.banned_at is null)) one
    where "eventsAhead" > 0 or balances::text <> '[]' order by name, id`.execute(db)
  return rows
}

/** How many valid tickets of events that are not over somebody bought or received. Test tickets do not count. */
export async function ticketsAhead(
  db: Db,
  { userId, email }: { userId: string; email: string | null },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ tickets: number }>`
    select count(*)::int as tickets from ticket t join "order" o on o.id = t.order_id join event e on e.id = t.event_id
    left join ticket_transfer x on x.new_ticket_id = t.id
    where t.state = 'valid' and not o.test and e.ends_at > ${now} and e.state = 'published'
      and case when x.id is null then o.user_id = ${userId} or o.user_id is null and o.email = ${email}
        else x.accepted_by = ${userId} or x.to_email = ${email} end`.execute(db)
  return rows[0]?.tickets ?? 0
}
