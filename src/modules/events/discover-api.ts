import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Currency, Cursor, Form, Id, Instant, Line, Nullable, OneOf } from '../../http/shapes.ts'
import { Attendance, Category, Cover, EventState } from './api.ts'

/** A date without time, `2026-11-28`. */
const DateOnly = T.String({ format: 'date' })

export const Availability = OneOf('available', 'few', 'sold_out', 'off_sale')

const Host = T.Object({ name: T.String(), slug: T.String() })

/** An event as lists show it. */
export const Card = T.Object({
  id: Id,
  slug: T.String(),
  name: T.String(),
  summary: T.String(),
  category: Category,
  palette: T.String(),
  tags: T.Array(T.String()),
  cover: Nullable(Cover),
  state: EventState,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: T.String(),
  attendance: Attendance,
  venue: T.String(),
  city: T.String(),
  country: T.String(),
  organizer: Host,
  /** Those that host it with the organizer, in the order they were asked. */
  cohosts: T.Array(Host),
  /** The lowest price one can still pay, in minor units; of everything when nothing is left; null without ticket types. */
  priceFrom: Nullable(T.Integer()),
  /** The highest, likewise. */
  priceTo: Nullable(T.Integer()),
  currency: T.String(),
  availability: Availability,
  /** How many are left, told when they are few. */
  left: Nullable(T.Integer()),
  /** When the sale begins, when it has not yet. */
  opensAt: Nullable(Instant),
})

/** What narrows a search. Dates are days in each event's own zone; an event that runs over several is on each of them. */
const filters = {
  q: T.Optional(Line(200)),
  category: T.Optional(Category),
  tag: T.Optional(Line(30)),
  city: T.Optional(Line(80)),
  country: T.Optional(T.String({ pattern: '^[A-Z]{2}$' })),
  from: T.Optional(DateOnly),
  to: T.Optional(DateOnly),
  free: T.Optional(T.Boolean()),
  online: T.Optional(T.Boolean()),
  priceMax: T.Optional(T.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  currency: T.Optional(Currency),
  /** Events that the organization at this address, or an earlier one of it, hosts or co-hosts. */
  organizer: T.Optional(T.String({ pattern: '^[a-z0-9-]{1,60}$' })),
}

export const SearchFilters = T.Object(filters)

/** What anybody may find: published, public events. */
export const discoverApi = {
  'GET /api/discover': {
    summary:
      'Searches public events; without dates those not over. A search that finds nothing looks for names spelled alike',
    access: 'public',
    query: Form({
      ...filters,
      sort: T.Optional(OneOf('date', 'relevance')),
      limit: T.Optional(T.Integer({ minimum: 1, maximum: 100 })),
      cursor: Cursor,
    }),
    reply: T.Object({
      items: T.Array(Card),
      next: Nullable(T.String()),
      /** True when nothing matched and these are spelled alike. */
      similar: T.Boolean(),
    }),
  },
  'GET /api/discover/days': {
    summary: 'How many events there are on each day, and the categories of its first 24: at most 400 days',
    access: 'public',
    query: Form({ ...filters, from: DateOnly, to: DateOnly }),
    reply: T.Object({
      days: T.Array(T.Object({ date: T.String(), count: T.Integer(), categories: T.Array(Category) })),
    }),
  },
  'GET /api/discover/cities': {
    summary: 'Cities of coming events, those with most first, at most 100',
    access: 'public',
    reply: T.Object({ cities: T.Array(T.Object({ city: T.String(), country: T.String(), count: T.Integer() })) }),
  },
  'GET /api/organizers/:slug': {
    summary:
      'An organizer, by their address or an earlier one, with the public events they host or co-host: what is coming, and the latest that are over',
    access: 'public',
    reply: T.Object({
      id: Id,
      name: T.String(),
      slug: T.String(),
      /** The address they have now, when they were asked for by an earlier one. */
      movedTo: Nullable(T.String()),
      summary: T.String(),
      website: T.String(),
      upcoming: T.Array(Card),
      past: T.Array(Card),
    }),
  },
} as const satisfies Record<string, Endpoint>
