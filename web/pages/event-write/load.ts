import { redirect } from 'react-router'
import type { Loading } from '../../host/page.ts'

/** The event that somebody writes about; an earlier address leads on to the same page under the present one. */
export async function shownEvent({ api, params }: Loading, page: 'write' | 'report') {
  const event = await api['GET /api/discover/:slug']({ params: { slug: params.slug ?? '' } })
  if (event.movedTo !== null) throw redirect(`/e/${event.movedTo}/${page}`, 301)
  return { id: event.id, slug: event.slug, name: event.name, organizer: event.organizer.name }
}
