import './guests.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, studioEvent } from '../studio/load.ts'
import { asked, oneOf } from '../studio-orders/asked.ts'
import { ListPage } from '../studio-orders/ListPage.tsx'
import { Invited } from './Invited.tsx'

const STATES = ['sent', 'opened', 'accepted', 'declined', 'revoked'] as const

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const { q, cursor } = asked(query, ['q', 'cursor'])
  const state = oneOf(asked(query, ['state']).state, STATES)
  const filter = { ...(q ? { q } : {}), ...(state ? { state } : {}) }
  const [studio, guests] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/guests']({
      params: { eventId: params.eventId ?? '' },
      query: { ...filter, ...(cursor ? { cursor } : {}) },
    }),
  ])
  return { ...studio, guests, filter, isLater: cursor !== undefined, done: query.get('done') }
})

/** Mails an invitation again or revokes it, and shows the same part of the list. */
export const action = act(async ({ api, form, params: path, request }) => {
  const { pathname, searchParams } = new URL(request.url)
  const params = { eventId: path.eventId ?? '', guestId: text(form, 'guestId') }
  const isRevoking = text(form, 'intent').startsWith('revoke')
  if (isRevoking) await api['DELETE /api/events/:eventId/guests/:guestId']({ params })
  else await api['POST /api/events/:eventId/guests/:guestId/mail']({ params })
  searchParams.set('done', isRevoking ? 'revoked' : 'mailed')
  return redirect(`${pathname}?${searchParams}`)
})

/** Who is invited to an event, and what they answered. */
export function Component() {
  const { guests: words } = useSurroundings().t
  const { event, may, guests, filter, isLater, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const happened = words.list.done[done as keyof typeof words.list.done]
  const path = `${eventPath(event)}/guests`
  const isLive = event.state === 'published'
  return (
    <EventFrame
      event={event}
      may={may}
      acts={isLive && <ButtonLink to={`${path}/invite`}>{words.list.invite}</ButtonLink>}
    >
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      {!failure && <Invited />}
      <FormProblem failure={failure} />
      {(event.state === 'draft' || event.state === 'waiting') && (
        <Notice title={words.list.notLive[0]}>{words.list.notLive[1]}</Notice>
      )}
      {event.visibility !== 'invite-only' && <OpenToAll />}
      <Counts />
      <ListPage
        title={words.list.title}
        path={path}
        file={`/api/events/${event.id}/guests.csv`}
        filter={filter}
        fields={
          <SelectField
            label={words.list.state}
            name="state"
            defaultValue={filter.state ?? ''}
            choices={[['', words.list.all], ...STATES.map((state) => [state, words.states[state]] as const)]}
          />
        }
        next={guests.next}
        isLater={isLater}
        moreLabel={words.list.more}
        isEmpty={guests.items.length === 0}
        empty={[words.list.none, words.list.noneText]}
      >
        <GuestTable />
      </ListPage>
    </EventFrame>
  )
}

/** How many are in each state, each leading to those. */
function Counts() {
  const { list, states } = useSurroundings().t.guests
  const { event, guests } = useLoaded<typeof loader>()
  const some = STATES.filter((state) => guests.counts[state] > 0)
  if (some.length === 0) return null
  return (
    <ul className="guest-counts num">
      {some.map((state) => (
        <li key={state}>
          <Link to={`${eventPath(event)}/guests?state=${state}`}>
            {list.count(states[state], String(guests.counts[state]))}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function OpenToAll() {
  const { list } = useSurroundings().t.guests
  const { event } = useLoaded<typeof loader>()
  return (
    <Notice tone="hold" title={list.openToAll[0]}>
      <p>{list.openToAll[1]}</p>
      <Link to={`${eventPath(event)}/page`}>{list.toPage}</Link>
    </Notice>
  )
}

const TONES = { sent: undefined, opened: undefined, accepted: 'ok', declined: 'low', revoked: 'out' } as const

type Guest = ReturnType<typeof useLoaded<typeof loader>>['guests']['items'][number]

function GuestTable() {
  const { t, language } = useSurroundings()
  const { event, guests } = useLoaded<typeof loader>()
  const { list, states } = t.guests
  const when = (instant: string | null) => instant && dayAndTime(instant, event.timeZone, language, new Date())
  return (
    <Table
      rows={guests.items}
      keyOf={({ id }) => id}
      columns={[
        {
          label: list.guest,
          names: true,
          look: 'who',
          cell: ({ name, email }) => (
            <>
              {name || email}
              {name && email && <small>{email}</small>}
            </>
          ),
        },
        {
          label: list.state,
          look: 'far',
          cell: ({ state }) => <Tag tone={TONES[state]}>{states[state]}</Tag>,
        },
        { label: list.places, look: 'num', cell: ({ tickets, places }) => list.taken(tickets, places) },
        { label: list.mailed, look: 'num wide', cell: ({ mailedAt }) => when(mailedAt) },
        { label: list.answered, look: 'num wide', cell: ({ answeredAt }) => when(answeredAt) },
        { label: list.act, look: 'guest-act', cell: (guest) => <Acts guest={guest} /> },
      ]}
    />
  )
}

function Acts({ guest: { id, email, state } }: { guest: Guest }) {
  const { list } = useSurroundings().t.guests
  if (state === 'revoked') return null
  return (
    <Form method="post" preventScrollReset className="guest-acts">
      <input type="hidden" name="guestId" value={id} />
      {state !== 'declined' && (
        <Submit look="line" name="intent" value={`mail ${id}`} aria-label={list.againTo(email)}>
          {list.again}
        </Submit>
      )}
      <Submit look="stop" name="intent" value={`revoke ${id}`} aria-label={list.revokeOf(email)}>
        {list.revoke}
      </Submit>
    </Form>
  )
}
