import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-money/money.css'
import '../admin/admin.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, params }) => ({
  review: await api['GET /api/admin/events/:eventId/review']({ params: { eventId: params.eventId ?? '' } }),
}))

export const action = act(async ({ api, form, params }) => {
  const of = { params: { eventId: params.eventId ?? '' } }
  const version = text(form, 'version')
  switch (text(form, 'intent')) {
    case 'approve':
      await api['POST /api/admin/events/:eventId/approval']({ ...of, body: { approved: true, version } })
      return redirect('/admin/events?done=approved')
    case 'seen':
      await api['POST /api/admin/events/:eventId/accepted-edits']({ ...of, body: { version } })
      return redirect('/admin/events?show=edited&done=seen')
    default: {
      const reason = text(form, 'reason').replaceAll('\r\n', '\n')
      await api['POST /api/admin/events/:eventId/approval']({ ...of, body: { approved: false, reason } })
      return redirect('/admin/events?done=rejected')
    }
  }
})

/** One event before it is decided on: its page, what changed, what was said, and the decision. */
export function Component() {
  const t = useSentences()
  const { review } = useLoaded<typeof loader>()
  const { admin } = t
  return (
    <Workspace
      title={review.name}
      note={admin.by(review.organizer.name)}
      sections={adminSections(t)}
      acts={
        <ButtonLink look="line" to={`/e/${review.slug}`}>
          {admin.look}
        </ButtonLink>
      }
    >
      <Changes />
      {review.submissions.length > 0 && <Said />}
      <Decide />
    </Workspace>
  )
}

function Changes() {
  const { admin } = useSentences()
  const { changes } = useLoaded<typeof loader>().review
  const { review: words } = admin
  return (
    <section className="studio-section" aria-labelledby="changes">
      <h2 id="changes">{words.changes}</h2>
      {changes === null ? (
        <p className="mute">{words.first}</p>
      ) : changes.length === 0 ? (
        <p className="mute">{words.noChanges}</p>
      ) : (
        <Table
          className="studio-below"
          rows={changes}
          keyOf={({ field }) => field}
          columns={[
            { label: words.field, names: true, look: 'who', cell: ({ field }) => words.fields[field] },
            { label: words.before, look: 'admin-text', cell: ({ before }) => before || words.nothing },
            { label: words.after, look: 'admin-text', cell: ({ after }) => after || words.nothing },
          ]}
        />
      )}
    </section>
  )
}

function Said() {
  const { t, language } = useSurroundings()
  const { submissions, timeZone } = useLoaded<typeof loader>().review
  const { review: words, handedIn } = t.admin
  return (
    <section className="studio-section" aria-labelledby="said">
      <h2 id="said">{words.history}</h2>
      <ul className="rows hard studio-below">
        {submissions.map(({ id, submittedAt, outcome, reason, answer }) => (
          <li key={id}>
            <p className="studio-facts num">
              <span>{handedIn(dayAndTime(submittedAt, timeZone, language))}</span>
              <Tag tone={outcome === 'approved' ? 'ok' : 'low'}>{outcome ? words.outcomes[outcome] : words.waits}</Tag>
            </p>
            {reason && <p className="admin-text">{words.reason(reason)}</p>}
            {answer && <p className="admin-text">{words.answer(answer)}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Decide() {
  const { admin } = useSentences()
  const { version, state, changes } = useLoaded<typeof loader>().review
  const failure = useFailure()
  const { review: words } = admin
  const isEdited = state === 'published' && changes !== null && changes.length > 0
  if (state !== 'waiting' && !isEdited) return null
  return (
    <section className="studio-section" aria-labelledby="decide">
      <h2 id="decide">{words.decide}</h2>
      <FormProblem failure={failure} />
      <Form method="post" className="studio-acts">
        <input type="hidden" name="version" value={version} />
        {isEdited ? (
          <Submit name="intent" value="seen">
            {words.seen}
          </Submit>
        ) : (
          <Submit name="intent" value="approve">
            {admin.approve}
          </Submit>
        )}
      </Form>
      {state === 'waiting' && (
        <Form method="post" className="money-form">
          <TextField
            label={words.why}
            hint={words.whyHint}
            name="reason"
            required
            rows={4}
            maxLength={2000}
            defaultValue={failure?.values.reason ?? ''}
            error={failure?.problem.fields?.reason}
          />
          <Submit look="stop" name="intent" value="reject">
            {admin.reject}
          </Submit>
        </Form>
      )}
    </section>
  )
}
