import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import { isLanguage } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import type { Caller } from '../../http/request.ts'
import { derivedSecret, hashSecret } from '../../lib/secrets.ts'
import { type CalendarEvent, type CalendarSender, publicEntry } from '../events/calendar.ts'
import { calendarColumns, feedOf, mostEntries } from '../events/calendar-feeds.ts'
import { holderEntry } from './calendar-file.ts'
import { isReceived } from './read.ts'

/** How long events that are over stay in somebody's calendar, in days. */
const daysBack = 180

/** Where somebody's own calendar is. */
export interface CalendarAddress {
  /** The secret address; whoever has it sees the calendar. */
  url: string
  madeAt: Date
}

interface Parts {
  db: Db
  secret: string
  publicUrl: string
}

/** Where the calendar of somebody is, or null while they have made no address. */
export async function readCalendarAddress(parts: Parts, userId: string): Promise<CalendarAddress | null> {
  const row = await parts.db
    .selectFrom('calendar_feed')
    .select(['id', 'made_at'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row ? { url: addressOf(parts, row.id), madeAt: row.made_at } : null
}

/**
 * Makes an address for the caller's calendar. One they had before shows nothing from now on. Refuses `email_not_verified`, for whoever proves the email after them
 * would have a calendar that others read.
 */
export async function makeCalendarAddress(
  parts: Parts,
  { userId, emailVerified }: Pick<Caller, 'userId' | 'emailVerified'>,
  now: Date,
): Promise<CalendarAddress> {
  if (!emailVerified) refuse('email_not_verified')
  const id = newId(now.getTime())
  const made = { id, secret_hash: hashSecret(secretOf(parts, id)), made_at: now }
  await parts.db
    .insertInto('calendar_feed')
    .values({ user_id: userId, ...made })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(made))
    .execute()
  return { url: addressOf(parts, id), madeAt: now }
}

/** Ends the address of somebody's calendar. Again is harmless. */
export async function endCalendarAddress(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('calendar_feed').where('user_id', '=', userId).execute()
}

const secretOf = ({ secret }: Parts, id: string) => derivedSecret(secret, 'calendar feed', id)

/** The secret is in the query, which is never logged. */
const addressOf = (parts: Parts, id: string) => `${parts.publicUrl}/calendar/tickets.ics?key=${secretOf(parts, id)}`

/**
 * What somebody has tickets for and what they put on, as a calendar to subscribe to; cancelled events say so, and test orders are left out. Refuses
 * `not_found` for a secret that opens nothing, no longer, or the calendar of somebody who is banned.
 */
export async function ownFeed(
  parts: Parts,
  sender: CalendarSender,
  asked: { key: string; platform: string; now: Date },
) {
  const { db } = parts
  const owner = await db
    .selectFrom('calendar_feed as f')
    .innerJoin('users as u', 'u.id', 'f.user_id')
    .select(['u.id', 'u.email', 'u.email_verified', 'u.language', 'f.id as feedId'])
    .where('f.secret_hash', '=', hashSecret(asked.key))
    .where('u.banned_at', 'is', null)
    .executeTakeFirst()
  if (!owner) return refuse('not_found')
  const { documents } = catalogueOf(isLanguage(owner.language) ? owner.language : 'en')
  const email = owner.email_verified ? owner.email : null
  const since = new Date(asked.now.getTime() - daysBack * 24 * 3600_000)
  const entries = (await eventsOf(db, { userId: owner.id, email, since })).map(({ holds, ...event }) =>
    holds ? holderEntry(event, documents, sender.publicUrl) : publicEntry(event),
  )
  const feed = {
    name: documents.tickets(asked.platform),
    source: addressOf(parts, owner.feedId),
    cache: 'private, max-age=300',
  }
  return feedOf(sender, entries, feed) satisfies FileContent
}

/** Events that are on, or called off, with whether somebody has a ticket. Each way by its own index. */
async function eventsOf(db: Db, { userId, email, since }: { userId: string; email: string | null; since: Date }) {
  const { rows } = await sql<CalendarEvent & { holds: boolean }>`
    with own as (
      select t.event_id, t.state from "order" o join ticket t on t.order_id = o.id
        where o.user_id = ${userId} and not o.test and not ${isReceived}
      union all
      select t.event_id, t.state from "order" o join ticket t on t.order_id = o.id
        where o.email = ${email} and not o.test and not ${isReceived}
      union all
      select t.event_id, t.state from ticket_transfer x join ticket t on t.id = x.new_ticket_id join "order" o on o.id = t.order_id
        where (x.accepted_by = ${userId} or x.to_email = ${email}) and not o.test
    ), team as (
      select organization_id from membership where user_id = ${userId}
    ), listed as (
      select event_id, bool_or(state = 'valid') as valid, true as theirs from own where state <> 'transferred' group by event_id
      union all
      select id, false, false from event where organization_id in (select organization_id from team)
      union all
      select event_id, false, false from event_cohost
        where organization_id in (select organization_id from team) and state = 'accepted'
    ), chosen as (
      select event_id, bool_or(valid) as holds, bool_or(not theirs) as put_on from listed group by event_id
    )
    select ${calendarColumns}, holds
    from chosen join event e on e.id = chosen.event_id join organization g on g.id = e.organization_id
    where e.ends_at > ${since} and e.state in ('published', 'cancelled') and (holds or put_on or e.state = 'cancelled')
    order by e.starts_at, e.id limit ${mostEntries}`.execute(db)
  return rows
}
