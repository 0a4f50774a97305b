import '../studio/studio.css'
import '../studio-money/money.css'
import './api-keys.css'
import { redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'
import { KeyRow } from './KeyRow.tsx'
import { Made } from './Made.tsx'
import { MakeKey } from './MakeKey.tsx'

type Client = WebClient['POST /api/organizations/:organizationId/api-keys']
export type MadeKey = Awaited<ReturnType<Client>>
type Scope = Parameters<Client>[0]['body']['scopes'][number]

export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const cursor = loading.query.get('cursor')
  const keys = await loading.api['GET /api/organizations/:organizationId/api-keys']({
    params: { organizationId: organization.id },
    query: cursor === null ? {} : { cursor },
  })
  return { organization, keys, isLater: cursor !== null, done: loading.query.get('done') }
})

/** Returns a key that was made: the page shows it this once. */
export const action = act(async (acting): Promise<Response | { made: MadeKey }> => {
  const { api, form } = acting
  const { id: organizationId, slug } = await studioOrganization(acting)
  if (text(form, 'intent') === 'revoke') {
    const params = { organizationId, keyId: text(form, 'keyId') }
    await api['DELETE /api/organizations/:organizationId/api-keys/:keyId']({ params })
    return redirect(`/studio/${slug}/keys?done=revoked`)
  }
  const days = Number(text(form, 'days'))
  // The API refuses what is no scope.
  const scopes = form.getAll('scope') as Scope[]
  const body = { name: text(form, 'name'), scopes, days: days > 0 ? days : null }
  return { made: await api['POST /api/organizations/:organizationId/api-keys']({ params: { organizationId }, body }) }
})

/** The keys by which programs act for an organization. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, keys, isLater, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = t.apiKeys
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      {done === 'revoked' && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.revoked[0]}>
            {words.revoked[1]}
          </Notice>
        </div>
      )}
      <Made />
      <FormProblem failure={failure} />
      <section className="studio-section" aria-labelledby="keys">
        <h2 id="keys">{words.title}</h2>
        <p className="mute">{words.text}</p>
        <p className="mute">
          {words.organization} <code className="key-id">{organization.id}</code>
        </p>
        {keys.items.length === 0 ? (
          <EmptyState title={words.none}>{words.noneText}</EmptyState>
        ) : (
          <ul className="rows hard money-rates">
            {keys.items.map((key) => (
              <li key={key.id}>
                <KeyRow apiKey={key} />
              </li>
            ))}
          </ul>
        )}
        <Pages next={keys.next} isLater={isLater} />
      </section>
      <MakeKey />
    </Workspace>
  )
}
