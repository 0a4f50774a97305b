import '../studio/studio.css'
import '../studio-orders/lists.css'
import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { ChipLink } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { Tag } from '../../ui/Tag.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'
import { shownState, stateTone } from '../studio/state.ts'

type When = 'upcoming' | 'past'

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const { api, query } = loading
  const when: When = query.get('when') === 'past' ? 'past' : 'upcoming'
  const cursor = query.get('cursor')
  const events = await api['GET /api/organizations/:organizationId/events']({
    params: { organizationId: organization.id },
    query: { when, ...(cursor === null ? {} : { cursor }) },
  })
  return { organization, when, events }
})

/** An organization's events: what is coming up, and what is over. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, when, events } = useLoaded<typeof loader>()
  const { list } = t.studio
  const base = `/studio/${organization.slug}`
  const create = organization.permissions.includes('event.create') && (
    <ButtonLink to={`${base}/events/new`} look="accent">
      {list.newEvent}
    </ButtonLink>
  )
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)} acts={create}>
      <nav className="studio-filter" aria-label={t.studio.sections.events}>
        <ChipLink on={when === 'upcoming'} to={base}>
          {list.upcoming}
        </ChipLink>
        <ChipLink on={when === 'past'} to={`${base}?when=past`}>
          {list.past}
        </ChipLink>
      </nav>
      {events.items.length === 0 ? (
        <EmptyState
          title={when === 'past' ? list.nonePast : list.none}
          action={when === 'upcoming' ? create : undefined}
        >
          {when === 'past' ? list.nonePastText : list.noneText}
        </EmptyState>
      ) : (
        <EventTable />
      )}
      {events.next && (
        <p className="studio-more">
          <Link className="text-btn" to={`${base}?${new URLSearchParams({ when, cursor: events.next })}`}>
            {list.more}
          </Link>
        </p>
      )}
    </Workspace>
  )
}

function EventTable() {
  const { t, language } = useSurroundings()
  const { organization, events } = useLoaded<typeof loader>()
  const { list, states, noDate } = t.studio
  const now = new Date()
  return (
    <section aria-label={t.studio.sections.events}>
      <table className="list-table studio-events">
        <thead>
          <tr>
            <th scope="col">{list.name}</th>
            <th scope="col">{list.when}</th>
            <th scope="col">{list.state}</th>
            <th scope="col" className="end">
              {list.sold}
            </th>
          </tr>
        </thead>
        <tbody>
          {events.items.map((event) => {
            const state = shownState(event, now)
            const sold = count(event.sold, language)
            return (
              <tr key={event.id}>
                <th scope="row" className={`who p-${paletteName(event.id, event.category)}`}>
                  <Link className="studio-event" to={`/studio/${organization.slug}/events/${event.id}`}>
                    <span className="studio-colour" aria-hidden="true" />
                    <span>
                      {event.name}
                      <small>
                        {[event.venue, event.city].filter(Boolean).join(', ') || t.studio.attendance[event.attendance]}
                      </small>
                    </span>
                  </Link>
                </th>
                <td className="num">
                  {event.startsAt ? dayAndTime(event.startsAt, event.timeZone, language, now) : noDate}
                </td>
                <td>
                  <Tag {...toneOf(stateTone[state])}>{states[state]}</Tag>
                </td>
                <td className="num end far">
                  {event.capacity === null ? sold : list.of(sold, count(event.capacity, language))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

const toneOf = (tone: 'ok' | 'low' | 'out' | undefined) => (tone ? { tone } : {})
