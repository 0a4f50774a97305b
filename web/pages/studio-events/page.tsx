import '../studio/studio.css'
import { Link, redirect } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { ChipLink } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'
import { shownState, stateTone } from '../studio/state.ts'
import { Cohosted } from './Cohosted.tsx'

type When = 'upcoming' | 'past'

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const { api, query } = loading
  const when: When = query.get('when') === 'past' ? 'past' : 'upcoming'
  const [cursor, after] = [query.get('cursor'), query.get('cohosted')]
  const events = await api['GET /api/organizations/:organizationId/events']({
    params: { organizationId: organization.id },
    query: { when, ...(cursor === null ? {} : { cursor }) },
  })
  // What others host is short, and all of it is shown beside the first page.
  const cohosted =
    when === 'upcoming' && cursor === null
      ? await api['GET /api/organizations/:organizationId/cohosted-events']({
          params: { organizationId: organization.id },
          query: after === null ? {} : { cursor: after },
        })
      : { items: [], next: null }
  return { organization, when, events, cohosted, isLaterCohosted: after !== null }
})

/** Answers whether the organization hosts an event of others. */
export const action = act(async (acting) => {
  const { api, form } = acting
  const { id: organizationId, slug } = await studioOrganization(acting)
  const params = { organizationId, cohostId: text(form, 'cohostId') }
  if (text(form, 'intent').startsWith('agree'))
    await api['POST /api/organizations/:organizationId/cohosted-events/:cohostId/acceptance']({ params })
  else await api['DELETE /api/organizations/:organizationId/cohosted-events/:cohostId']({ params })
  return redirect(`/studio/${slug}`)
})

/** An organization's events: what is coming up, and what is over. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, when, events, cohosted, isLaterCohosted } = useLoaded<typeof loader>()
  const failure = useFailure()
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
      <FormProblem failure={failure} />
      {(cohosted.items.length > 0 || isLaterCohosted) && (
        <Cohosted cohosted={cohosted} isLater={isLaterCohosted} may={organization.permissions} />
      )}
    </Workspace>
  )
}

function EventTable() {
  const { t, language } = useSurroundings()
  const { organization, events } = useLoaded<typeof loader>()
  const { list, noDate } = t.studio
  const now = new Date()
  return (
    <section aria-label={t.studio.sections.events}>
      <Table
        className="studio-events"
        rows={events.items}
        keyOf={({ id }) => id}
        columns={[
          {
            label: list.name,
            names: true,
            look: 'who',
            cell: ({ id, category, name, venue, city, attendance }) => (
              <Link
                className={`studio-event p-${paletteName(id, category)}`}
                to={`/studio/${organization.slug}/events/${id}`}
              >
                <span className="studio-colour" aria-hidden="true" />
                <span>
                  {name}
                  <small>{[venue, city].filter(Boolean).join(', ') || t.studio.attendance[attendance]}</small>
                </span>
              </Link>
            ),
          },
          {
            label: list.when,
            look: 'num',
            cell: ({ startsAt, timeZone }) => (startsAt ? dayAndTime(startsAt, timeZone, language, now) : noDate),
          },
          { label: list.state, cell: (event) => <State of={shownState(event, now)} /> },
          {
            label: list.sold,
            look: 'num end far',
            cell: ({ sold, capacity }) =>
              capacity === null ? count(sold, language) : list.of(count(sold, language), count(capacity, language)),
          },
        ]}
      />
    </section>
  )
}

function State({ of: state }: { of: ReturnType<typeof shownState> }) {
  const { states } = useSentences().studio
  return <Tag tone={stateTone[state]}>{states[state]}</Tag>
}
