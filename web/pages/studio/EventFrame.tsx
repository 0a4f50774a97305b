import './studio.css'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { Sentences } from '../../host/services.ts'
import { Art } from '../../ui/Art.tsx'
import { dayAndTime, span } from '../../ui/format.ts'
import type { Section } from '../../ui/Workspace.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { eventPath, type StudioEvent } from './load.ts'
import { shownState } from './state.ts'

type EventFrameProps = {
  event: StudioEvent
  /** What the reader may do with it. */
  may: readonly string[]
  acts?: ReactNode
  children: ReactNode
}

/** The workspace of one event: its sections, and its poster's colours as a header. */
export function EventFrame({ event, may, acts, children }: EventFrameProps) {
  const { t } = useSurroundings()
  const { organization, cover } = event
  const picture = cover ? { picture: { src: coverSource(cover), alt: '' } } : {}
  return (
    <Workspace
      title={event.name}
      palette={paletteName(event.id, event.category)}
      sections={sectionsOf(event, may, t)}
      note={<EventNote event={event} />}
      art={<Art seed={event.id} category={event.category} size={[640, 420]} eager {...picture} />}
      acts={acts}
      aside={
        <>
          <p className="mute">{organization.name}</p>
          <ul>
            {event.others.map(({ id, name, category }) => (
              <li key={id} className={`p-${paletteName(id, category)}`}>
                <Link className="studio-other" to={`/studio/${organization.slug}/events/${id}`}>
                  <span className="studio-colour" aria-hidden="true" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      }
    >
      {children}
    </Workspace>
  )
}

/** The smallest size of an uploaded cover. */
const coverSource = ({ key, widths }: { key: string; widths: number[] }) => `/covers/files/${key}/${widths[0]}.webp`

function sectionsOf(
  event: StudioEvent,
  may: readonly string[],
  { acts, announcements, contact, guests, studio, team }: Sentences,
): Section[] {
  const base = eventPath(event)
  const { sections, list } = studio
  const hasGuests = may.includes('attendees.message') && event.visibility === 'invite-only'
  return [
    { to: base, label: sections.overview, end: true },
    { to: `${base}/page`, label: sections.page },
    { to: `${base}/tickets`, label: sections.tickets },
    { to: `${base}/hosts`, label: team.hosts.section },
    ...(hasGuests ? [{ to: `${base}/guests`, label: guests.section }] : []),
    { to: `${base}/settings`, label: sections.settings },
    ...(may.includes('orders.read') ? [{ to: `${base}/orders`, label: sections.orders }] : []),
    ...(may.includes('attendees.read') ? [{ to: `${base}/attendees`, label: sections.attendees }] : []),
    ...(may.includes('checkin.scan') ? [{ to: `/door/${event.id}`, label: sections.door, document: true }] : []),
    ...(may.includes('attendees.message')
      ? [
          { to: `${base}/announcements`, label: announcements.section },
          { to: `${base}/messages`, label: contact.messages.title },
        ]
      : []),
    ...(may.includes('event.history') ? [{ to: `${base}/history`, label: acts.history }] : []),
    { to: event.list, label: list.all, end: true },
  ]
}

/** When, where, and how it stands. */
function EventNote({ event }: { event: StudioEvent }) {
  const { language, t } = useSurroundings()
  const { startsAt, endsAt, timeZone, venue, city } = event
  const now = new Date()
  const when =
    startsAt &&
    (endsAt ? span(startsAt, endsAt, timeZone, language, now).join('') : dayAndTime(startsAt, timeZone, language, now))
  const facts = [when ?? t.studio.noDate, venue || city].filter(Boolean).join(', ')
  const state = shownState(event, now)
  const days = state === 'published' && startsAt ? daysUntil(startsAt, now) : null
  return (
    <>
      {`${facts}. ${t.studio.states[state]}`}
      {days !== null && `, ${t.studio.overview.daysToGo(days)}`}
    </>
  )
}

function daysUntil(instant: string, now: Date): number | null {
  const days = Math.floor((Date.parse(instant) - now.getTime()) / 86_400_000)
  return days < 0 ? null : days
}
