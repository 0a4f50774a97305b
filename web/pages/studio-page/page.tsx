import { redirect } from 'react-router'
import { isCategory } from '../../../src/lib/look/name.ts'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { timeZones } from '../../ui/TimeZoneField.tsx'
import { parseCount } from '../studio/amount.ts'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { refuseForm } from '../studio/refusal.ts'
import { CoverForm } from './CoverForm.tsx'
import { readWindow } from './moving.ts'
import { PageForm } from './PageForm.tsx'

export const loader = load(async (loading) => {
  const { event, may, isHost } = await studioEvent(loading)
  return { event, may, isHost, zones: timeZones(event.timeZone), saved: loading.query.get('done') === 'saved' }
})

export const action = act(async ({ api, form, params, t }) => {
  const of = { params: { eventId: params.eventId ?? '' } }
  switch (text(form, 'intent')) {
    case 'cover': {
      const file = form.get('cover')
      if (!(file instanceof File) || file.size === 0) return refuseForm(t, form, { cover: t.studio.page.noFile })
      const body = { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
      await api['PUT /api/events/:eventId/cover']({ ...of, body })
      break
    }
    case 'remove-cover':
      await api['DELETE /api/events/:eventId/cover'](of)
      break
    default: {
      const minutes = parseCount(text(form, 'holdMinutes'))
      if (!minutes) return refuseForm(t, form, { holdSeconds: t.studio.tickets.numberWrong })
      const window = readWindow(form)
      if (window && window.percent === undefined)
        return refuseForm(t, form, { 'refundWindow.percent': t.studio.tickets.numberWrong })
      const refundWindow = window ? { refundWindow: { ...window, percent: window.percent ?? 100 } } : {}
      const moved = form.has('moved') ? { moved: text(form, 'moved') === 'yes' } : {}
      await api['PATCH /api/events/:eventId']({
        ...of,
        body: { ...changesOf(form, minutes), ...moved, ...refundWindow },
      })
    }
  }
  return redirect(`/studio/${params.org}/events/${params.eventId}/page?done=saved`)
})

function changesOf(form: FormData, minutes: number) {
  const category = text(form, 'category')
  const attendance = text(form, 'attendance')
  const visibility = text(form, 'visibility')
  return {
    name: text(form, 'name'),
    summary: text(form, 'summary'),
    description: String(form.get('description') ?? '').replaceAll('\r\n', '\n'),
    ...(isCategory(category) ? { category } : {}),
    tags: text(form, 'tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    language: text(form, 'language'),
    startsAt: text(form, 'startsAt') || null,
    endsAt: text(form, 'endsAt') || null,
    timeZone: text(form, 'timeZone'),
    attendance: attendance === 'online' || attendance === 'hybrid' ? attendance : 'in-person',
    venue: text(form, 'venue'),
    address: text(form, 'address'),
    city: text(form, 'city'),
    country: text(form, 'country'),
    onlineUrl: text(form, 'onlineUrl'),
    slug: text(form, 'slug'),
    visibility: visibility === 'unlisted' || visibility === 'invite-only' ? visibility : 'public',
    currency: text(form, 'currency'),
    holdSeconds: minutes * 60,
  } as const
}

/** The editor of an event's page. */
export function Component() {
  const { studio } = useSentences()
  const { event, may, saved } = useLoaded<typeof loader>()
  const [title, words] = event.state === 'published' ? studio.page.savedLive : studio.page.saved
  const acts = (
    <ButtonLink look="line" to={`/e/${event.slug}`}>
      {event.state === 'published' ? studio.overview.seePage : studio.overview.preview}
    </ButtonLink>
  )
  return (
    <EventFrame event={event} may={may} acts={acts}>
      {saved && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={title}>
            {words}
          </Notice>
        </div>
      )}
      <div className="studio-columns">
        <PageForm key={event.updatedAt} />
        <CoverForm />
      </div>
    </EventFrame>
  )
}
