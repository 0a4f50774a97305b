import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../admin/admin.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { usePerson } from '../../root.tsx'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const jobs = await api['GET /api/admin/jobs']({ query: cursor === null ? {} : { cursor } })
  return { jobs, isLater: cursor !== null, done: query.get('done') }
})

export const action = act(async ({ api, form }) => {
  const of = { params: { job: text(form, 'job') } }
  if (text(form, 'intent').startsWith('retry')) {
    await api['POST /api/admin/jobs/:job/retry'](of)
    return redirect('/admin/jobs?done=retried')
  }
  await api['DELETE /api/admin/jobs/:job'](of)
  return redirect('/admin/jobs?done=dropped')
})

type Job = Awaited<ReturnType<WebClient['GET /api/admin/jobs']>>['items'][number]

/** Background work that failed, to be tried again or dropped. */
export function Component() {
  const t = useSentences()
  const { jobs, isLater, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const { admin } = t
  const happened = done === 'retried' || done === 'dropped' ? admin.job[done] : null
  return (
    <Workspace title={admin.title} note={admin.jobsText} sections={adminSections(t)}>
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <section className="studio-section" aria-labelledby="jobs">
        <h2 id="jobs">{admin.jobs}</h2>
        {jobs.items.length === 0 ? (
          <EmptyState title={admin.noJobs}>{admin.noJobsText}</EmptyState>
        ) : (
          <ul className="rows hard studio-below">
            {jobs.items.map((job) => (
              <li key={job.number} className="studio-step">
                <FailedJob job={job} />
              </li>
            ))}
          </ul>
        )}
        <Pages next={jobs.next} isLater={isLater} />
      </section>
    </Workspace>
  )
}

function FailedJob({ job: { number, task, attempts, maxAttempts, givenUp, error, runAt } }: { job: Job }) {
  const { t, language } = useSurroundings()
  const { job: words } = t.admin
  const zone = usePerson()?.timeZone ?? 'UTC'
  return (
    <>
      <div>
        <h3>{task}</h3>
        <p className="admin-text">{error}</p>
        <p className="studio-facts num">
          <span>{words.triesOf(count(attempts, language), count(maxAttempts, language))}</span>
          {givenUp ? (
            <Tag tone="out">{words.givenUp}</Tag>
          ) : (
            <span className="mute">{`${words.next}: ${dayAndTime(runAt, zone, language, new Date())}`}</span>
          )}
        </p>
      </div>
      <Form method="post" className="studio-acts">
        <input type="hidden" name="job" value={number} />
        <Submit look="line" name="intent" value={`retry ${number}`} aria-label={words.retryOf(task, number)}>
          {words.retry}
        </Submit>
        <Submit look="stop" name="intent" value={`drop ${number}`} aria-label={words.dropOf(task, number)}>
          {words.drop}
        </Submit>
      </Form>
    </>
  )
}
