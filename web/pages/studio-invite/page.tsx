import './invite.css'
import { useState } from 'react'
import { redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import { readList } from './lines.ts'
import { Preview } from './Preview.tsx'
import { type Draft, Write } from './Write.tsx'

/** As many as the API takes in one call. */
const batch = 500

export const loader = load(async (loading) => {
  const { event, may } = await studioEvent(loading)
  return { event, may }
})

/** Sends the list that was checked, a part after the other. Whoever was invited when a part is refused stays so, and is passed over the next time. */
export const action = act(async ({ api, form, params: path }) => {
  const params = { eventId: path.eventId ?? '' }
  const { guests } = readList(text(form, 'lines'))
  const sum = { invited: 0, already: 0, unwanted: 0 }
  for (let from = 0; from < guests.length; from += batch) {
    const body = {
      guests: guests.slice(from, from + batch),
      places: Number(text(form, 'places')),
      message: text(form, 'message'),
    }
    const part = await api['POST /api/events/:eventId/guests']({ params, body })
    for (const name of ['invited', 'already', 'unwanted'] as const) sum[name] += part[name]
  }
  const told = new URLSearchParams(Object.entries(sum).map(([name, count]) => [name, String(count)]))
  return redirect(`/studio/${path.org}/events/${params.eventId}/guests?${told}`)
})

/** Inviting people to an event: the list is written, then looked through, then sent. */
export function Component() {
  const { invite } = useSentences().guests
  const { event, may } = useLoaded<typeof loader>()
  const [draft, setDraft] = useState<Draft>({ lines: '', places: '1', message: '' })
  const [isChecked, setChecked] = useState(false)
  return (
    <EventFrame event={event} may={may}>
      <section className="studio-section invite" aria-labelledby="invite">
        <div className="invite-head">
          <h2 id="invite">{invite.title}</h2>
          <p className="mute">{invite.text}</p>
        </div>
        {isChecked ? (
          <Preview draft={draft} onChange={() => setChecked(false)} />
        ) : (
          <Write
            draft={draft}
            onCheck={(written) => {
              setDraft(written)
              setChecked(true)
            }}
          />
        )}
      </section>
    </EventFrame>
  )
}
