import type { Api } from '../../../src/api.ts'
import type { Reply } from '../../../src/http/contract.ts'
import { exponentOf } from '../../../src/lib/money.ts'
import { dateFormat, dayKey } from '../../ui/format.ts'

/** An event as its public page has it. */
export type PublicEvent = Reply<Api['GET /api/discover/:slug']>
type Offer = PublicEvent['ticketTypes'][number]

/** The picture for previews elsewhere, 1200×630: most networks show no SVG. */
export function previewImage({ cover, category, id }: PublicEvent, origin: string): string {
  if (!cover) return `${origin}/covers/${category}/${encodeURIComponent(id)}/1200x630.png`
  const width = cover.widths.findLast((available) => available <= 1600) ?? cover.widths[0]
  return `${origin}/covers/files/${cover.key}/${width}.webp`
}

/** The event as schema.org has it (https://schema.org/Event), for search engines and calendars; null without a date. */
export function structuredEvent(event: PublicEvent, origin: string): object | null {
  const { startsAt, endsAt, timeZone, attendance, organizer, cohosts } = event
  if (startsAt === null || endsAt === null) return null
  const url = `${origin}/e/${event.slug}`
  const host = ({ name, slug }: { name: string; slug: string }) => ({
    '@type': 'Organization',
    name,
    url: `${origin}/o/${slug}`,
  })
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.name,
    description: event.summary || event.descriptionText,
    url,
    image: [previewImage(event, origin)],
    startDate: withOffset(startsAt, timeZone),
    endDate: withOffset(endsAt, timeZone),
    ...statusOf(event),
    eventAttendanceMode: `https://schema.org/${ATTENDANCE[attendance]}EventAttendanceMode`,
    inLanguage: event.language,
    location: locationsOf(event, url),
    organizer: cohosts.length > 0 ? [organizer, ...cohosts].map(host) : host(organizer),
    offers: event.ticketTypes.map((offer) => offerOf(offer, event, url)),
  }
}

/** JSON that is safe inside a script element. */
export function scriptJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/** An instant as its zone's clock shows it, with the offset: `2026-11-28T14:00:00+00:00`. */
export function withOffset(instant: string, zone: string): string {
  const format = dateFormat('en', zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  const parts = format.formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  return `${dayKey(instant, zone)}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}

/** Cancelled, at another time than was announced, or as planned (https://schema.org/EventStatusType). */
function statusOf({ state, startsAt, movedFrom: was }: PublicEvent): object {
  const status = (name: string) => ({ eventStatus: `https://schema.org/${name}` })
  if (state === 'cancelled') return status('EventCancelled')
  if (!was || was.startsAt === startsAt) return status('EventScheduled')
  return { ...status('EventRescheduled'), previousStartDate: withOffset(was.startsAt, was.timeZone) }
}

const ATTENDANCE = { 'in-person': 'Offline', online: 'Online', hybrid: 'Mixed' } as const

function locationsOf({ attendance, venue, address, city, country, name }: PublicEvent, url: string): object[] {
  const place = {
    '@type': 'Place',
    name: venue || city || name,
    address: {
      '@type': 'PostalAddress',
      ...(address ? { streetAddress: address } : {}),
      ...(city ? { addressLocality: city } : {}),
      ...(country ? { addressCountry: country } : {}),
    },
  }
  const virtual = { '@type': 'VirtualLocation', url }
  return [...(attendance === 'online' ? [] : [place]), ...(attendance === 'in-person' ? [] : [virtual])]
}

function offerOf(offer: Offer, { currency, state }: PublicEvent, url: string): object {
  const digits = exponentOf(currency)
  return {
    '@type': 'Offer',
    name: offer.name,
    price: (offer.each / 10 ** digits).toFixed(digits),
    priceCurrency: currency,
    availability: `https://schema.org/${availabilityOf(offer, state)}`,
    url,
    ...(offer.saleStartsAt ? { validFrom: offer.saleStartsAt } : {}),
    ...(offer.saleEndsAt ? { validThrough: offer.saleEndsAt } : {}),
  }
}

function availabilityOf({ availability, saleState }: Offer, state: PublicEvent['state']): string {
  if (state === 'cancelled' || saleState === 'ended' || saleState === 'paused') return 'Discontinued'
  if (saleState === 'not_yet') return 'PreSale'
  if (availability === 'sold_out') return 'SoldOut'
  return availability === 'few' ? 'LimitedAvailability' : 'InStock'
}
