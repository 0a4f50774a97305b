import '../studio/studio.css'
import '../studio-money/money.css'
import { Form, redirect } from 'react-router'
import { PALETTE_NAMES } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field, SelectField, TextField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { refuseForm } from '../studio/refusal.ts'
import { oneOf } from '../studio-orders/asked.ts'
import { Accents } from './Accents.tsx'
import { Logo } from './Logo.tsx'

const APPROVALS = ['off', 'first', 'all'] as const
const TEXTS = ['imprint', 'privacy', 'terms'] as const

export const loader = load(async ({ api, query }) => ({
  settings: await api['GET /api/admin/settings'](),
  done: query.get('done'),
}))

export const action = act(async ({ api, form, t }) => {
  if (text(form, 'intent') === 'logo') {
    const file = form.get('logo')
    if (!(file instanceof File) || file.size === 0) return refuseForm(t, form, { logo: t.admin.setting.noFile })
    const body = { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
    await api['PUT /api/admin/settings/logo']({ body })
    return redirect('/admin/settings?done=saved')
  }
  if (text(form, 'intent') === 'logo-remove') {
    await api['DELETE /api/admin/settings/logo']()
    return redirect('/admin/settings?done=saved')
  }
  const currencies = [
    ...new Set(
      text(form, 'currencies')
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  ]
  if (currencies.some((code) => !/^[A-Z]{3}$/.test(code)))
    return refuseForm(t, form, { currencies: t.admin.setting.currenciesWrong })
  await api['PATCH /api/admin/settings']({
    body: {
      name: text(form, 'name'),
      accent: oneOf(text(form, 'accent'), PALETTE_NAMES) ?? null,
      eventApproval: oneOf(text(form, 'eventApproval'), APPROVALS) ?? 'off',
      verifiedEmailRequired: form.has('verifiedEmailRequired'),
      currencies,
      ...Object.fromEntries(TEXTS.map((name) => [name, text(form, name).replaceAll('\r\n', '\n')])),
    },
  })
  return redirect('/admin/settings?done=saved')
})

/** What holds for the whole platform. */
export function Component() {
  const t = useSentences()
  const { settings, done } = useLoaded<typeof loader>()
  const { setting: words, settingsText, title } = t.admin
  const refused = useFailure()
  // The form of the logo says itself what is wrong with it.
  const failure = refused?.intent === undefined ? refused : null
  const field = (name: string, saved: string) => ({
    name,
    defaultValue: failure?.values[name] ?? saved,
    error: failure?.problem.fields?.[name],
  })
  return (
    <Workspace title={title} note={settingsText} sections={adminSections(t)}>
      {done && !refused && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.saved[0]}>
            {words.saved[1]}
          </Notice>
        </div>
      )}
      <section className="studio-section" aria-labelledby="settings">
        <h2 id="settings">{t.admin.settings}</h2>
        <Form method="post" className="money-form" key={JSON.stringify(settings)}>
          <FormProblem failure={failure} />
          <Field label={words.name} required maxLength={40} {...field('name', settings.name)} />
          <Accents
            chosen={failure?.values.accent ?? settings.accent ?? ''}
            label={words.accent}
            hint={words.accentHint}
            usual={words.usual}
          />
          <SelectField
            label={words.approval}
            choices={APPROVALS.map((choice) => [choice, words.approvals[choice]] as const)}
            {...field('eventApproval', settings.eventApproval)}
          />
          <CheckField
            label={words.verified}
            name="verifiedEmailRequired"
            defaultChecked={failure ? 'verifiedEmailRequired' in failure.values : settings.verifiedEmailRequired}
          />
          <Field
            label={words.currencies}
            hint={words.currenciesHint}
            optional
            maxLength={200}
            {...field('currencies', settings.currencies.join(', '))}
          />
          <h3>{words.legal}</h3>
          {TEXTS.map((name) => (
            <TextField
              key={name}
              label={t.ui.legal[name]}
              hint={words.legalHint}
              optional
              rows={6}
              maxLength={50_000}
              {...field(name, settings[name])}
            />
          ))}
          <Submit>{words.save}</Submit>
        </Form>
      </section>
      <Logo name={settings.name} logo={settings.logo} />
    </Workspace>
  )
}
