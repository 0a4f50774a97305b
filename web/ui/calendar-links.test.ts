import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addLinks, subscribeLinks } from './calendar-links.ts'

const ferry = {
  name: 'Night Ferry & more',
  startsAt: '2026-11-28T20:00:00.000Z',
  endsAt: '2026-11-28T23:30:00.000Z',
  timeZone: 'Europe/Lisbon',
  place: 'Pier 3, Lisbon',
  details: 'https://tickets.example.org/e/night-ferry',
}

const queryOf = (link: string) => Object.fromEntries(new URL(link).searchParams)

test('Google gets the instants in UTC and the zone they are shown in', () => {
  const { google } = addLinks(ferry)
  assert.equal(new URL(google).origin, 'https://calendar.google.com')
  assert.deepEqual(queryOf(google), {
    action: 'TEMPLATE',
    text: 'Night Ferry & more',
    dates: '20261128T200000Z/20261128T233000Z',
    ctz: 'Europe/Lisbon',
    location: 'Pier 3, Lisbon',
    details: 'https://tickets.example.org/e/night-ferry',
  })
})

test('both Outlooks get the same, with no plus for a space', () => {
  const { outlook, office } = addLinks({ ...ferry, place: '' })
  assert.deepEqual([new URL(outlook).host, new URL(office).host], ['outlook.live.com', 'outlook.office.com'])
  for (const link of [outlook, office]) {
    assert.doesNotMatch(link, /\+/)
    assert.deepEqual(queryOf(link), {
      path: '/calendar/action/compose',
      rru: 'addevent',
      subject: 'Night Ferry & more',
      startdt: '2026-11-28T20:00:00Z',
      enddt: '2026-11-28T23:30:00Z',
      body: 'https://tickets.example.org/e/night-ferry',
    })
  }
})

test('a feed is subscribed to by its address', () => {
  const { app, google, outlook } = subscribeLinks('My tickets', 'https://tickets.example.org/calendar.ics?city=Porto')
  assert.equal(app, 'webcal://tickets.example.org/calendar.ics?city=Porto')
  assert.deepEqual(queryOf(google), { cid: app })
  assert.deepEqual(queryOf(outlook), {
    url: 'https://tickets.example.org/calendar.ics?city=Porto',
    name: 'My tickets',
  })
})
