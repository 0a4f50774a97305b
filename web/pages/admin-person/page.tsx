import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-money/money.css'
import '../admin/admin.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { usePerson } from '../../root.tsx'
import { Submit } from '../../ui/Button.tsx'
import { count, day, dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { Standing } from '../admin/Standing.tsx'
import { adminSections } from '../admin/sections.ts'
import { Erase } from './Erase.tsx'
import { Steps } from './Steps.tsx'

export const loader = load(async ({ api, params, query }) => ({
  person: await api['GET /api/admin/people/:userId']({ params: { userId: params.userId ?? '' } }),
  done: query.get('done'),
}))

export const action = act(async ({ api, form, params }) => {
  const userId = params.userId ?? ''
  const of = { params: { userId } }
  const back = `/admin/people/${userId}`
  switch (text(form, 'intent')) {
    case 'reset':
      await api['POST /api/admin/people/:userId/password-reset'](of)
      return redirect(`${back}?done=reset`)
    case 'session':
      await api['DELETE /api/admin/people/:userId/sessions/:sessionId']({
        params: { userId, sessionId: text(form, 'sessionId') },
      })
      return redirect(`${back}?done=yes`)
    case 'sessions':
      await api['DELETE /api/admin/people/:userId/sessions'](of)
      return redirect(`${back}?done=yes`)
    case 'ban':
      await api['PUT /api/admin/people/:userId/ban']({ ...of, body: { reason: text(form, 'reason') } })
      return redirect(`${back}?done=yes`)
    case 'erase':
      await api['PUT /api/admin/people/:userId/erasure']({ ...of, body: { reason: text(form, 'reason') } })
      return redirect(`${back}?done=yes`)
    case 'keep':
      await api['DELETE /api/admin/people/:userId/erasure'](of)
      return redirect(`${back}?done=yes`)
    case 'unban':
      await api['DELETE /api/admin/people/:userId/ban'](of)
      return redirect(`${back}?done=yes`)
    case 'give':
      await api['PUT /api/admin/people/:userId/administration'](of)
      return redirect(`${back}?done=yes`)
    case 'take':
      await api['DELETE /api/admin/people/:userId/administration'](of)
      return redirect(`${back}?done=yes`)
    default:
      await api['POST /api/admin/people/:userId/acting'](of)
      return redirect('/account')
  }
})

/** One person: what there is of them, and what an administrator can do about them. */
export function Component() {
  const { t, language } = useSurroundings()
  const { person, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const zone = usePerson()?.timeZone ?? 'UTC'
  const { person: words, since } = t.admin
  const happened = done === null || failure ? null : done === 'reset' ? words.resetDone : words.done
  return (
    <Workspace title={person.name} note={person.email} sections={adminSections(t)}>
      {happened && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <p className="studio-facts num studio-below">
        <Standing person={person} />
        <span>{since(day(person.createdAt, zone, language, new Date()))}</span>
        <span>{words.orders(count(person.orders, language))}</span>
        <span className="mute">{person.id}</span>
      </p>
      {person.bannedAt && (
        <p className="admin-text">
          {words.bannedSince(dayAndTime(person.bannedAt, zone, language, new Date()), person.banReason)}
        </p>
      )}
      <Organizations />
      <Sessions />
      {person.erasedAt === null && <Steps person={person} />}
      <Erase person={person} />
    </Workspace>
  )
}

function Organizations() {
  const { admin, accounts } = useSentences()
  const { organizations } = useLoaded<typeof loader>().person
  const { person: words } = admin
  return (
    <section className="studio-section" aria-labelledby="organizations">
      <h2 id="organizations">{words.organizations}</h2>
      {organizations.length === 0 ? (
        <p className="mute">{words.noOrganizations}</p>
      ) : (
        <ul className="rows hard studio-below">
          {organizations.map(({ id, slug, name, role, suspendedAt }) => (
            <li key={id} className="studio-facts">
              <Link to={`/o/${slug}`}>{name}</Link>
              <span className="mute">{accounts.account.roles[role as keyof typeof accounts.account.roles]}</span>
              {suspendedAt && <Tag tone="out">{admin.suspended}</Tag>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Sessions() {
  const { t, language } = useSurroundings()
  const { sessions } = useLoaded<typeof loader>().person
  const began = (createdAt: string) => dayAndTime(createdAt, zone, language, new Date())
  const zone = usePerson()?.timeZone ?? 'UTC'
  const { person: words } = t.admin
  return (
    <section className="studio-section" aria-labelledby="sessions">
      <h2 id="sessions">{words.sessions}</h2>
      {sessions.length === 0 ? (
        <p className="mute">{words.noSessions}</p>
      ) : (
        <Table
          className="studio-below"
          rows={sessions}
          keyOf={({ id }) => id}
          columns={[
            {
              label: words.when,
              look: 'num who',
              names: true,
              cell: ({ createdAt }) => began(createdAt),
            },
            { label: words.where, look: 'num', cell: ({ ip }) => ip ?? '' },
            {
              label: words.device,
              look: 'admin-text',
              cell: ({ userAgent, actor }) => (actor === null ? userAgent : words.actedBy(actor)),
            },
            {
              label: words.end,
              cell: ({ id, createdAt }) => (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="intent" value="session" />
                  <Submit look="line" name="sessionId" value={id} aria-label={words.endOf(began(createdAt))}>
                    {words.end}
                  </Submit>
                </Form>
              ),
            },
          ]}
        />
      )}
      {sessions.length > 1 && (
        <Form method="post" className="studio-below">
          <Submit look="stop" name="intent" value="sessions">
            {words.endAll}
          </Submit>
        </Form>
      )}
    </section>
  )
}
