import '../studio-money/money.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'

type Cohost = Awaited<ReturnType<WebClient['GET /api/events/:eventId/cohosts']>>['items'][number]

/** The roles that a co-host may have, in the order they are offered. */
const ROLES = ['editor', 'manager', 'moderator', 'check-in'] as const satisfies readonly Cohost['role'][]

export const loader = load(async (loading) => {
  const params = { eventId: loading.params.eventId ?? '' }
  const [studio, cohosts] = await Promise.all([
    studioEvent(loading),
    loading.api['GET /api/events/:eventId/cohosts']({ params }),
  ])
  const { origin } = new URL(loading.request.url)
  return { ...studio, cohosts: cohosts.items, origin, done: loading.query.get('done') }
})

export const action = act(async ({ api, form, params: path }) => {
  const [eventId, page] = [path.eventId ?? '', `/studio/${path.org}/events/${path.eventId}/hosts`]
  if (text(form, 'intent') === 'ask') {
    // The API refuses what is no role.
    const body = { slug: text(form, 'slug'), role: text(form, 'role') as Cohost['role'] }
    await api['POST /api/events/:eventId/cohosts']({ params: { eventId }, body })
    return redirect(`${page}?done=asked`)
  }
  await api['DELETE /api/events/:eventId/cohosts/:cohostId']({ params: { eventId, cohostId: text(form, 'cohostId') } })
  return redirect(`${page}?done=ended`)
})

/** The organizations that host an event together. */
export function Component() {
  const { hosts: words } = useSurroundings().t.team
  const { event, may, cohosts, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const mayAsk = may.includes('event.publish')
  const happened = words.done[done as keyof typeof words.done]
  return (
    <EventFrame event={event} may={may}>
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <section className="studio-section" aria-labelledby="hosts">
        <h2 id="hosts">{words.title}</h2>
        <p className="mute">{words.text}</p>
        {cohosts.length === 0 && <EmptyState title={words.none}>{words.noneText}</EmptyState>}
        <ul className="rows hard money-rates">
          {cohosts.map((cohost) => (
            <li key={cohost.id} className="money-rate">
              <CohostRow cohost={cohost} mayEnd={mayAsk} />
            </li>
          ))}
        </ul>
        {mayAsk && <Ask key={cohosts.length} />}
      </section>
    </EventFrame>
  )
}

function CohostRow({ cohost: { id, role, state, organization }, mayEnd }: { cohost: Cohost; mayEnd: boolean }) {
  const { t } = useSurroundings()
  const { hosts: words } = t.team
  const { name, slug } = organization
  const isAsked = state === 'invited'
  return (
    <>
      <div>
        <h3>
          <Link className="reach" to={`/o/${slug}`}>
            {name}
          </Link>
        </h3>
        <p className="studio-facts">
          <Tag tone={isAsked ? 'low' : 'ok'}>{words.states[state]}</Tag>
          <span>{words.as(t.accounts.account.roles[role])}</span>
        </p>
      </div>
      {mayEnd && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="cohostId" value={id} />
          <Submit
            look={isAsked ? 'line' : 'stop'}
            name="intent"
            value={id}
            aria-label={isAsked ? words.takeBackOf(name) : words.endWith(name)}
          >
            {isAsked ? words.takeBack : words.end}
          </Submit>
        </Form>
      )}
    </>
  )
}

function Ask() {
  const { t } = useSurroundings()
  const { hosts: words } = t.team
  const { origin } = useLoaded<typeof loader>()
  const failure = useFailure('ask')
  return (
    <Form method="post" className="money-form">
      <div className="pair">
        <Field
          label={words.slug}
          hint={words.slugHint(origin)}
          name="slug"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={2}
          maxLength={60}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          defaultValue={failure?.values.slug}
          error={failure?.problem.fields?.slug}
        />
        <SelectField
          label={words.role}
          name="role"
          defaultValue={failure?.values.role ?? 'editor'}
          choices={ROLES.map((role) => [role, t.accounts.account.roles[role]])}
        />
      </div>
      <Submit name="intent" value="ask">
        {words.ask}
      </Submit>
    </Form>
  )
}
