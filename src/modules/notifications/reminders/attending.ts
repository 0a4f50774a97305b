import { sql } from 'kysely'
import type { Services } from '../../../services.ts'
import { orderSecret } from '../../orders/codes.ts'
import { openAddress } from '../../orders/links.ts'
import { type Attending, type EventFrame, ticketsInWords } from '../event-frame.ts'
import { languageOf } from '../letters/order-mail.ts'

interface TicketRow {
  email: string
  name: string
  orderId: string
  order: string
  isBuyer: boolean
  ticketType: string
}

/**
 * What people hold of an event just now, as letters name it, by their address; who holds no valid ticket any more is not in it. Just buyers get the link that
 * opens their order; others are led to the event.
 */
export async function attendingOf(
  { db, publicUrl, secret }: Pick<Services, 'db' | 'publicUrl' | 'secret'>,
  event: EventFrame['event'],
  people: readonly { email: string; language: string }[],
): Promise<Map<string, Attending>> {
  const { rows } = await sql<TicketRow>`
    select t.attendee_email as email, t.attendee_name as name, o.id as "orderId", o.code as order,
      o.email = t.attendee_email as "isBuyer", y.name as "ticketType"
    from ticket t join "order" o on o.id = t.order_id join ticket_type y on y.id = t.ticket_type_id
    where t.attendee_email = any(${people.map(({ email }) => email)}::text[])
      and t.event_id = ${event.id} and t.state = 'valid' and not o.test
    order by "isBuyer" desc, o.id desc, y.position, t.id`.execute(db)
  const held = Map.groupBy(rows, ({ email }) => email)
  return new Map(
    people.flatMap(({ email, language }): [string, Attending][] => {
      const tickets = held.get(email) ?? []
      const [first] = tickets
      if (!first) return []
      const { name, order, orderId, isBuyer } = first
      const url = isBuyer ? openAddress(publicUrl(), orderSecret(secret, orderId)) : `${publicUrl()}/e/${event.slug}`
      return [[email, { language: languageOf(language), name, order, tickets: inWords(tickets), url }]]
    }),
  )
}

function inWords(tickets: readonly TicketRow[]): string {
  const types = Map.groupBy(tickets, ({ ticketType }) => ticketType)
  return ticketsInWords([...types].map(([name, { length }]) => ({ name, quantity: length })))
}
