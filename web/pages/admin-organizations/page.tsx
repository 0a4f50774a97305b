import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-money/money.css'
import { Form, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { type Acting, act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { parseFixed } from '../admin-commission/fixed.ts'
import { parsePercent } from '../studio/percent.ts'
import { refuseForm } from '../studio/refusal.ts'
import { asked } from '../studio-orders/asked.ts'
import { AgreedRow } from './AgreedRow.tsx'
import { SuspensionForm } from './SuspensionForm.tsx'
import { TermsForm } from './TermsForm.tsx'

export type Agreed = Awaited<ReturnType<WebClient['GET /api/admin/organizations']>>['items'][number]

/** `edit` names the organization whose form is open. */
export const loader = load(async ({ api, query }) => {
  const { q, cursor, edit, done } = asked(query, ['q', 'cursor', 'edit', 'done'])
  const list = await api['GET /api/admin/organizations']({
    query: { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) },
  })
  return { list, filter: { ...(q ? { q } : {}) }, isLater: cursor !== undefined, edit, done }
})

export const action = act(async (acting) => {
  const { api, form, query } = acting
  const params = { organizationId: text(form, 'organizationId') }
  const intent = text(form, 'intent')
  if (intent === 'suspend') {
    const body = { reason: text(form, 'reason') }
    await api['PUT /api/admin/organizations/:organizationId/suspension']({ params, body })
  } else if (intent === 'restore') {
    await api['DELETE /api/admin/organizations/:organizationId/suspension']({ params })
  } else {
    const refused = await saveTerms(acting)
    if (refused) return refused
  }
  const { q, cursor } = asked(query, ['q', 'cursor'])
  const back = new URLSearchParams({ ...(q ? { q } : {}), ...(cursor ? { cursor } : {}), done: 'saved' })
  return redirect(`/admin/organizations?${back}`)
})

async function saveTerms({ api, form, t }: Acting) {
  const params = { organizationId: text(form, 'organizationId') }
  const [typed, typedFixed, payer] = ['percent', 'fixed', 'paidBy'].map((name) => text(form, name))
  const percent = typed ? parsePercent(typed) : null
  const fixed = typedFixed ? parseFixed(typedFixed === '0' ? '' : typedFixed) : null
  if (percent === undefined) return refuseForm(t, form, { percent: t.money.fees.rateWrong })
  if (fixed === undefined) return refuseForm(t, form, { fixed: t.money.admin.fixedWrong })
  const paidBy = payer === 'buyer' || payer === 'organizer' ? payer : null
  // First what may be refused, so that a wrong account changes nothing.
  await api['PUT /api/organizations/:organizationId/payees/stripe']({
    params,
    body: { account: text(form, 'account') || null },
  })
  await api['PUT /api/admin/organizations/:organizationId/commission']({ params, body: { percent, fixed, paidBy } })
  return null
}

/** What is agreed about money with each organization. */
export function Component() {
  const t = useSentences()
  const { list, filter, isLater, done } = useLoaded<typeof loader>()
  const words = t.money.admin
  return (
    <Workspace title={t.admin.title} note={words.organizationsText} sections={adminSections(t)}>
      {done && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={t.money.fees.saved[0]}>
            {t.money.fees.saved[1]}
          </Notice>
        </div>
      )}
      <div className="list-head">
        <h2>{words.organizations}</h2>
      </div>
      <Form className="list-filter" role="search" action="/admin/organizations" key={filter.q ?? ''}>
        <Field label={words.name} name="q" type="search" defaultValue={filter.q ?? ''} maxLength={120} />
        <Button type="submit">{t.lists.find}</Button>
      </Form>
      {list.items.length === 0 ? (
        <EmptyState title={words.noOrganizations}>{words.noOrganizationsText}</EmptyState>
      ) : (
        <Organizations />
      )}
      <Pages next={list.next} isLater={isLater} filter={filter} />
    </Workspace>
  )
}

function Organizations() {
  const { list, edit } = useLoaded<typeof loader>()
  return (
    <ul className="rows hard">
      {list.items.map((agreed) => (
        <li key={agreed.id}>
          {agreed.id === edit ? (
            <>
              <TermsForm agreed={agreed} />
              <SuspensionForm agreed={agreed} />
            </>
          ) : (
            <AgreedRow agreed={agreed} />
          )}
        </li>
      ))}
    </ul>
  )
}
