import './pick.css'
import { ChevronDown } from 'lucide-react'
import { useSurroundings } from '../host/hooks.ts'
import { addLinks, type CalendarFacts, subscribeLinks } from './calendar-links.ts'
import { Icon } from './Icon.tsx'

type AddProps = {
  /** Tells the popovers of a page apart. */
  id: string
  facts: CalendarFacts
  /** The address of the file. */
  file: string
  look?: string
}

/** Puts an event into whatever calendar somebody has. */
export function AddToCalendar({ id, facts, file, look = 'text-btn' }: AddProps) {
  const { calendar } = useSurroundings().t
  const { google, outlook, office } = addLinks(facts)
  const links = [...webCalendars({ google, outlook, office }), { to: file, label: calendar.file }]
  return <CalendarMenu id={id} look={look} label={calendar.add} links={links} />
}

type SubscribeProps = { id: string; name: string; url: string; look?: string }

/** Has whatever calendar somebody has follow a feed. */
export function SubscribeToCalendar({ id, name, url, look = 'btn line' }: SubscribeProps) {
  const { calendar } = useSurroundings().t
  const { app, ...web } = subscribeLinks(name, url)
  const links = [{ to: app, label: calendar.app }, ...webCalendars(web), { to: url, label: calendar.file }]
  return <CalendarMenu id={id} look={look} label={calendar.subscribe} links={links} />
}

/** Names of products are the same in every language. */
const webCalendars = ({ google, outlook, office }: Record<'google' | 'outlook' | 'office', string>) => [
  { to: google, label: 'Google Calendar' },
  { to: outlook, label: 'Outlook.com' },
  { to: office, label: 'Microsoft 365' },
]

type MenuProps = { id: string; look: string; label: string; links: readonly { to: string; label: string }[] }

/** The browser's own popover, so that it works without JavaScript. It stands in no paragraph, which holds no list. */
function CalendarMenu({ id, look, label, links }: MenuProps) {
  return (
    <>
      <button type="button" className={look} popoverTarget={id}>
        {label}
        <Icon of={ChevronDown} />
      </button>
      <div id={id} popover="auto" className="pick">
        <ul>
          {links.map(({ to, label: words }) => (
            <li key={to}>
              <a
                href={to}
                {...(to.startsWith('https://calendar.google.com') || to.startsWith('https://outlook.')
                  ? { target: '_blank', rel: 'noopener noreferrer' }
                  : {})}
              >
                {words}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
