import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { EventGuest } from '../../db/schema.ts'
import { refuse } from '../../errors.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { hashSecret } from '../../lib/secrets.ts'

export type GuestState = Selectable<EventGuest>['state']

/** Whoever looks at an event or wants places at it, by all they have shown: their account, its email once it is confirmed, and the secrets of their browser. */
export interface Visitor {
  userId: string | null
  /** Lower case. */
  email: string | null
  administrator: boolean
  secrets: readonly string[]
}

/** An API key is not the person who made it. */
export function visitorOf(caller: Caller | null, { secrets }: Pick<CallRequest, 'secrets'>): Visitor {
  const person = caller?.key ? null : caller
  return {
    userId: person?.userId ?? null,
    email: person?.emailVerified ? person.email : null,
    administrator: person?.administrator ?? false,
    secrets,
  }
}

/** SQL: whether the invitation `i` is a visitor's: of their account, to their email, or of their browser. */
export const isInvited = ({ userId, email, secrets }: Visitor): RawBuilder<boolean> =>
  sql`(i.user_id = ${userId} or i.email = ${email} or i.secret_hash = any(${secrets.map(hashSecret)}))`

/**
 * Whether an event for invited people opens to a visitor: to guests, those who work on it, administrators, and whoever has or had a ticket of it, or
 * is about to pay for one, as they may have bought it when the event was open to all.
 */
export async function opensTo(db: Db, eventId: string, visitor: Visitor): Promise<boolean> {
  const { userId, email, secrets, administrator } = visitor
  if (administrator) return true
  if (userId === null && secrets.length === 0) return false
  const hashes = secrets.map(hashSecret)
  const { rows } = await sql`
    select from event_guest i where i.event_id = ${eventId} and i.state <> 'revoked' and ${isInvited(visitor)}
    union all
    select from event e join membership m on m.organization_id = e.organization_id where e.id = ${eventId} and m.user_id = ${userId}
    union all
    select from event_cohost c join membership m on m.organization_id = c.organization_id
      where c.event_id = ${eventId} and c.state = 'accepted' and m.user_id = ${userId}
    union all
    select from "order" o where o.event_id = ${eventId} and (o.state in ('held', 'awaiting_payment') or o.paid_at is not null)
      and (o.user_id = ${userId} or o.email = ${email} or o.secret_hash = any(${hashes}))
    union all
    select from ticket_transfer x join ticket t on t.id = x.new_ticket_id where t.event_id = ${eventId}
      and (x.accepted_by = ${userId} or x.to_email = ${email} or x.secret_hash = any(${hashes}))
    limit 1`.execute(db)
  return rows.length > 0
}

/** Refuses `guests_only` where an event is for invited people alone and the visitor is none of those it opens to. */
export async function refuseUninvited(
  db: Db,
  event: { id: string; visibility: string },
  visitor: Visitor,
): Promise<void> {
  if (event.visibility === 'invite-only' && !(await opensTo(db, event.id, visitor))) refuse('guests_only')
}

/** A visitor's own invitation to an event: of several one they have not declined. */
export async function invitationOf(db: Db, eventId: string, visitor: Visitor) {
  const { rows } = await sql<{ id: string; state: Exclude<GuestState, 'revoked'>; places: number }>`
    select i.id, i.state, i.places from event_guest i
    where i.event_id = ${eventId} and i.state <> 'revoked' and ${isInvited(visitor)}
    order by i.state = 'declined', i.id limit 1`.execute(db)
  return rows[0] ?? null
}
