import '../studio-orders/lists.css'
import '../studio-history/history.css'
import { Link } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const cursor = query.get('cursor')
  const [studio, messages] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/announcements']({
      params: { eventId: params.eventId ?? '' },
      query: cursor === null ? {} : { cursor },
    }),
  ])
  return { ...studio, messages, isLater: cursor !== null, done: query.get('done') }
})

/** What the team wrote to everybody who has a ticket, or is about to. */
export function Component() {
  const { announcements: words } = useSurroundings().t
  const { event, may, messages, isLater, done } = useLoaded<typeof loader>()
  const writes = <ButtonLink to={`${eventPath(event)}/announcements/new`}>{words.list.write}</ButtonLink>
  return (
    <EventFrame event={event} may={may} acts={writes}>
      {done === 'deleted' && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.done.deleted[0]}>
            {words.done.deleted[1]}
          </Notice>
        </div>
      )}
      {(event.state === 'draft' || event.state === 'waiting') && (
        <Notice title={words.list.notLive[0]}>{words.list.notLive[1]}</Notice>
      )}
      <div className="list-head">
        <h2>{words.list.title}</h2>
      </div>
      <p className="act-intro mute">{words.list.text}</p>
      {messages.items.length === 0 ? (
        <EmptyState title={words.list.none}>{words.list.noneText}</EmptyState>
      ) : (
        <Messages />
      )}
      <Pages next={messages.next} isLater={isLater} />
    </EventFrame>
  )
}

const TONES = { draft: undefined, scheduled: 'low', sending: 'low', sent: 'ok', stopped: 'out' } as const

function Messages() {
  const { t, language } = useSurroundings()
  const { event, messages } = useLoaded<typeof loader>()
  const { list, states } = t.announcements
  return (
    <Table
      rows={messages.items}
      keyOf={({ id }) => id}
      columns={[
        {
          label: list.subject,
          names: true,
          look: 'who',
          cell: ({ id, subject, writtenBy }) => (
            <>
              <Link to={`${eventPath(event)}/announcements/${id}`}>{subject}</Link>
              {writtenBy && <small>{writtenBy}</small>}
            </>
          ),
        },
        { label: list.state, look: 'far', cell: ({ state }) => <Tag tone={TONES[state]}>{states[state]}</Tag> },
        {
          label: list.people,
          look: 'num',
          cell: ({ people }) => people !== null && list.told(count(people, language), people),
        },
        {
          label: list.when,
          look: 'num',
          cell: ({ sendAt, updatedAt }) => dayAndTime(sendAt ?? updatedAt, event.timeZone, language, new Date()),
        },
      ]}
    />
  )
}
