import { type RawBuilder, sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Language } from '../../../lang/languages.ts'
import { refuse } from '../../errors.ts'
import { type PaletteName, paletteName } from '../../lib/look/name.ts'
import { paletteNamed } from '../../lib/look/palette.ts'
import type { LetterContent } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import { cardOf, type EventCardJson, eventCard } from '../orders/event-card.ts'
import { momentText } from '../orders/formats.ts'
import { fillIn, type OwnText, type Placeholder, type TextKind } from './own-text.ts'

/** How letters about an event look, and who they are sent for: to be spread into what `letter` is given. */
export type Look = Required<Pick<LetterContent, 'colour' | 'organizer'>>

/** What an organization says itself, by what it is said in and language. */
export type OwnTexts = Partial<Record<TextKind, Partial<Record<Language, OwnText>>>>

/** What letters to everybody of an event share, read once for however many people. */
export interface EventFrame {
  event: ReturnType<typeof cardOf>
  look: Look
  texts: OwnTexts
}

/** Somebody with a ticket, as letters address them. */
export interface Attending {
  language: Language
  name: string
  /** Code of the order. */
  order: string
  /** Their tickets, in words. */
  tickets: string
  /** What the button leads to. */
  url: string
}

interface FrameRow extends LookRow {
  event: EventCardJson
  texts: OwnTexts | null
}

interface LookRow {
  organizer: string
  accent: PaletteName | null
  replyTo: string | null
  logo: { key: string; width: number; height: number } | null
}

/** Reads the frame of an event. Refuses not_found. */
export async function readFrame(
  { db, publicUrl }: Pick<Services, 'db' | 'publicUrl'>,
  eventId: string,
): Promise<EventFrame> {
  const { rows } = await sql<FrameRow>`
    select ${eventCard} as event, ${lookColumns}, (
      select json_object_agg(kind, languages) from (
        select kind, json_object_agg(language, json_build_object('subject', subject, 'text', text)) as languages
        from mail_text where organization_id = g.id group by kind) by_kind) as texts
    from event e join organization g on g.id = e.organization_id left join mail_look l on l.organization_id = g.id
    where e.id = ${eventId}`.execute(db)
  const [row] = rows
  if (!row) refuse('not_found')
  const event = cardOf(row.event)
  return { event, look: lookOf(row, event, publicUrl()), texts: row.texts ?? {} }
}

/** How letters about an event look. Refuses not_found. */
export async function readLook({ db, publicUrl }: Pick<Services, 'db' | 'publicUrl'>, eventId: string): Promise<Look> {
  const { rows } = await sql<LookRow & { category: string }>`
    select e.category, ${lookColumns}
    from event e join organization g on g.id = e.organization_id left join mail_look l on l.organization_id = g.id
    where e.id = ${eventId}`.execute(db)
  const [row] = rows
  if (!row) refuse('not_found')
  return lookOf(row, { id: eventId, category: row.category }, publicUrl())
}

/** How letters of an organization look that are about none of its events in particular; `event` gives the colours where it chose none. Refuses not_found. */
export async function readOrganizationLook(
  { db, publicUrl }: Pick<Services, 'db' | 'publicUrl'>,
  organizationId: string,
  event: { id: string; category: string },
): Promise<Look> {
  const { rows } = await sql<LookRow>`
    select ${lookColumns} from organization g left join mail_look l on l.organization_id = g.id where g.id = ${organizationId}`.execute(
    db,
  )
  const [row] = rows
  if (!row) refuse('not_found')
  return lookOf(row, event, publicUrl())
}

const lookColumns: RawBuilder<unknown> = sql`g.name as organizer, l.accent, l.reply_email as "replyTo",
  case when l.logo_key is not null then json_build_object('key', l.logo_key, 'width', l.logo_width, 'height', l.logo_height) end as logo`

function lookOf(
  { organizer, accent, replyTo, logo }: LookRow,
  event: { id: string; category: string },
  publicUrl: string,
): Look {
  const shown = logo && { url: logoAddress(publicUrl, logo.key), width: logo.width, height: logo.height }
  return {
    colour: paletteNamed(accent ?? paletteName(event.id, event.category)).ground,
    organizer: { name: organizer, replyTo, logo: shown },
  }
}

/** Where mails fetch the logo of an organization. */
export const logoAddress = (publicUrl: string, key: string): string => `${publicUrl}/mail-logos/${key}`

/** Tickets in words: `2 × Weekend, 1 × Sunday`. */
export const ticketsInWords = (lines: readonly { name: string; quantity: number }[]): string =>
  lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')

/** An organization's own words for somebody, where it has some in their language: a subject if it gave one, and paragraphs. */
export function ownWords(
  { event, texts }: EventFrame,
  kind: TextKind,
  person: Attending,
): { subject?: string; paragraphs: string[] } | undefined {
  const own = texts[kind]?.[person.language]
  if (!own) return undefined
  const values = valuesFor(event, person)
  const subject = fillIn(own.subject, values).trim()
  const paragraphs = fillIn(own.text, values).split(/\n+/).filter(Boolean)
  return { ...(subject === '' ? {} : { subject }), paragraphs }
}

/** What stands for each placeholder: never nothing, whatever is not known of the reader or not yet said of the event. */
function valuesFor(event: EventFrame['event'], person: Attending): Record<Placeholder, string> {
  const { attendeeMail: words, eventMail } = catalogueOf(person.language)
  const place = [event.venue, event.address, event.city].filter(Boolean).join(', ')
  return {
    name: person.name.trim() || words.guest,
    event: event.name,
    date: event.startsAt ? momentText(event.startsAt, event.timeZone, person.language) : words.seePage,
    place: place || (event.attendance === 'in-person' ? words.seePage : eventMail.online),
    order: person.order,
    tickets: person.tickets,
  }
}
