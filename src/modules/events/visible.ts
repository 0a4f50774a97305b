import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { opensTo, type Visitor } from './guest-access.ts'
import type { EventRow } from './row.ts'

/** Whether anybody sees an event. Refuses not_found. */
export async function isOpenToAll(db: Db, eventId: string): Promise<boolean> {
  const { state, visibility } = await standing(db, eventId)
  return isShown(state) && visibility !== 'invite-only'
}

/** Refuses as an event's page does: `not_found` before it is live, but to those who work on it, and `guests_only` to who is not invited. */
export async function refuseUnseen(db: Db, eventId: string, visitor: Visitor): Promise<void> {
  const { state, visibility } = await standing(db, eventId)
  if (isShown(state) && visibility !== 'invite-only') return
  const opens = isShown(state) ? await opensTo(db, eventId, visitor) : await isInside(db, eventId, visitor)
  if (!opens) refuse(isShown(state) ? 'guests_only' : 'not_found')
}

const isShown = (state: EventRow['state']) => state === 'published' || state === 'cancelled'

async function standing(db: Db, eventId: string) {
  const event = await db
    .selectFrom('event')
    .select(['state', 'visibility'])
    .where('id', '=', eventId)
    .executeTakeFirst()
  return event ?? refuse('not_found')
}

async function isInside(db: Db, eventId: string, { userId, administrator }: Visitor): Promise<boolean> {
  if (administrator || userId === null) return administrator
  const { rows } = await sql`
    select from event e join membership m on m.organization_id = e.organization_id
    where e.id = ${eventId} and m.user_id = ${userId}
    union all
    select from event_cohost c join membership m on m.organization_id = c.organization_id
    where c.event_id = ${eventId} and c.state = 'accepted' and m.user_id = ${userId}
    limit 1`.execute(db)
  return rows.length > 0
}
