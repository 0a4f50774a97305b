import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Refund } from '../../../db/schema.ts'
import type { PageOf } from '../../../http/shapes.ts'
import { before } from '../payments/rounds.ts'
import { type Part, pageById } from '../statements/statements.ts'

/** After so long a refund that is not sent is looked at; in seconds. */
const patience = 3600

/** A refund that does not get on; the amount in minor units. */
export interface StuckRefund {
  id: string
  state: Refund['state']
  amount: number
  currency: string
  failure: string | null
  provider: string
  requestedAt: Date
  orderCode: string
  eventName: string
  organization: string
}

/** A page of the platform's refunds that failed, or that their provider has not sent within an hour, newest first. */
export async function listStuckRefunds(db: Db, { cursor, limit = 50 }: Part, now: Date): Promise<PageOf<StuckRefund>> {
  const { rows } = await sql<StuckRefund>`
    select r.id, r.state, r.amount, r.currency, r.failure, p.provider, r.requested_at as "requestedAt", o.code as "orderCode",
      e.name as "eventName", g.name as organization
    from refund r join payment p on p.id = r.payment_id join "order" o on o.id = r.order_id
    join event e on e.id = r.event_id join organization g on g.id = r.organization_id
    where not o.test and (r.state = 'failed'
        or r.state in ('requested', 'pending') and r.requested_at < ${before(now, patience)})
      and ${cursor ? sql`r.id < ${cursor}::uuid` : sql`true`}
    order by r.id desc limit ${limit + 1}`.execute(db)
  return pageById(rows, limit)
}
