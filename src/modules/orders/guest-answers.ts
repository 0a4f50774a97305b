import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { type GuestState, isInvited, type Visitor } from '../events/guest-access.ts'
import { cardOf, type EventCardJson, eventCard } from './event-card.ts'
import { closedAs } from './guests.ts'

/** An invitation as whoever opens its link sees it: nothing of it, until they have shown that it is theirs. */
export interface GuestPage {
  id: string
  /** Whether it can still be answered. */
  open: boolean
  theirs: {
    state: GuestState
    name: string
    places: number
    message: string
    event: ReturnType<typeof cardOf>
  } | null
}

/**
 * The invitation behind a link. Whoever it is for is noted to have opened it, the first time: others, and programs that look at links in mails,
 * are not. Refuses `not_found`.
 */
export async function openGuest(db: Db, guestId: string, visitor: Visitor, now: Date): Promise<GuestPage> {
  const { rows } = await sql<{
    state: GuestState
    name: string
    places: number
    message: string
    event: EventCardJson
    theirs: boolean
  }>`
    select i.state, i.name, i.places, i.message, ${eventCard} as event, coalesce(${isInvited(visitor)}, false) as theirs
    from event_guest i join event e on e.id = i.event_id join organization g on g.id = e.organization_id
    where i.id = ${guestId}`.execute(db)
  const { theirs, event, ...invitation } = rows[0] ?? refuse('not_found')
  const card = cardOf(event)
  const open = invitation.state !== 'revoked' && card.state === 'published' && card.endsAt !== null && card.endsAt > now
  if (!theirs || invitation.state === 'revoked') return { id: guestId, open, theirs: null }
  if (invitation.state === 'sent')
    await db
      .updateTable('event_guest')
      .set({ state: 'opened', opened_at: now })
      .where('id', '=', guestId)
      .where('state', '=', 'sent')
      .execute()
  return { id: guestId, open, theirs: { ...invitation, event: card } }
}

/** What a guest says. With `never` the organization invites them no more. */
export type GuestAnswer = { state: 'accepted' } | { state: 'declined'; never: boolean }

/**
 * Answers an invitation, as often as one changes one's mind while the event is to come; tickets are not touched. It is bound to the account that
 * answers, unless somebody has it by a code. Refuses `invitation_closed` and, where somebody accepts, `wrong_event_state`.
 */
export async function answerGuest(
  db: Db,
  guestId: string,
  answer: GuestAnswer,
  caller: Caller | null,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await sql<{ state: GuestState; event: string; email: string; organizationId: string }>`
      select i.state, case when e.ends_at <= ${now} then 'over' else e.state end as event, i.email, e.organization_id as "organizationId"
      from event_guest i join event e on e.id = i.event_id where i.id = ${guestId} for no key update of i`.execute(tx)
    const guest = rows[0] ?? refuse('not_found')
    if (guest.state === 'revoked') refuse('invitation_closed', { state: closedAs(guest.state) })
    if (answer.state === 'accepted' && guest.event !== 'published') refuse('wrong_event_state', { state: guest.event })
    await tx
      .updateTable('event_guest')
      .set({
        state: answer.state,
        answered_at: now,
        opened_at: sql`coalesce(opened_at, ${now})`,
        user_id: sql`case when secret_hash is null then coalesce(user_id, ${caller?.userId ?? null}::uuid) end`,
      })
      .where('id', '=', guestId)
      .where('state', '!=', answer.state)
      .execute()
    if (answer.state === 'declined' && answer.never)
      await tx
        .insertInto('unwanted_invitation')
        .values({ organization_id: guest.organizationId, email: guest.email, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  })
}
