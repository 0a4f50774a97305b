import '../studio/studio.css'
import '../studio-money/money.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { TimeZoneField, timeZones } from '../../ui/TimeZoneField.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const params = { organizationId: organization.id }
  const details = await loading.api['GET /api/organizations/:organizationId']({ params })
  return {
    organization,
    details,
    mayEdit: organization.permissions.includes('organization.edit'),
    zones: timeZones(details.timeZone),
    origin: new URL(loading.request.url).origin,
    done: loading.query.get('done'),
  }
})

/** Leads on under the address it then has. */
export const action = act(async (acting) => {
  const { api, form } = acting
  const { id: organizationId } = await studioOrganization(acting)
  const changed = await api['PATCH /api/organizations/:organizationId']({
    params: { organizationId },
    body: {
      name: text(form, 'name'),
      slug: text(form, 'slug'),
      summary: text(form, 'summary').replaceAll('\r\n', '\n'),
      website: text(form, 'website'),
      timeZone: text(form, 'timeZone'),
    },
  })
  return redirect(`/studio/${changed.slug}/settings?done=saved`)
})

/** What people read of an organization, and where it is. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, details, done } = useLoaded<typeof loader>()
  const { organization: words } = t.studio
  const page = (
    <ButtonLink to={`/o/${details.slug}`} look="line">
      {words.page}
    </ButtonLink>
  )
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)} acts={page}>
      {done && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.saved[0]}>
            {words.saved[1]}
          </Notice>
        </div>
      )}
      <section className="studio-section" aria-labelledby="organization">
        <h2 id="organization">{words.title}</h2>
        <p className="mute">{words.text}</p>
        <Details key={JSON.stringify(details)} />
      </section>
    </Workspace>
  )
}

function Details() {
  const { t } = useSurroundings()
  const { organization: words } = t.studio
  const { details, mayEdit, zones, origin } = useLoaded<typeof loader>()
  const failure = useFailure()
  const field = (name: 'name' | 'slug' | 'summary' | 'website' | 'timeZone') => ({
    name,
    disabled: !mayEdit,
    defaultValue: failure?.values[name] ?? details[name],
    error: failure?.problem.fields?.[name],
  })
  return (
    <Form method="post" className="money-form">
      <FormProblem failure={failure} />
      <Field label={words.name} autoComplete="organization" required maxLength={120} {...field('name')} />
      <Field
        label={words.slug}
        hint={words.slugHint(`${origin}/o/${details.slug}`)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        minLength={2}
        maxLength={60}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        {...field('slug')}
      />
      <TextField label={words.summary} hint={words.summaryHint} optional maxLength={500} {...field('summary')} />
      <Field label={words.website} optional type="url" autoComplete="url" maxLength={500} {...field('website')} />
      <TimeZoneField zones={zones} hint={t.accounts.newOrganization.timeZoneHint} {...field('timeZone')} />
      {mayEdit && <Submit look="line">{words.save}</Submit>}
    </Form>
  )
}
