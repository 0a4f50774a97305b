import { sql } from 'kysely'
import { exponentOf } from '../../lib/money.ts'

/** Fields of an event that people see and decide by, in the order an administrator reads them. What is not here may change without being looked at. */
export const shownFields = [
  'name',
  'summary',
  'description',
  'category',
  'tags',
  'startsAt',
  'endsAt',
  'timeZone',
  'attendance',
  'venue',
  'address',
  'city',
  'country',
  'onlineUrl',
  'cover',
  'visibility',
  'tickets',
] as const

export type ShownField = (typeof shownFields)[number]

interface ShownTicket {
  name: string
  description: string
  /** Minor units of the event's currency, before tax and fee. */
  price: number
  currency: string
}

/** What people see of an event: texts, lists of texts, tickets. A field that was not kept is missing. */
export type Shown = Partial<Record<ShownField, string | null | readonly (string | ShownTicket)[]>>

/** What people see of event `e`, as a JSON column of the fields above. Times are local: as text they do not depend on the session's zone. */
export const shownColumn = sql<Shown>`jsonb_build_object(
  'name', e.name, 'summary', e.summary, 'description', e.description, 'category', e.category, 'tags', e.tags,
  'startsAt', to_char(e.starts_at at time zone e.time_zone, 'YYYY-MM-DD HH24:MI'),
  'endsAt', to_char(e.ends_at at time zone e.time_zone, 'YYYY-MM-DD HH24:MI'), 'timeZone', e.time_zone,
  'attendance', e.attendance, 'venue', e.venue, 'address', e.address, 'city', e.city, 'country', e.country,
  'onlineUrl', e.online_url, 'cover', e.cover_key, 'visibility', e.visibility,
  'tickets', (select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'description', t.description, 'price', t.price,
      'currency', e.currency) order by t.position, t.id), '[]') from ticket_type t where t.event_id = e.id))`

/** Names one look of event `e`: whoever decides says which one they saw. */
export const versionColumn = sql<string>`md5((${shownColumn})::text)`

/** One field that is not as it was, both as text. */
export interface Difference {
  field: ShownField
  before: string
  after: string
}

/** What is different, in reading order. A field that was not kept before is not compared. */
export const differencesOf = (before: Shown, after: Shown): Difference[] =>
  shownFields
    .filter((field) => before[field] !== undefined)
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
    .filter((difference) => difference.before !== difference.after)

function textOf(value: Shown[ShownField]): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return value.map((item) => (typeof item === 'string' ? item : ticketText(item))).join('\n')
}

function ticketText({ name, description, price, currency }: ShownTicket): string {
  const decimals = exponentOf(currency)
  return [`${name}, ${(price / 10 ** decimals).toFixed(decimals)} ${currency}`, description].filter(Boolean).join(': ')
}
