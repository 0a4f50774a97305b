import '../studio/studio.css'
import { Form, Link, redirect } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const events = await api['GET /api/admin/events']({
    query: { state: 'waiting', ...(cursor === null ? {} : { cursor }) },
  })
  return { events, done: query.get('done') }
})

export const action = act(async ({ api, form }) => {
  const approved = text(form, 'intent') === 'approve'
  await api['POST /api/admin/events/:eventId/approval']({
    params: { eventId: text(form, 'eventId') },
    body: { approved },
  })
  return redirect(`/admin/events?done=${approved ? 'approved' : 'rejected'}`)
})

type Waiting = Awaited<ReturnType<WebClient['GET /api/admin/events']>>['items'][number]

/** Events that wait for an administrator. */
export function Component() {
  const t = useSentences()
  const { admin } = t
  const { events, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const happened = done === 'approved' ? admin.approved : done === 'rejected' ? admin.rejected : null
  return (
    <Workspace title={admin.title} note={admin.eventsText} sections={adminSections(t)}>
      {happened && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      {events.items.length === 0 ? (
        <EmptyState title={admin.none}>{admin.noneText}</EmptyState>
      ) : (
        <ul className="studio-tickets rows hard studio-below">
          {events.items.map((event) => (
            <li key={event.id}>
              <WaitingEvent event={event} />
            </li>
          ))}
        </ul>
      )}
      {events.next && (
        <p className="studio-more">
          <Link className="text-btn" to={`?${new URLSearchParams({ cursor: events.next })}`}>
            {admin.more}
          </Link>
        </p>
      )}
    </Workspace>
  )
}

function WaitingEvent({ event }: { event: Waiting }) {
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
      <Form method="post" className="studio-acts">
        <input type="hidden" name="eventId" value={event.id} />
        <ButtonLink look="line" to={`/e/${event.slug}`}>
          {admin.look}
        </ButtonLink>
        <Submit look="plain" name="intent" value="approve">
          {admin.approve}
        </Submit>
        <Submit look="stop" name="intent" value="reject">
          {admin.reject}
        </Submit>
      </Form>
    </div>
  )
}
