import { useCallback, useState } from 'react'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { CheckField, Field } from '../../ui/Field.tsx'
import { count } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useAsked } from '../studio/ask.ts'
import type { Movement } from './moving.ts'
import type { loader } from './page.tsx'

/**
 * What moving a live event does: how many people are told, and what they are offered if they cannot come then. Of another place it asks first whether it
 * is one, or just written better.
 */
export function Moving({ movement }: { movement: Movement }) {
  const { moving: words } = useSentences().studio
  const { event } = useLoaded<typeof loader>()
  const asked = useAsked(useCallback((api: WebClient) => peopleOf(api, event.id), [event.id]))
  const said = useFailure('save')?.values.moved
  const [isMoved, setMoved] = useState(said === undefined ? movement !== 'spelling' : said === 'yes')
  const people = typeof asked === 'object' ? asked.answer : null
  if (asked === 'asking' || people === 0) return null
  return (
    <fieldset className="studio-part" aria-live="polite">
      {movement !== 'time' && (
        <>
          <legend>{words.choose}</legend>
          {([true, false] as const).map((means) => (
            <label key={String(means)} className="check">
              <input
                type="radio"
                name="moved"
                value={means ? 'yes' : 'no'}
                checked={isMoved === means}
                onChange={() => setMoved(means)}
              />
              <span>{means ? words.moved : words.corrected}</span>
            </label>
          ))}
        </>
      )}
      {isMoved && <Told people={people} />}
    </fieldset>
  )
}

function Told({ people }: { people: number | null }) {
  const { t, language } = useSurroundings()
  const { moving: words } = t.studio
  const { isHost } = useLoaded<typeof loader>()
  const failure = useFailure('save')
  const [isOffering, setOffering] = useState(failure?.values.window !== undefined)
  const fields = failure?.problem.fields ?? {}
  return (
    <>
      <Notice tone="hold" title={people === null ? words.titleUncounted : words.title(count(people, language), people)}>
        {words.text}
      </Notice>
      {isHost && (
        <CheckField
          label={words.offer}
          name="window"
          value="yes"
          checked={isOffering}
          onChange={({ target }) => setOffering(target.checked)}
        />
      )}
      {isOffering && (
        <>
          <div className="pair">
            <Field
              label={words.closesAt}
              type="datetime-local"
              name="windowClosesAt"
              required
              defaultValue={failure?.values.windowClosesAt}
              error={fields['refundWindow.closesAt']}
            />
            <Field
              label={words.percent}
              type="number"
              name="windowPercent"
              min={1}
              max={100}
              required
              defaultValue={failure?.values.windowPercent ?? '100'}
              error={fields['refundWindow.percent']}
            />
          </div>
          <CheckField
            label={words.fee}
            name="windowFee"
            value="yes"
            defaultChecked={failure === null || failure.values.windowFee !== undefined}
          />
        </>
      )}
    </>
  )
}

const peopleOf = async (api: WebClient, eventId: string) =>
  (await api['GET /api/events/:eventId/holders']({ params: { eventId } })).people
