import { type RawBuilder, sql } from 'kysely'
import { Type as T } from 'typebox'
import { Id, Instant, Nullable } from '../../http/shapes.ts'
import { paletteName } from '../../lib/look/name.ts'

/** What an order or a ticket shows of its event. */
export const EventCard = T.Object({
  id: Id,
  slug: T.String(),
  name: T.String(),
  category: T.String(),
  /** Name of its colours. */
  palette: T.String(),
  state: T.String(),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  timeZone: T.String(),
  attendance: T.String(),
  venue: T.String(),
  address: T.String(),
  city: T.String(),
  organizer: T.String(),
  /** Whether the platform has stopped the organizer's sale. */
  suspended: T.Boolean(),
})

export interface EventCardRow {
  id: string
  slug: string
  name: string
  category: string
  state: string
  startsAt: Date | null
  endsAt: Date | null
  timeZone: string
  attendance: string
  venue: string
  address: string
  city: string
  organizer: string
  suspended: boolean
}

/** The card's columns as one JSON object, of `event e` joined with `organization g`. */
export const eventCard: RawBuilder<EventCardJson> = sql`json_build_object('id', e.id, 'slug', e.slug, 'name', e.name,
  'category', e.category, 'state', e.state, 'startsAt', e.starts_at, 'endsAt', e.ends_at, 'timeZone', e.time_zone,
  'attendance', e.attendance, 'venue', e.venue, 'address', e.address, 'city', e.city, 'organizer', g.name, 'suspended', g.suspended_at is not null)`

/** JSON has no instants: they arrive as text. */
export type EventCardJson = Omit<EventCardRow, 'startsAt' | 'endsAt'> & {
  startsAt: string | null
  endsAt: string | null
}

/** A card with its colours, and its instants as such. */
export const cardOf = ({ startsAt, endsAt, ...card }: EventCardJson) => ({
  ...card,
  startsAt: startsAt === null ? null : new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
  palette: paletteName(card.id, card.category),
})
