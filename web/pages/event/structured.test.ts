import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PublicEvent } from './structured.ts'
import { previewImage, scriptJson, structuredEvent, withOffset } from './structured.ts'

const ORIGIN = 'https://conflux.example'

const offer: PublicEvent['ticketTypes'][number] = {
  id: '1',
  name: 'Weekend',
  description: '',
  price: 5500,
  each: 5800,
  fee: 300,
  tax: null,
  saleState: 'on_sale',
  availability: 'available',
  left: null,
  saleStartsAt: null,
  saleEndsAt: '2026-11-27T12:00:00.000Z',
  minimumPerOrder: 1,
  maximumPerOrder: 8,
  maximumPerPerson: null,
}

const event: PublicEvent = {
  id: 'loose-wires',
  slug: 'loose-wires',
  movedTo: null,
  preview: false,
  testMode: false,
  state: 'published',
  visibility: 'public',
  name: 'Loose Wires </script><b>',
  summary: 'Two days of instruments.',
  descriptionHtml: '',
  descriptionText: '',
  category: 'music',
  palette: 'music-3',
  tags: [],
  language: 'en',
  cover: null,
  startsAt: '2026-11-28T14:00:00.000Z',
  endsAt: '2026-11-29T23:00:00.000Z',
  timeZone: 'Europe/Lisbon',
  attendance: 'in-person',
  venue: 'Armazém 9',
  address: 'Rua do Açúcar 9',
  city: 'Lisbon',
  country: 'PT',
  organizer: { id: 'o', name: 'Clube da Solda', slug: 'clube-da-solda', summary: '' },
  cohosts: [],
  suspended: false,
  currency: 'EUR',
  refundPolicy: { kind: 'none' },
  cancellationMessage: '',
  movedFrom: null,
  guest: null,
  priceFrom: 5800,
  availability: 'available',
  left: null,
  onSale: true,
  ticketTypes: [offer],
  sequence: 0,
  updatedAt: '2026-11-01T00:00:00.000Z',
}

type Structured = Record<string, unknown> & { offers: Record<string, unknown>[]; location: Record<string, unknown>[] }
const structured = (changes: Partial<PublicEvent> = {}) =>
  structuredEvent({ ...event, ...changes }, ORIGIN) as Structured

test('what Google asks of an event is there: name, start with offset, place, offers', () => {
  const { name, startDate, endDate, location, offers, eventStatus, image } = structured()
  assert.equal(name, event.name)
  assert.equal(startDate, '2026-11-28T14:00:00+00:00')
  assert.equal(endDate, '2026-11-29T23:00:00+00:00')
  assert.equal(eventStatus, 'https://schema.org/EventScheduled')
  assert.deepEqual(image, [`${ORIGIN}/covers/music/loose-wires/1200x630.png`])
  assert.deepEqual(location, [
    {
      '@type': 'Place',
      name: 'Armazém 9',
      address: {
        '@type': 'PostalAddress',
        streetAddress: 'Rua do Açúcar 9',
        addressLocality: 'Lisbon',
        addressCountry: 'PT',
      },
    },
  ])
  assert.deepEqual(offers, [
    {
      '@type': 'Offer',
      name: 'Weekend',
      price: '58.00',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
      url: `${ORIGIN}/e/loose-wires`,
      validThrough: '2026-11-27T12:00:00.000Z',
    },
  ])
})

test('an event at another time than was announced says which', () => {
  const { startsAt: start, endsAt: end, timeZone, attendance, venue, city } = event
  const was = { startsAt: String(start), endsAt: String(end), timeZone, attendance, venue, city }
  const moved = structured({ movedFrom: { ...was, startsAt: '2026-11-21T14:00:00.000Z' } })
  assert.equal(moved.eventStatus, 'https://schema.org/EventRescheduled')
  assert.equal(moved.previousStartDate, '2026-11-21T14:00:00+00:00')
  assert.equal(structured({ movedFrom: was }).eventStatus, 'https://schema.org/EventScheduled')
})

test('cancelled, online, hybrid, sold out and not yet on sale are said as such', () => {
  assert.equal(structured({ state: 'cancelled' }).eventStatus, 'https://schema.org/EventCancelled')
  const online = structured({ attendance: 'online' })
  assert.equal(online.eventAttendanceMode, 'https://schema.org/OnlineEventAttendanceMode')
  assert.deepEqual(online.location, [{ '@type': 'VirtualLocation', url: `${ORIGIN}/e/loose-wires` }])
  assert.equal(structured({ attendance: 'hybrid' }).location.length, 2)
  const availability = (changes: Partial<typeof offer>) =>
    structured({ ticketTypes: [{ ...offer, ...changes }] }).offers[0]?.availability
  assert.equal(availability({ availability: 'sold_out' }), 'https://schema.org/SoldOut')
  assert.equal(availability({ saleState: 'not_yet' }), 'https://schema.org/PreSale')
  assert.equal(availability({ saleState: 'ended' }), 'https://schema.org/Discontinued')
})

test('amounts have as many decimals as their currency', () => {
  const price = (currency: string) => structured({ currency }).offers[0]?.price
  assert.deepEqual([price('EUR'), price('JPY'), price('KWD')], ['58.00', '5800', '5.800'])
})

test('offsets follow the zone and its summer time', () => {
  assert.equal(withOffset('2026-07-01T18:00:00Z', 'Europe/Berlin'), '2026-07-01T20:00:00+02:00')
  assert.equal(withOffset('2026-12-09T04:00:00Z', 'Asia/Kolkata'), '2026-12-09T09:30:00+05:30')
  assert.equal(withOffset('2026-12-01T02:00:00Z', 'America/New_York'), '2026-11-30T21:00:00-05:00')
})

test('nothing in it can end the script element; without a date there is none', () => {
  const json = scriptJson(structured())
  assert.doesNotMatch(json, /</)
  assert.equal(JSON.parse(json).name, event.name)
  assert.equal(structuredEvent({ ...event, startsAt: null, endsAt: null }, ORIGIN), null)
})

test('an uploaded cover is the preview, in a size that networks take', () => {
  const cover = { key: 'k', width: 3000, height: 2000, widths: [480, 960, 1600, 2400] }
  assert.equal(previewImage({ ...event, cover }, ORIGIN), `${ORIGIN}/covers/files/k/1600.webp`)
})
