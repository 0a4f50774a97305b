import '../studio/studio.css'
import '../studio-money/money.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { parsePercent, typedPercent } from '../studio/percent.ts'
import { refuseForm } from '../studio/refusal.ts'
import { parseFixed, typedFixed } from './fixed.ts'

export const loader = load(async ({ api, query }) => ({
  commission: await api['GET /api/admin/commission'](),
  done: query.get('done'),
}))

export const action = act(async ({ api, form, t }) => {
  const percent = parsePercent(text(form, 'percent'))
  const fixed = parseFixed(text(form, 'fixed'))
  if (percent === undefined) return refuseForm(t, form, { percent: t.money.fees.rateWrong })
  if (fixed === undefined) return refuseForm(t, form, { fixed: t.money.admin.fixedWrong })
  const paidBy = text(form, 'paidBy') === 'organizer' ? 'organizer' : 'buyer'
  await api['PUT /api/admin/commission']({ body: { percent, fixed, paidBy } })
  return redirect('/admin/commission?done=saved')
})

/** What the platform takes of a ticket. */
export function Component() {
  const { t } = useSurroundings()
  const { commission, done } = useLoaded<typeof loader>()
  const words = t.money.admin
  const failure = useFailure()
  const { values, problem } = failure ?? {}
  return (
    <Workspace title={t.admin.title} note={words.commissionText} sections={adminSections(t)}>
      {done && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={t.money.fees.saved[0]}>
            {t.money.fees.saved[1]}
          </Notice>
        </div>
      )}
      <section className="studio-section" aria-labelledby="commission">
        <h2 id="commission">{words.commissionTitle}</h2>
        <Form method="post" className="money-form" key={JSON.stringify(commission)}>
          <FormProblem failure={failure} />
          <Field
            label={words.percent}
            name="percent"
            required
            inputMode="decimal"
            maxLength={7}
            defaultValue={values?.percent ?? typedPercent(commission.percent)}
            error={problem?.fields?.percent}
          />
          <Field
            label={words.fixed}
            hint={words.fixedHint}
            name="fixed"
            optional
            maxLength={400}
            defaultValue={values?.fixed ?? typedFixed(commission.fixed)}
            error={problem?.fields?.fixed}
          />
          <SelectField
            label={words.paidBy}
            name="paidBy"
            defaultValue={values?.paidBy ?? commission.paidBy}
            choices={[
              ['buyer', words.payers.buyer],
              ['organizer', words.payers.organizer],
            ]}
          />
          <Submit>{t.money.fees.save}</Submit>
        </Form>
      </section>
    </Workspace>
  )
}
