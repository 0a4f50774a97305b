import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce, announceAll } from '../../facts.ts'
import type { GuestState } from '../events/guest-access.ts'
import { eventCard } from './event-card.ts'

/** Whom an organizer invites, each to so many places, with words of their own or none. */
export interface GuestList {
  guests: readonly { email: string; name?: string }[]
  places: number
  message: string
}

/** What became of a list: how many were invited, were already, or want no invitations of this organization. */
export interface Inviting {
  invited: number
  already: number
  unwanted: number
}

const day = 24 * 3600_000
/** The first mails to a guest go out when they are asked for, and one a day from then on: they may not be wanted. */
const mostMails = 5
/** An organization invites so many people in a day: a platform that mails more for anybody who asks is soon taken for spam. */
const mostADay = 10_000

/**
 * Invites people to a live event, one invitation each, and mails them. Whoever is invited already stays as they are; somebody whose invitation was
 * revoked gets a new one. Refuses `not_found`, `wrong_event_state`, and `too_many_requests`.
 */
export async function inviteGuests(
  db: Db,
  eventId: string,
  { guests, places, message }: GuestList,
  callerId: string,
  now: Date,
): Promise<Inviting> {
  return transact(db, async (tx) => {
    const { organizationId } = await lockLive(tx, eventId, now)
    const names = new Map(guests.map(({ email, name = '' }) => [email.toLowerCase(), name.trim()]))
    const unwanted = await unwantedBy(tx, organizationId, [...names.keys()])
    const wanted = [...names].filter(([email]) => !unwanted.has(email))
    // Who is invited already is left out before: a row that conflicts is locked also where it stays as it is. In this order the desk locks them, too.
    const { rows } = await sql<{ guestId: string; mail: number }>`
      insert into event_guest as i (id, event_id, email, name, places, message, invited_by, invited_at, mailed_at)
      select n.id, ${eventId}, n.email, n.name, ${places}, ${message.trim()}, ${callerId}, ${now}, ${now}
      from unnest(${wanted.map(() => newId(now.getTime()))}::uuid[], ${wanted.map(([email]) => email)}::text[],
        ${wanted.map(([, name]) => name)}::text[]) as n (id, email, name)
      where not exists (select from event_guest i where i.event_id = ${eventId} and i.email = n.email and not ${mayBeRevived(now)})
      order by n.email
      on conflict (event_id, email) do update set state = 'sent', name = excluded.name, places = excluded.places, message = excluded.message,
        invited_by = excluded.invited_by, invited_at = ${now}, mails = i.mails + 1, mailed_at = ${now}, opened_at = null, answered_at = null
        where ${mayBeRevived(now)}
      returning i.id as "guestId", i.mails as mail`.execute(tx)
    if (rows.length > 0) {
      await refuseTooMany(tx, organizationId, now)
      await announceAll(tx, 'guest.invited', rows)
      await recordAct(tx, 'guest.invited', { eventId, after: { guests: rows.length, places } })
    }
    return { invited: rows.length, already: wanted.length - rows.length, unwanted: unwanted.size }
  })
}

/** Which invitation of which event. */
export interface OfGuest {
  eventId: string
  guestId: string
}

/**
 * Mails an invitation again. Refuses `not_found`, `wrong_event_state`, `invitation_closed` when it was declined or revoked or its guest wants no more
 * of the organization, and `too_many_requests`.
 */
export async function mailGuestAgain(db: Db, { eventId, guestId }: OfGuest, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { organizationId } = await lockLive(tx, eventId, now)
    const { state, email, mailed_at } = await lockGuest(tx, { eventId, guestId })
    if (state === 'declined' || state === 'revoked') refuse('invitation_closed', { state: closedAs(state) })
    if ((await unwantedBy(tx, organizationId, [email])).size > 0) refuse('invitation_closed', { state: 'unwanted' })
    const mailed = await tx
      .updateTable('event_guest as i')
      .set({ mails: sql`i.mails + 1`, mailed_at: now })
      .where('i.id', '=', guestId)
      .where(mayBeMailed(now))
      .returning('i.mails')
      .executeTakeFirst()
    if (!mailed) refuse('too_many_requests', { seconds: Math.ceil((mailed_at.getTime() + day - now.getTime()) / 1000) })
    await refuseTooMany(tx, organizationId, now)
    await announce(tx, 'guest.invited', { guestId, mail: mailed.mails })
    await recordAct(tx, 'guest.invited_again', { eventId, subjectId: guestId })
  })
}

/**
 * Takes an invitation back: from now on it opens nothing and no place is held by it. Tickets that were bought stay good. Twice changes nothing.
 * Refuses `not_found`.
 */
export async function revokeGuest(db: Db, of: OfGuest, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { state } = await lockGuest(tx, of)
    if (state === 'revoked') return
    await tx
      .updateTable('event_guest')
      .set({ state: 'revoked', answered_at: now, user_id: null, secret_hash: null, ...noCode })
      .where('id', '=', of.guestId)
      .execute()
    await recordAct(tx, 'guest.revoked', { eventId: of.eventId, subjectId: of.guestId, before: { state } })
  })
}

/** What a guest without a code to enter has. */
export const noCode = { code_asked: null, code_expires_at: null, code_tries: 0 }

/**
 * The event while it is live, held so that people are invited to it in one order, and its organization, so that what it mails in a day is counted over all
 * its events: after the event, and before any guest.
 */
async function lockLive(tx: Tx, eventId: string, now: Date): Promise<{ organizationId: string }> {
  const event = await tx
    .selectFrom('event')
    .select(['organization_id as organizationId', 'state', 'ends_at'])
    .where('id', '=', eventId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!event) refuse('not_found')
  const { organizationId, state, ends_at } = event
  if (state !== 'published') refuse('wrong_event_state', { state })
  if (ends_at !== null && ends_at <= now) refuse('wrong_event_state', { state: 'over' })
  await sql`select from organization where id = ${organizationId} for no key update`.execute(tx)
  return { organizationId }
}

async function lockGuest(tx: Tx, { eventId, guestId }: OfGuest) {
  const guest = await tx
    .selectFrom('event_guest')
    .select(['state', 'email', 'mailed_at'])
    .where('id', '=', guestId)
    .where('event_id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  return guest ?? refuse('not_found')
}

async function unwantedBy(tx: Tx, organizationId: string, emails: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select email from unwanted_invitation where organization_id = ${organizationId} and email = any(${emails}::text[])`.execute(
    tx,
  )
  return new Set(rows.map(({ email }) => email))
}

const mayBeMailed = (now: Date) =>
  sql<boolean>`(i.mails < ${mostMails} or i.mailed_at <= ${new Date(now.getTime() - day)})`

/** Whether an invitation `i` that is there already begins anew when its guest is invited. */
const mayBeRevived = (now: Date) => sql<boolean>`(i.state = 'revoked' and ${mayBeMailed(now)})`

/** Under the lock of the organization. */
async function refuseTooMany(tx: Tx, organizationId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ guests: number; oldest: Date }>`
    select count(*)::int as guests, min(i.mailed_at) as oldest from event_guest i join event e on e.id = i.event_id
    where e.organization_id = ${organizationId} and i.mailed_at > ${new Date(now.getTime() - day)}`.execute(tx)
  const [recent] = rows
  if (!recent || recent.guests <= mostADay) return
  refuse('too_many_requests', { seconds: Math.ceil((recent.oldest.getTime() + day - now.getTime()) / 1000) })
}

/** How the sentence of `invitation_closed` knows a state. */
export const closedAs = (state: GuestState): string => (state === 'revoked' ? 'withdrawn' : state)

/** Taking a place is saying yes: whoever held with these invitations accepts them. */
export async function acceptByOrder(tx: Tx, guestIds: readonly string[], now: Date): Promise<void> {
  // In the order of their addresses, as a list locks those it invites anew: else the two could wait for each other.
  await sql`
    with g as materialized (
      select id from event_guest where id = any(${guestIds}::uuid[]) and state in ('sent', 'opened')
      order by email for no key update)
    update event_guest i set state = 'accepted', answered_at = ${now}, opened_at = coalesce(i.opened_at, ${now})
    from g where i.id = g.id`.execute(tx)
}

/** The mail of an invitation: in the language of the account with the confirmed address, else the event's; nothing once it is over, was mailed anew, or is wanted no more. */
export async function guestToMail(db: Db, { guestId, mail }: { guestId: string; mail: number }, now: Date) {
  const row = await mailing(db, guestId, now)
    .where('i.mails', '=', mail)
    .where(
      sql<boolean>`not exists (select from unwanted_invitation w where w.organization_id = e.organization_id and w.email = i.email)`,
    )
    .executeTakeFirst()
  return row && row.state !== 'declined' ? row : undefined
}

/** What mails to a guest say, unless the invitation or the event is over. */
export const mailing = (db: Db, guestId: string, now: Date) =>
  db
    .selectFrom('event_guest as i')
    .innerJoin('event as e', 'e.id', 'i.event_id')
    .innerJoin('organization as g', 'g.id', 'e.organization_id')
    .leftJoin('users as u', (join) => join.onRef('u.email', '=', 'i.email').on('u.email_verified', '=', true))
    .select(['i.email', 'i.name', 'i.places', 'i.message', 'i.state', 'u.id as userId', 'g.name as organizer'])
    .select(({ fn }) => [eventCard.as('event'), fn.coalesce('u.language', 'e.language').as('language')])
    .where('i.id', '=', guestId)
    .where('i.state', '!=', 'revoked')
    .where('e.state', '=', 'published')
    .where('e.ends_at', '>', now)
