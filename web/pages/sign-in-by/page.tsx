import { Link, redirect } from 'react-router'
import type { ProblemDocument } from '../../../src/http/client.ts'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { nextPath } from '../../host/next.ts'
import { act, isProblem, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Entrance } from '../../ui/Entrance.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Providers } from '../sign-in/Providers.tsx'
import { leadsTo } from './leads-to.ts'

type Reply = Parameters<WebClient['POST /api/provider-sign-ins/return']>[0]['body']

/** Takes what the provider sent the browser back with and leads on; shows why it could not. */
export const loader = load(async ({ api, params, query, signedIn }) => {
  const { items } = await api['GET /api/sign-in-providers']()
  const provider = items.find(({ id }) => id === params.provider)
  const state = query.get('state')
  const problem = provider && state !== null ? await finish(api, replyOf(provider.id, state, query)) : null
  return { providers: items, problem, signedIn }
})

/** Leads on, or returns why not. */
async function finish(api: WebClient, body: Reply): Promise<Pick<ProblemDocument, 'title' | 'detail'>> {
  try {
    throw redirect(leadsTo(await api['POST /api/provider-sign-ins/return']({ body })))
  } catch (error) {
    if (!isProblem(error)) throw error
    return { title: error.title, detail: error.detail }
  }
}

function replyOf(provider: string, state: string, query: URLSearchParams): Reply {
  const [code, error, iss] = ['code', 'error', 'iss'].map((name) => query.get(name))
  return {
    provider: provider as Reply['provider'],
    state,
    ...(code ? { code } : {}),
    ...(error ? { error } : {}),
    ...(iss ? { iss } : {}),
  }
}

export const action = act(async ({ api, form, params }) => {
  const timeZone = text(form, 'timeZone')
  const body = {
    provider: params.provider as Reply['provider'],
    next: nextPath(text(form, 'next')),
    ...(timeZone ? { timeZone } : {}),
  }
  return redirect((await api['POST /api/provider-sign-ins']({ body })).address)
})

/** Seen just where signing in by a provider did not come to its end. */
export function Component() {
  const sentences = useSentences().providers
  const { providers, problem, signedIn } = useLoaded<typeof loader>()
  const failure = useFailure()
  return (
    <Entrance title={sentences.title}>
      <FormProblem failure={failure} />
      {problem && !failure && (
        <Notice tone="stop" title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      <Providers providers={providers} next="/" heading={sentences.again} />
      <p className="entrance-links">
        <Link to="/sign-in">{sentences.otherWays}</Link>
        {signedIn && <Link to="/account/security">{sentences.toAccount}</Link>}
      </p>
    </Entrance>
  )
}
