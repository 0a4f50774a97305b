import { useLoaded, useSentences } from '../../host/hooks.ts'
import type { Announcement } from './form.ts'
import type { loader } from './page.tsx'

/** A message as its mail looks, to whoever reads this. Nothing runs in the frame, and its links lead nowhere from here. */
export function Preview({ message: { id, subject, updatedAt } }: { message: Announcement }) {
  const { announcements: words } = useSentences()
  const { event } = useLoaded<typeof loader>()
  return (
    <section className="announcement-preview" aria-labelledby="preview">
      <h2 id="preview">{words.preview}</h2>
      <p className="announcement-subject">{subject}</p>
      <iframe
        key={updatedAt}
        title={words.previewOf(subject)}
        src={`/api/events/${event.id}/announcements/${id}/preview`}
        sandbox=""
      />
    </section>
  )
}
