/** What is put into somebody's calendar by a link. Instants in ISO 8601, UTC. */
export type CalendarFacts = {
  name: string
  startsAt: string
  endsAt: string
  timeZone: string
  place: string
  details: string
}

/** The forms of calendars on the web, filled in; each is sent by the reader themselves. */
export function addLinks({ name, startsAt, endsAt, timeZone, place, details }: CalendarFacts) {
  const outlook = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: name,
    startdt: toSeconds(startsAt),
    enddt: toSeconds(endsAt),
    location: place,
    body: details,
  }
  return {
    google: withQuery('https://calendar.google.com/calendar/render', {
      action: 'TEMPLATE',
      text: name,
      dates: `${basic(startsAt)}/${basic(endsAt)}`,
      ctz: timeZone,
      location: place,
      details,
    }),
    outlook: withQuery('https://outlook.live.com/calendar/0/action/compose', outlook),
    office: withQuery('https://outlook.office.com/calendar/0/action/compose', outlook),
  }
}

/** Where calendars subscribe to a feed at an `https:` or `http:` address. */
export function subscribeLinks(name: string, url: string) {
  const webcal = url.replace(/^https?:/, 'webcal:')
  const outlook = { url, name }
  return {
    app: webcal,
    google: withQuery('https://calendar.google.com/calendar/r', { cid: webcal }),
    outlook: withQuery('https://outlook.live.com/calendar/0/addfromweb', outlook),
    office: withQuery('https://outlook.office.com/calendar/0/addfromweb', outlook),
  }
}

/** Outlook shows a plus where a space was written as one. */
function withQuery(address: string, query: Record<string, string>): string {
  const parts = Object.entries(query).filter(([, value]) => value !== '')
  return `${address}?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}

const toSeconds = (instant: string) => `${instant.slice(0, 19)}Z`

const basic = (instant: string) => toSeconds(instant).replaceAll(/[-:]/g, '')
