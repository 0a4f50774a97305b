import '../studio/studio.css'
import '../studio-money/money.css'
import './mails.css'
import { redirect } from 'react-router'
import { languages } from '../../../lang/languages.ts'
import { PALETTE_NAMES } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { type Acting, act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { refuseForm } from '../studio/refusal.ts'
import { organizationSections } from '../studio/sections.ts'
import { oneOf } from '../studio-orders/asked.ts'
import { Look } from './Look.tsx'
import { Words } from './Words.tsx'

const KINDS = ['confirmation', 'reminder', 'thanks'] as const
const LANGUAGES = Object.keys(languages) as (keyof typeof languages)[]

type Preview = WebClient['POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview']
export type Previewed = Awaited<ReturnType<Preview>>

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const { query, language } = loading
  const params = { organizationId: organization.id }
  return {
    organization,
    look: await loading.api['GET /api/organizations/:organizationId/mail-look']({ params }),
    kind: oneOf(query.get('kind') ?? '', KINDS) ?? 'confirmation',
    language: oneOf(query.get('language') ?? '', LANGUAGES) ?? language,
    done: query.get('done'),
  }
})

/** Returns the preview of words that are not kept yet, beside their form as it was. */
export const action = act(async (acting) => {
  const intent = text(acting.form, 'intent')
  const { id: organizationId, slug } = await studioOrganization(acting)
  return intent === 'look' || intent.startsWith('logo')
    ? changeLook(acting, { organizationId, slug, intent })
    : changeWords(acting, { organizationId, slug, intent })
})

type Chosen = { organizationId: string; slug: string; intent: string }

async function changeLook({ api, form, t }: Acting, { organizationId, slug, intent }: Chosen) {
  const params = { organizationId }
  if (intent === 'look') {
    const accent = oneOf(text(form, 'accent'), PALETTE_NAMES) ?? null
    const body = { accent, replyTo: text(form, 'replyTo') || null }
    await api['PUT /api/organizations/:organizationId/mail-look']({ params, body })
  } else if (intent === 'logo-remove') await api['DELETE /api/organizations/:organizationId/mail-look/logo']({ params })
  else {
    const file = form.get('logo')
    if (!(file instanceof File) || file.size === 0) return refuseForm(t, form, { logo: t.mails.noFile })
    const body = { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
    await api['PUT /api/organizations/:organizationId/mail-look/logo']({ params, body })
  }
  return redirect(`/studio/${slug}/mails?done=look`)
}

async function changeWords({ api, form, language: own }: Acting, { organizationId, slug, intent }: Chosen) {
  const kind = oneOf(text(form, 'kind'), KINDS) ?? 'confirmation'
  const language = oneOf(text(form, 'language'), LANGUAGES) ?? own
  const params = { organizationId, kind, language }
  const body = { subject: text(form, 'subject'), text: text(form, 'text').replaceAll('\r\n', '\n') }
  const address = `/studio/${slug}/mails?kind=${kind}&language=${language}`
  if (intent === 'preview') {
    const previewed = await api['POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview']({
      params,
      body,
    })
    return { previewed, values: body }
  }
  if (intent === 'test') {
    const { to } = await api['POST /api/organizations/:organizationId/mail-texts/:kind/:language/test']({
      params,
      body,
    })
    return { sentTo: to, values: body }
  }
  if (intent === 'usual') await api['DELETE /api/organizations/:organizationId/mail-texts/:kind/:language']({ params })
  else await api['PUT /api/organizations/:organizationId/mail-texts/:kind/:language']({ params, body })
  return redirect(`${address}&done=${intent === 'usual' ? 'usual' : 'words'}`)
}

/** How an organization's mails look, and what they say in its own words. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, done, look, kind, language } = useLoaded<typeof loader>()
  const failure = useFailure()
  const happened = done === 'look' || done === 'words' || done === 'usual' ? t.mails.done[done] : undefined
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <Words key={`${kind}-${language}`} {...{ organization, look, kind, language }} kinds={KINDS} />
      <Look key={JSON.stringify(look)} name={organization.name} look={look} />
    </Workspace>
  )
}
