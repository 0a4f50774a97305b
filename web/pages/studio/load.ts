import { data, redirect } from 'react-router'
import type { Loading } from '../../host/page.ts'

/** An event as the studio's pages load it. */
export type StudioEvent = Awaited<ReturnType<typeof studioEvent>>['event']

/** The reader's organizations. Leads to the sign-in page when nobody is signed in. */
export async function studioOrganizations({ api, request }: Pick<Loading, 'api' | 'request'>) {
  const me = await api['GET /api/me']()
  if (me) return me.organizations
  const { pathname, search } = new URL(request.url)
  throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}

/** The organization in the address, and what the reader may do in it. Not found for those who do not work for it. */
export async function studioOrganization(loading: Loading) {
  const organizations = await studioOrganizations(loading)
  const organization = organizations.find(({ slug }) => slug === loading.params.org)
  if (!organization) throw data(null, { status: 404 })
  return organization
}

/** The event in the address with its neighbours, and what the reader may do with it. An address with another organization is put right. */
export async function studioEvent(loading: Loading) {
  const { api, params, request } = loading
  const eventId = params.eventId ?? ''
  const [organizations, event] = await Promise.all([
    studioOrganizations(loading),
    api['GET /api/events/:eventId']({ params: { eventId } }),
  ])
  const { id, slug } = event.organization
  if (slug !== params.org) {
    const { pathname, search } = new URL(request.url)
    throw redirect(pathname.replace(`/studio/${params.org}/`, `/studio/${slug}/`) + search)
  }
  const may = organizations.find((organization) => organization.id === id)?.permissions ?? []
  return { event: { ...event, others: await otherEvents(loading, id, event.id) }, may }
}

const SHOWN_OTHERS = 3

/** The next events of the same organization, to go on to. */
async function otherEvents({ api }: Loading, organizationId: string, eventId: string) {
  const { items } = await api['GET /api/organizations/:organizationId/events']({
    params: { organizationId },
    query: {},
  })
  return items
    .filter(({ id }) => id !== eventId)
    .slice(0, SHOWN_OTHERS)
    .map(({ id, name, category }) => ({ id, name, category }))
}

/** Where an event is in the studio. */
export const eventPath = (event: Pick<StudioEvent, 'id' | 'organization'>): string =>
  `/studio/${event.organization.slug}/events/${event.id}`
