import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Language } from '../../../lang/languages.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import type { MailCalendar } from '../../mail/mailer.ts'
import type { Services } from '../../services.ts'
import { type CalendarEvent, calendarOf, isDated } from '../events/calendar.ts'
import { calendarColumns } from '../events/calendar-feeds.ts'
import { holderEntry } from './calendar-file.ts'
import { isReceived } from './read.ts'

/** Somebody who holds tickets of an event, or did. */
export interface Invitee {
  eventId: string
  /** Lower case; nobody is told under an empty one. */
  email: string
  name: string
  language: Language
}

/** What somebody's calendar was told last: whether they are invited, by which revision, and of which revision of the event. */
export interface Told {
  invited: boolean
  sequence: number
  eventSequence: number
}

type Parts = Pick<Services, 'db' | 'publicUrl' | 'config' | 'now'>
type Telling = Pick<Told, 'invited' | 'sequence'> & { id: string; event: CalendarEvent }

/**
 * What a mail to somebody says to their calendar (RFC 5546): an invitation while they hold a valid ticket of an event that is on, and from then on that it is
 * taken back. The entry's UID is theirs for this event for ever, and its SEQUENCE rises with whatever changes. The address of an online event is not in it, as
 * mails are passed on: the entry leads to the tickets, which have it. Undefined for those who never had a ticket, of test orders, and of what is over.
 */
export async function calendarFor(parts: Parts, invitee: Invitee): Promise<MailCalendar | undefined> {
  const told = await tell(parts.db, invitee, parts.now())
  if (!told) return undefined
  const { id, event, invited, sequence } = told
  const { name, email, language } = invitee
  const publicUrl = parts.publicUrl()
  const entry = {
    ...holderEntry({ ...event, online_url: '' }, catalogueOf(language).documents, publicUrl),
    revision: { id, sequence },
    attendee: { name, email, isInvited: invited },
  }
  const method = invited ? 'REQUEST' : 'CANCEL'
  return { method, content: calendarOf({ publicUrl, mailFrom: parts.config.mailFrom }, [entry], { method }) }
}

/** The same where somebody has to know just if they are not invited any more, as when one of their tickets is gone. */
export async function takenBackFrom(parts: Parts, invitee: Invitee): Promise<MailCalendar | undefined> {
  const calendar = await calendarFor(parts, invitee)
  return calendar?.method === 'CANCEL' ? calendar : undefined
}

/**
 * Writes down what somebody is told now. The event is read with their row locked: of two mails at once the one with the higher revision has the
 * newer event, whichever arrives last.
 */
async function tell(db: Db, invitee: Invitee, now: Date): Promise<Telling | undefined> {
  if (invitee.email === '') return undefined
  return transact<Telling | undefined>(db, async (tx) => {
    const before = await lockRow(tx, invitee)
    const event = await readEvent(tx, invitee.eventId)
    if (!event || !isDated(event) || event.ends_at <= now) return undefined
    const invited = event.state === 'published' && (await holdsTicket(tx, invitee))
    const told = nextTold(before, { invited, eventSequence: event.sequence })
    if (!told) return undefined
    const id = before ? await tellAgain(tx, before.id, told) : await tellFirst(tx, invitee, now, told)
    // Somebody else told them first meanwhile: now there is a row to lock.
    return id === undefined ? tell(tx, invitee, now) : { id, event, invited, sequence: told.sequence }
  })
}

/**
 * The next thing a calendar is told, or what it was told before where nothing is new; undefined for one that has nothing to take back. Never below the
 * event's own revision, by which public files go.
 */
export function nextTold(
  before: Told | undefined,
  { invited, eventSequence }: Omit<Told, 'sequence'>,
): Told | undefined {
  if (!before) return invited ? { invited, eventSequence, sequence: eventSequence } : undefined
  if (before.invited === invited && (!invited || before.eventSequence === eventSequence)) return before
  return { invited, eventSequence, sequence: Math.max(before.sequence + 1, eventSequence) }
}

type Holder = Pick<Invitee, 'eventId' | 'email'>

const lockRow = (tx: Tx, { eventId, email }: Holder) =>
  tx
    .selectFrom('calendar_invitation')
    .select(['id', 'invited', 'sequence', 'event_sequence as eventSequence'])
    .where('event_id', '=', eventId)
    .where('email', '=', email)
    .forUpdate()
    .executeTakeFirst()

async function tellFirst(tx: Tx, { eventId, email }: Holder, now: Date, { invited, sequence, eventSequence }: Told) {
  const row = await tx
    .insertInto('calendar_invitation')
    .values({ id: newId(now.getTime()), event_id: eventId, email, invited, sequence, event_sequence: eventSequence })
    .onConflict((conflict) => conflict.columns(['event_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

async function tellAgain(tx: Tx, id: string, { invited, sequence, eventSequence }: Told) {
  await tx
    .updateTable('calendar_invitation')
    .set({ invited, sequence, event_sequence: eventSequence })
    .where('id', '=', id)
    .execute()
  return id
}

async function readEvent(tx: Tx, eventId: string): Promise<CalendarEvent | undefined> {
  const { rows } = await sql<CalendarEvent>`
    select ${calendarColumns} from event e join organization g on g.id = e.organization_id where e.id = ${eventId}`.execute(
    tx,
  )
  return rows[0]
}

/** Whether somebody has a valid ticket: in their name, or of an order of theirs. */
async function holdsTicket(tx: Tx, { eventId, email }: Holder): Promise<boolean> {
  const { rows } = await sql`
    select from ticket t join "order" o on o.id = t.order_id
      where t.event_id = ${eventId} and t.attendee_email = ${email} and t.state = 'valid' and not o.test
    union all
    select from "order" o join ticket t on t.order_id = o.id
      where o.event_id = ${eventId} and o.email = ${email} and t.state = 'valid' and not o.test and not ${isReceived}
    limit 1`.execute(tx)
  return rows.length > 0
}
