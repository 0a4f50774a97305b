import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'

/** Who has a ticket: the buyer of its order, or whoever accepted it from somebody. */
export interface TicketHolder {
  name: string
  /** Lower case. */
  email: string
  language: string
  /** The transfer it came by; null for the buyer. */
  transferId: string | null
}

/** Who has a ticket, whether or not it is valid. Refuses `not_found`. */
export async function holderOf(db: Db, ticketId: string): Promise<TicketHolder> {
  const { rows } = await sql<TicketHolder>`
    select coalesce(x.to_name, o.name, '') as name, coalesce(x.to_email, o.email, '') as email,
      coalesce(x.language, o.language) as language, x.id as "transferId"
    from ticket t join "order" o on o.id = t.order_id left join ticket_transfer x on x.new_ticket_id = t.id
    where t.id = ${ticketId}`.execute(db)
  return rows[0] ?? refuse('not_found')
}
