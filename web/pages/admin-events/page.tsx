import '../studio/studio.css'
import '../admin/admin.css'
import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const edited = query.get('show') === 'edited'
  const which = edited ? ({ state: 'published', edited: true } as const) : ({ state: 'waiting' } as const)
  const events = await api['GET /api/admin/events']({ query: { ...which, ...(cursor === null ? {} : { cursor }) } })
  return { events, edited, isLater: cursor !== null, done: query.get('done') }
})

type Listed = Awaited<ReturnType<WebClient['GET /api/admin/events']>>['items'][number]

/** Events that wait for an administrator, or those that changed after they were approved. */
export function Component() {
  const t = useSentences()
  const { admin } = t
  const { events, edited, isLater, done } = useLoaded<typeof loader>()
  return (
    <Workspace title={admin.title} note={edited ? admin.editedText : admin.eventsText} sections={adminSections(t)}>
      <Happened done={done} />
      <nav className="admin-lists" aria-label={admin.events}>
        <Link className="text-btn" to="/admin/events" aria-current={edited ? undefined : 'page'}>
          {admin.events}
        </Link>
        <Link className="text-btn" to="/admin/events?show=edited" aria-current={edited ? 'page' : undefined}>
          {admin.edited}
        </Link>
      </nav>
      {events.items.length === 0 ? (
        <EmptyState title={edited ? admin.noneEdited : admin.none}>
          {edited ? admin.noneEditedText : admin.noneText}
        </EmptyState>
      ) : (
        <ul className="studio-tickets rows hard studio-below">
          {events.items.map((event) => (
            <li key={event.id}>
              <ListedEvent event={event} />
            </li>
          ))}
        </ul>
      )}
      <Pages next={events.next} isLater={isLater} filter={edited ? { show: 'edited' } : {}} />
    </Workspace>
  )
}

function Happened({ done }: { done: string | null }) {
  const { admin } = useSentences()
  const all = { approved: admin.approved, rejected: admin.rejected, seen: admin.review.seenDone }
  const happened = done !== null && Object.hasOwn(all, done) ? all[done as keyof typeof all] : null
  if (!happened) return null
  return (
    <div role="status" className="studio-happened">
      <Notice tone="ok" title={happened[0]}>
        {happened[1]}
      </Notice>
    </div>
  )
}

function ListedEvent({ event }: { event: Listed }) {
  const { t, language } = useSurroundings()
  const { admin, studio } = t
  const { startsAt, submittedAt, timeZone } = event
  const when = startsAt ? dayAndTime(startsAt, timeZone, language, new Date()) : studio.noDate
  return (
    <div className={`studio-ticket p-${paletteName(event.id, event.category)}`}>
      <div className="studio-waiting">
        <span className="studio-colour" aria-hidden="true" />
        <div>
          <h2>{event.name}</h2>
          <p className="mute">{event.summary}</p>
          <p className="studio-facts num">
            <span>{admin.by(event.organizer.name)}</span>
            <span>{[when, event.city].filter(Boolean).join(', ')}</span>
            {submittedAt && <span className="mute">{admin.handedIn(dayAndTime(submittedAt, timeZone, language))}</span>}
          </p>
        </div>
      </div>
      <div className="studio-acts">
        <ButtonLink look="line" to={`/e/${event.slug}`} aria-label={`${admin.look}: ${event.name}`}>
          {admin.look}
        </ButtonLink>
        <ButtonLink to={`/admin/events/${event.id}`} aria-label={admin.openName(event.name)}>
          {admin.open}
        </ButtonLink>
      </div>
    </div>
  )
}
