import { redirect } from 'react-router'
import { type Acting, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'

/** What `Linked` shows: the providers one's account is linked to, and those that are set up. */
export async function loadLinked(api: WebClient) {
  const [{ items: linked }, { items: providers }] = await Promise.all([
    api['GET /api/me/linked-sign-ins'](),
    api['GET /api/sign-in-providers'](),
  ])
  return { linked, providers }
}

/** Carries out the forms of `Linked`; undefined for a form that is none of them. */
export async function actOnLinked({ api, form }: Pick<Acting, 'api' | 'form'>): Promise<Response | undefined> {
  switch (text(form, 'intent')) {
    case 'link': {
      const provider = text(form, 'provider') as Parameters<
        WebClient['POST /api/me/linked-sign-ins']
      >[0]['body']['provider']
      return redirect((await api['POST /api/me/linked-sign-ins']({ body: { provider } })).address)
    }
    case 'unlink': {
      const params = { linkedSignInId: text(form, 'linkedSignInId') }
      await api['DELETE /api/me/linked-sign-ins/:linkedSignInId']({ params })
      return redirect('/account/security?done=unlinked')
    }
    default:
      return undefined
  }
}
