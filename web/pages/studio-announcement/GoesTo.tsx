import { useCallback } from 'react'
import { isLanguage, languages } from '../../../lang/languages.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { count } from '../../ui/format.ts'
import { useAsked } from '../studio/ask.ts'
import type { Audience } from './form.ts'
import type { loader } from './page.tsx'

/** How many people an audience is now, and in which languages they read. */
export function GoesTo({ audience }: { audience: Audience }) {
  const { t, language } = useSurroundings()
  const { announcements: words } = t
  const { event } = useLoaded<typeof loader>()
  const query = JSON.stringify(queryOf(audience))
  const asked = useAsked(
    useCallback(
      (api: WebClient) =>
        api['GET /api/events/:eventId/announcement-audience']({
          params: { eventId: event.id },
          query: JSON.parse(query),
        }),
      [event.id, query],
    ),
  )
  const answer = typeof asked === 'object' ? asked.answer : null
  return (
    <div className="announcement-count" aria-live="polite">
      {asked === 'asking' && <p className="mute">{words.counting}</p>}
      {answer?.people === 0 && <p>{words.nobody}</p>}
      {answer !== null && answer.people > 0 && (
        <>
          <p>
            <b>{words.count(answer.people)}</b>
            {answer.languages.map((one) => (
              <span key={one.language} className="mute num">
                {words.language(nameOf(one.language), count(one.people, language))}
              </span>
            ))}
          </p>
          {answer.languages.length > 1 && <p className="mute">{words.languageHint}</p>}
        </>
      )}
    </div>
  )
}

const nameOf = (language: string) => (isLanguage(language) ? languages[language] : language)

const queryOf = ({ ticketTypeIds, ...conditions }: Audience) => ({
  ...conditions,
  ...(ticketTypeIds ? { ticketTypeIds: ticketTypeIds.join(',') } : {}),
})
