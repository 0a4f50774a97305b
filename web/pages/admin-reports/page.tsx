import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-history/history.css'
import '../studio-messages/messages.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { AnswerList } from '../../ui/AnswerList.tsx'
import { Button, ButtonLink, Submit } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { asked, oneOf } from '../studio-orders/asked.ts'

const STATES = ['open', 'closed'] as const

export const loader = load(async ({ api, query }) => {
  const { cursor, state: typed, done } = asked(query, ['state', 'cursor', 'done'])
  const state = oneOf(typed, STATES) ?? 'open'
  const reports = await api['GET /api/admin/reports']({ query: { state, ...(cursor ? { cursor } : {}) } })
  return { reports, state, isLater: cursor !== undefined, done: done !== undefined }
})

export const action = act(async ({ api, form }) => {
  await api['POST /api/admin/reports/:reportId/closing']({ params: { reportId: text(form, 'intent') } })
  return redirect('/admin/reports?done=1')
})

/** Events that people reported. */
export function Component() {
  const t = useSentences()
  const { reports, state, isLater, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = t.contact.reports
  return (
    <Workspace title={t.admin.title} note={words.text} sections={adminSections(t)}>
      {done && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.done[0]}>
            {words.done[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <div className="list-head">
        <h2>{words.title}</h2>
      </div>
      <Form className="list-filter" action="/admin/reports" key={state}>
        <SelectField
          label={t.lists.state}
          name="state"
          defaultValue={state}
          choices={STATES.map((one) => [one, words.states[one]] as const)}
        />
        <Button type="submit">{words.show}</Button>
      </Form>
      <AnswerList items={reports.items} none={[words.none, words.noneText]}>
        {(report) => <Report report={report} />}
      </AnswerList>
      <Pages next={reports.next} isLater={isLater} filter={{ state }} />
    </Workspace>
  )
}

type Shown = ReturnType<typeof useLoaded<typeof loader>>['reports']['items'][number]

function Report({ report: { id, reason, details, state, reportedAt, by, event } }: { report: Shown }) {
  const { t, language } = useSurroundings()
  const words = t.contact.reports
  const zone = usePerson()?.timeZone ?? 'UTC'
  return (
    <>
      <h3>{event.name}</h3>
      <p>{t.admin.by(event.organizer)}</p>
      <p>
        <b>{t.contact.report.reasons[reason]}</b>
      </p>
      {details && <p className="message-words">{details}</p>}
      <p className="mute num">
        {words.by(`${by.name} (${by.email})`, dayAndTime(reportedAt, zone, language, new Date()))}
      </p>
      <Form method="post" className="studio-acts">
        <ButtonLink look="line" to={`/e/${event.slug}`}>
          {words.look}
        </ButtonLink>
        {state === 'open' && (
          <Submit look="line" name="intent" value={id} aria-label={words.closeOf(event.name)}>
            {words.close}
          </Submit>
        )}
      </Form>
    </>
  )
}
