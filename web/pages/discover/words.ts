import type { Language } from '../../../lang/languages.ts'
import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'
import type { Sentences } from '../../host/services.ts'
import { dayKey, day as dayOf, money, time, zoneCity } from '../../ui/format.ts'
import type { PlainDate } from './dates.ts'
import { dateWords } from './dates.ts'

/** An event as lists have it. */
export type Card = Reply<Api['GET /api/discover']>['items'][number]

/** What a list says of an event, in the reader's language. */
export type CardWords = {
  /** `20:30`, `from 14:00` or, for what has no place, `18:00 Lisbon`. */
  time: string
  /** At most one, the most important. */
  stamp: string | undefined
  place: string
  /** Who hosts it together: `Tidal Works with Guest House`; nothing where its organizer does alone. */
  hosts: string | undefined
  /** `€12`, `from €24`, `Free`. */
  price: string
  /** What to know before deciding, and whether it is over or just short. */
  state: { tone: 'low' | 'out'; words: string } | undefined
}

/** Writes an event's words; `on` is the organization on whose own page they stand. */
export function cardWords(card: Card, t: Sentences, language: Language, on?: string): CardWords {
  return {
    time: timeWords(card, t, language),
    stamp: stampOf(card, t, language),
    place: placeOf(card, t),
    hosts: hostsOf(card, t, language, on),
    price: priceOf(card, t, language),
    state: stateOf(card, t, language),
  }
}

/** The days an event is on in its own zone. A night that ends before noon belongs to the day it began on, as the API counts. */
export function daysOn({ startsAt, endsAt, timeZone }: Pick<Card, 'startsAt' | 'endsAt' | 'timeZone'>): {
  first: PlainDate
  last: PlainDate
} {
  const first = dayKey(startsAt, timeZone)
  const last = dayKey(new Date(Date.parse(endsAt) - HALF_DAY).toISOString(), timeZone)
  return { first, last: last > first ? last : first }
}

/** The uploaded cover in the width nearest above what is shown, or undefined for the generated one. */
export function pictureOf(cover: Card['cover'], pixels: number): { src: string; alt: string } | undefined {
  if (!cover) return undefined
  const width = cover.widths.find((available) => available >= pixels) ?? cover.widths.at(-1)
  return { src: `/covers/files/${cover.key}/${width}.webp`, alt: '' }
}

/** `€12`, `from €24`, `Free` or `Free to €58`; '' where nothing is sold. */
export function priceOf(
  { priceFrom, priceTo, currency }: Pick<Card, 'priceFrom' | 'priceTo' | 'currency'>,
  { ui, home }: Sentences,
  language: Language,
): string {
  if (priceFrom === null) return ''
  if (priceTo === 0) return ui.free
  if (priceFrom === 0 && priceTo !== null) return home.freeTo(money(priceTo, currency, language, { short: true }))
  const price = money(priceFrom, currency, language, { short: true })
  return priceTo === priceFrom ? price : ui.fromPrice(price)
}

const HALF_DAY = 12 * 3_600_000

function timeWords(card: Card, { home }: Sentences, language: Language): string {
  const start = time(card.startsAt, card.timeZone, language)
  const { first, last } = daysOn(card)
  if (card.attendance === 'online') return home.timeIn(start, zoneCity(card.timeZone))
  return first === last ? start : home.fromTime(start)
}

function stampOf(card: Card, { home }: Sentences, language: Language): string | undefined {
  if (card.state === 'cancelled') return home.cancelled
  const { first, last } = daysOn(card)
  if (first !== last) return weekdays(first, last, home, language)
  return card.attendance === 'online' ? home.online : undefined
}

/** `Sat`, `Sat and Sun` or `Fri to Sun`. */
export function weekdays(first: PlainDate, last: PlainDate, home: Sentences['home'], language: Language): string {
  const [one, other] = [dateWords.weekday(first, language), dateWords.weekday(last, language)]
  if (first === last) return one
  const isNextDay = Date.parse(last) - Date.parse(first) === 2 * HALF_DAY
  return isNextDay ? home.twoDays(one, other) : home.manyDays(one, other)
}

function placeOf({ attendance, venue, city }: Card, { home }: Sentences): string {
  const place = [venue, ...(city && !venue.includes(city) ? [city] : [])].filter(Boolean).join(', ')
  if (attendance === 'online' || place === '') return home.online
  return attendance === 'hybrid' ? home.atBoth(place) : place
}

const MOST_NAMED = 2

function hostsOf(
  { organizer, cohosts }: Card,
  { home }: Sentences,
  language: Language,
  on?: string,
): string | undefined {
  if (cohosts.length === 0) return undefined
  const isOnOwn = on !== undefined && [organizer, ...cohosts].some(({ slug }) => slug === on)
  const others = (isOnOwn ? [organizer, ...cohosts].filter(({ slug }) => slug !== on) : cohosts).map(({ name }) => name)
  const unnamed = others.length > MOST_NAMED ? others.length - MOST_NAMED + 1 : 0
  const names = unnamed > 0 ? [...others.slice(0, MOST_NAMED - 1), home.otherHosts(unnamed)] : others
  const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
  return isOnOwn ? home.withHosts(listed) : home.hostedWith(organizer.name, listed)
}

function stateOf(card: Card, { home }: Sentences, language: Language): CardWords['state'] {
  if (card.state === 'cancelled') return { tone: 'out', words: home.cancelled }
  if (card.availability === 'sold_out') return { tone: 'out', words: home.soldOut }
  if (card.availability === 'few' && card.left !== null) return { tone: 'low', words: home.left(card.left) }
  if (card.opensAt) return { tone: 'low', words: home.onSaleFrom(dayOf(card.opensAt, card.timeZone, language)) }
  return undefined
}
