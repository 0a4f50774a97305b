import { sql } from 'kysely'
import type { Db } from '../src/db/connect.ts'
import { transact } from '../src/db/transact.ts'
import { sale } from '../src/modules/money/journals.ts'
import { post } from '../src/modules/money/ledger.ts'

/**
 * So many paid orders of two tickets each, to `buyer1@many.example` and on, as if they had been bought in the sandbox one by one: with their
 * stock, payments and journals. Price in minor units.
 */
export async function sellMany(
  db: Db,
  what: { eventId: string; typeId: string; organizationId: string },
  { count, price }: { count: number; price: number },
): Promise<void> {
  const { eventId, typeId, organizationId } = what
  await transact(db, async (tx) => {
    const { rows } = await sql<{ orderId: string; paymentId: string }>`
      with o as (
        insert into "order" (id, event_id, organization_id, code, state, secret_hash, name, email, currency, total, paid_at)
        select gen_random_uuid(), ${eventId}, ${organizationId}, upper(left(md5(n || ${eventId}), 8)), 'paid', md5(${eventId} || n),
          'Buyer ' || n, 'buyer' || n || '@many.example', 'EUR', ${2 * price}, now() from generate_series(1, ${count}::int) n
        returning id),
      l as (
        insert into order_line (id, order_id, ticket_type_id, quantity, unit_price, total)
        select gen_random_uuid(), id, ${typeId}, 2, ${price}, ${2 * price} from o returning id, order_id),
      t as (
        insert into ticket (id, order_id, order_line_id, event_id, ticket_type_id, code, short_code, position, attendee_name, attendee_email)
        select gen_random_uuid(), l.order_id, l.id, ${eventId}, ${typeId}, md5(l.id::text || p) || md5(p || l.id::text),
          md5(p || l.id::text), p, 'Guest', 'guest@many.example' from l cross join generate_series(1, 2) p),
      s as (
        insert into sandbox_payment (ref, amount, currency, label, return_url, cancel_url, state)
        select 'many-' || id, ${2 * price}, 'EUR', '', '', '', 'paid' from o)
      insert into payment (id, order_id, provider, ref, state, amount, currency, settled_at)
      select gen_random_uuid(), id, 'sandbox', 'many-' || id, 'succeeded', ${2 * price}, 'EUR', now() from o
      returning id as "paymentId", order_id as "orderId"`.execute(tx)
    await sql`
      update stock set sold = sold + ${2 * count}
      where id in (select stock_id from ticket_type_stock where ticket_type_id = ${typeId})`.execute(tx)
    const at = new Date()
    const of = { organizationId, currency: 'EUR', at, total: 2 * price, tax: 0, commission: 0 }
    await post(
      tx,
      rows.map((ids) => sale({ ...of, ...ids })),
    )
  })
}
