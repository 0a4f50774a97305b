import { useEffect, useState } from 'react'
import { Form, redirect, useFetcher } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { TimeZoneField, timeZones } from '../../ui/TimeZoneField.tsx'

/** With a name or an address in the query, says which address that would be and whether it is free. */
export const loader = load(async ({ api, query, request }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Fstudio%2Fnew')
  const { origin } = new URL(request.url)
  const asked = { name: query.get('name') ?? '', slug: query.get('slug') ?? '' }
  const isAsked = asked.slug === '' ? asked.name !== '' : SLUG.test(asked.slug)
  const preview = isAsked
    ? await api['GET /api/organization-slugs']({ query: asked.slug ? { slug: asked.slug } : { name: asked.name } })
    : null
  return { timeZone: me.timeZone, zones: timeZones(me.timeZone), origin, preview }
})

export const action = act(async ({ api, form }) => {
  const slug = text(form, 'slug')
  const body = { name: text(form, 'name'), timeZone: text(form, 'timeZone'), ...(slug ? { slug } : {}) }
  const organization = await api['POST /api/organizations']({ body })
  return redirect(`/studio/${organization.slug}`)
})

const SLUG = /^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$/

/** The second step of putting on an event: who does. */
export function Component() {
  const { accounts } = useSentences()
  const { timeZone, zones } = useLoaded<typeof loader>()
  const failure = useFailure()
  const [name, setName] = useState(failure?.values.name ?? '')
  const [slug, setSlug] = useState(failure?.values.slug ?? '')
  const preview = usePreview(name, slug)
  const { fields = {} } = failure?.problem ?? {}
  const sentences = accounts.newOrganization
  return (
    <Entrance title={sentences.title} lead={sentences.text} current="studio">
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <Field
          label={sentences.name}
          name="name"
          autoComplete="organization"
          required
          maxLength={120}
          defaultValue={name}
          onChange={(change) => setName(change.target.value)}
          error={fields.name}
        />
        <Field
          label={sentences.slug}
          hint={sentences.slugHint}
          optional
          name="slug"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          minLength={2}
          maxLength={60}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          defaultValue={slug}
          onChange={(change) => setSlug(change.target.value)}
          error={fields.slug}
        />
        <p className="num" aria-live="polite">
          {preview?.free && sentences.slugPreview(preview.address)}
          {preview && !preview.free && <span className="tag out">{sentences.slugTaken(preview.address)}</span>}
        </p>
        <TimeZoneField
          zones={zones}
          hint={sentences.timeZoneHint}
          defaultValue={failure?.values.timeZone ?? timeZone}
          error={fields.timeZone}
        />
        <Submit big>{sentences.submit}</Submit>
      </Form>
    </Entrance>
  )
}

const PAUSE_MILLISECONDS = 300

/** The address as it would be, asked for when typing pauses. */
function usePreview(name: string, slug: string): { address: string; free: boolean } | null {
  const { load: ask, data } = useFetcher<Awaited<ReturnType<typeof loader>>>({ key: 'slug-preview' })
  useEffect(() => {
    if (name.trim() === '' && slug === '') return
    const query = new URLSearchParams({ name: name.trim(), slug })
    const timer = setTimeout(() => void ask(`/studio/new?${query}`), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [name, slug, ask])
  if (!data?.preview || (name.trim() === '' && slug === '')) return null
  return { address: `${data.origin}/o/${data.preview.slug}`, free: data.preview.free }
}
