import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { addDays, instantOf } from '../../../lib/time.ts'
import type { Audience as AudienceSchema } from '../announcements-api.ts'

/** Whom a message is for; all holders where nothing is said. */
export type Audience = Static<typeof AudienceSchema>

/** An event's holders of tickets, or some of them. */
export interface Holders {
  eventId: string
  /** IANA name, for the days of the audience. */
  timeZone: string
  audience: Audience
  /** Who had a ticket by then; everybody who has one without. */
  by?: Date
}

/** Somebody who has a ticket. */
export interface Recipient {
  /** Lower case. */
  email: string
  /** That of their account, else of the order. */
  language: string
}

/** The zone that an event's days are of. Refuses `not_found`. */
export async function timeZoneOf(db: Db, eventId: string): Promise<string> {
  const event = await db.selectFrom('event').select('time_zone').where('id', '=', eventId).executeTakeFirst()
  return event?.time_zone ?? refuse('not_found')
}

/** How many people a message would go to now, and in which languages they read. */
export async function countHolders(
  db: Db,
  holders: Holders,
): Promise<{ people: number; languages: { language: string; people: number }[] }> {
  const { rows: languages } = await sql<{ language: string; people: number }>`
    select language, count(*)::int as people
    from (select distinct on (t.attendee_email) ${language} as language from ${ticketsOf(holders)} order by t.attendee_email, t.id) one
    group by language order by people desc, language`.execute(db)
  return { people: languages.reduce((sum, { people }) => sum + people, 0), languages }
}

/** How many of them said that they want what organizers write by SMS, with a phone that is theirs and takes some. */
export async function countTexted(db: Db, holders: Holders): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct u.id)::int as people from ${ticketsOf(holders)}
      and exists (select from notification_choice c
        where c.user_id = u.id and c.topic = 'organizers' and c.channel = 'sms' and c.allowed)
      and exists (select from profile p where p.user_id = u.id and p.phone_verified_at is not null
        and not exists (select from suppressed_address s where s.channel = 'sms' and s.address = p.phone))`.execute(db)
  return rows[0]?.people ?? 0
}

/** Where a walk through the holders is: the last ticket, in the order of attendees' names. */
export interface Place {
  name: string
  ticketId: string
}

/**
 * A part of the holders, once for each address in it, and where the next begins, or null after the last. Somebody with several tickets may come again in
 * another part.
 */
export async function someHolders(
  db: Db,
  holders: Holders,
  after: Place | null,
  limit: number,
): Promise<{ people: Recipient[]; next: Place | null }> {
  const { rows } = await sql<Recipient & Place>`
    select t.attendee_email as email, ${language} as language, lower(t.attendee_name) as name, t.id as "ticketId"
    from ${ticketsOf(holders)}
      and ${after ? sql`(lower(t.attendee_name), t.id) > (${after.name}, ${after.ticketId})` : sql`true`}
    order by lower(t.attendee_name), t.id limit ${limit}`.execute(db)
  const last = rows.at(-1)
  return {
    people: [...new Map(rows.map(({ email, language }) => [email, { email, language }])).values()],
    next: last && rows.length === limit ? { name: last.name, ticketId: last.ticketId } : null,
  }
}

const language = sql`coalesce(u.language, o.language)`

/** The tickets `t` with their orders `o` and holders' accounts `u`, and the conditions on them. */
function ticketsOf({ eventId, timeZone, audience, by }: Holders): RawBuilder<unknown> {
  const { ticketTypeIds, checkedIn, orderedFrom, orderedUntil } = audience
  const isIn = sql`exists (select from scan s where s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null)`
  const conditions = [
    sql`t.event_id = ${eventId} and t.state = 'valid' and t.attendee_email <> '' and not o.test`,
    ...(by ? [sql`t.created_at <= ${by}`] : []),
    ...(ticketTypeIds ? [sql`t.ticket_type_id = any(${ticketTypeIds}::uuid[])`] : []),
    ...(checkedIn ? [sql`${isIn} = ${checkedIn === 'yes'}`] : []),
    ...(orderedFrom ? [sql`coalesce(o.paid_at, o.created_at) >= ${dayBegins(orderedFrom, timeZone)}`] : []),
    ...(orderedUntil
      ? [sql`coalesce(o.paid_at, o.created_at) < ${dayBegins(addDays(orderedUntil, 1), timeZone)}`]
      : []),
  ]
  return sql`
    ticket t join "order" o on o.id = t.order_id
    left join users u on u.email = t.attendee_email and u.email_verified and u.erased_at is null
    where ${sql.join(conditions, sql` and `)}`
}

/** When a day begins there; that of a day that was skipped is when the next one does. */
const dayBegins = (date: string, timeZone: string): Date => instantOf(`${date}T00:00`, timeZone) ?? new Date(date)
