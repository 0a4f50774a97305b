import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { usePerson } from '../../root.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Changes } from '../studio-history/Changes.tsx'

type Act = Awaited<ReturnType<WebClient['GET /api/admin/acts']>>['items'][number]

/** An act with who did it, to what, and from where. */
export function ActRow({ act }: { act: Act }) {
  const { t, language } = useSurroundings()
  const words = t.acts
  const zone = usePerson()?.timeZone ?? 'UTC'
  const { at, kind, organization, event, eventId, before, after } = act
  const about = [organization?.name, event?.name ?? eventId].filter(Boolean).join(', ')
  const details = [
    [words.subject, act.subjectId],
    [words.address, act.ip],
    [words.device, act.userAgent],
    [words.request, act.requestId],
  ].flatMap(([label, value]) => (label && value ? [{ label, value }] : []))
  return (
    <>
      <h3>{words.kinds[kind]}</h3>
      <time className="num mute" dateTime={at}>
        {dayAndTime(at, zone, language, new Date())}
      </time>
      <p>{whoOf(act, words)}</p>
      {about && <p>{about}</p>}
      <Changes before={before} after={after} zone={zone} currency={event?.currency} />
      {details.length > 0 && (
        <details>
          <summary>{words.more}</summary>
          <dl className="act-changes">
            {details.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

/** The person, and the administrator who acted in their place or the key that acted in their name; the platform where nobody called. */
function whoOf(
  { userId, by, impersonator, apiKey }: Act,
  words: ReturnType<typeof useSurroundings>['t']['acts'],
): string {
  if (userId === null) return words.platform
  const person = by ? `${by.name} (${by.email})` : words.gone
  if (impersonator) return `${impersonator.name}, ${words.inPlaceOf} ${person}`
  return apiKey ? `${person}, ${words.byKey(apiKey.name)}` : person
}
