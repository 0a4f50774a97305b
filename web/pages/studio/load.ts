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

/**
 * The organization in the address, and what the reader may do in it. An earlier address is put right. Not found for those who do not work
 * for it.
 */
export async function studioOrganization(loading: Loading) {
  const { api, params } = loading
  const [organizations, org] = [await studioOrganizations(loading), params.org ?? '']
  const organization = organizations.find(({ slug }) => slug === org)
  if (organization) return organization
  const { movedTo } = await api['GET /api/organizers/:slug']({ params: { slug: org } })
  if (organizations.some(({ slug }) => slug === movedTo)) throw underAddress(loading, movedTo ?? '')
  throw data(null, { status: 404 })
}

/** Leads to the same page under another address of an organization. */
function underAddress({ request }: Pick<Loading, 'request'>, slug: string) {
  const { pathname, search } = new URL(request.url)
  return redirect(pathname.replace(/^\/studio\/[^/]+/, `/studio/${slug}`) + search, 301)
}

/**
 * The event in the address with the list it is in and its neighbours, which are the host's to see, what the reader may do with it, and
 * whether they are of the host, who alone decides about its money. An address with another organization is put right.
 */
export async function studioEvent(loading: Loading) {
  const { api, params } = loading
  const eventId = params.eventId ?? ''
  const [organizations, event] = await Promise.all([
    studioOrganizations(loading),
    api['GET /api/events/:eventId']({ params: { eventId } }),
  ])
  const { id, slug } = event.organization
  if (slug !== params.org) throw underAddress(loading, slug)
  const host = organizations.find((organization) => organization.id === id)
  if (host)
    return {
      event: { ...event, list: `/studio/${slug}`, others: await otherEvents(loading, id, event.id) },
      may: host.permissions,
      isHost: true,
    }
  const { permissions } = await api['GET /api/events/:eventId/permissions']({ params: { eventId } })
  return { event: { ...event, list: '/studio', others: [] }, may: permissions, isHost: false }
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
