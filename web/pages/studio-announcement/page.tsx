import '../studio/studio.css'
import './announcement.css'
import { useState } from 'react'
import { redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { type Acting, act, load, text } from '../../host/page.ts'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { draftOf } from './form.ts'
import { Preview } from './Preview.tsx'
import { Report } from './Report.tsx'
import { Sending } from './Sending.tsx'
import { Write } from './Write.tsx'

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const { eventId = '', announcementId } = params
  const [studio, { ticketTypes }, message] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/ticket-types']({ params: { eventId } }),
    announcementId === undefined
      ? null
      : api['GET /api/events/:eventId/announcements/:announcementId']({ params: { eventId, announcementId } }),
  ])
  return { ...studio, types: ticketTypes.map(({ id, name }) => ({ id, name })), message, done: query.get('done') }
})

export const action = act(async (acting) => {
  const { api, form, params: path } = acting
  const eventId = path.eventId ?? ''
  const list = `/studio/${path.org}/events/${eventId}/announcements`
  const intent = text(form, 'intent')
  if (path.announcementId === undefined) {
    const { id } = await api['POST /api/events/:eventId/announcements']({ params: { eventId }, body: draftOf(form) })
    return redirect(`${list}/${id}?done=saved`)
  }
  const params = { eventId, announcementId: path.announcementId }
  if (intent === 'copy') {
    const { id } = await api['POST /api/events/:eventId/announcements/:announcementId/copies']({ params })
    return redirect(`${list}/${id}?done=copied`)
  }
  if (intent === 'delete') {
    await api['DELETE /api/events/:eventId/announcements/:announcementId']({ params })
    return redirect(`${list}?done=deleted`)
  }
  return redirect(`${list}/${params.announcementId}?done=${await change(acting, params, intent)}`)
})

/** Does what a form of a message says, and returns what has happened. */
async function change({ api, form }: Acting, params: { eventId: string; announcementId: string }, intent: string) {
  if (intent === 'test') {
    await api['POST /api/events/:eventId/announcements/:announcementId/test']({ params })
    return 'tested'
  }
  if (intent === 'keep') {
    await api['DELETE /api/events/:eventId/announcements/:announcementId/sending']({ params })
    return 'kept'
  }
  if (intent === 'now' || intent === 'plan') {
    const body = intent === 'plan' ? { at: text(form, 'at') } : {}
    await api['PUT /api/events/:eventId/announcements/:announcementId/sending']({ params, body })
    return intent === 'plan' ? 'planned' : 'sending'
  }
  await api['PATCH /api/events/:eventId/announcements/:announcementId']({ params, body: draftOf(form) })
  return 'saved'
}

/** One message to those who have a ticket: written, looked at, sent, and what became of it. */
export function Component() {
  const { t, language } = useSurroundings()
  const { announcements: words } = t
  const { event, may, message, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const happened = words.done[done as keyof typeof words.done]
  const isOut = message !== null && message.report !== null
  const stopped = isOut ? words.stoppedMidway : words.stopped
  const version = message?.updatedAt ?? ''
  const [unsaved, setUnsaved] = useState<string | null>(null)
  return (
    <EventFrame event={event} may={may}>
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      {message?.state === 'scheduled' && message.sendAt && (
        <div className="studio-happened">
          <Notice tone="hold" title={words.planned(dayAndTime(message.sendAt, event.timeZone, language, new Date()))} />
        </div>
      )}
      {message?.stoppedFor && (
        <div className="studio-happened">
          <Notice tone="stop" title={stopped[message.stoppedFor][0]}>
            {stopped[message.stoppedFor][1]}
          </Notice>
        </div>
      )}
      {message && isOut && <Report message={message} />}
      <div className="announcement-desk">
        {!isOut && (
          <Write key={version} message={message} onChange={(isUnsaved) => setUnsaved(isUnsaved ? version : null)} />
        )}
        {message && <Preview message={message} />}
      </div>
      {message && <Sending message={message} isUnsaved={unsaved === version} />}
    </EventFrame>
  )
}
