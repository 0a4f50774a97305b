import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { count } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'

export type EventFigures = Awaited<ReturnType<WebClient['GET /api/events/:eventId/figures']>>

/** Who is in, as far as that is known, and of how many. */
type LetIn = { admitted?: number; valid?: number }

/** What is sold, taken and held, and who is in once the door is open, in large numerals. */
export function Figures({ figures }: { figures: EventFigures & LetIn }) {
  const { t, language } = useSurroundings()
  const { overview, tickets } = t.studio
  const { sold, capacity, taken, currency, soldToday, held, blocked, perDay, admitted = 0, valid = 0 } = figures
  const places = capacity === null ? overview.noLimit : overview.ofPlaces(count(capacity, language))
  const isBest = soldToday > 0 && perDay.every((day) => day.sold <= soldToday)
  return (
    <dl className="studio-figures num">
      <div>
        <dt>{overview.sold}</dt>
        <dd>
          {count(sold, language)}
          <small>{[places, ...(blocked > 0 ? [tickets.keptBack(count(blocked, language), '')] : [])].join(', ')}</small>
        </dd>
      </div>
      {taken !== null && (
        <div>
          <dt>{overview.taken}</dt>
          <dd>
            <Money amount={taken} currency={currency} short />
            <small>{overview.takenNote}</small>
          </dd>
        </div>
      )}
      <div>
        <dt>{overview.today}</dt>
        <dd>
          {count(soldToday, language)}
          <small>{isBest ? overview.bestDay : overview.sinceMidnight}</small>
        </dd>
      </div>
      <div>
        <dt>{overview.held}</dt>
        <dd>
          {count(held, language)}
          <small>{overview.heldNote}</small>
        </dd>
      </div>
      {admitted > 0 && (
        <div>
          <dt>{overview.letIn}</dt>
          <dd>
            {count(admitted, language)}
            <small>{overview.letInNote(count(valid, language))}</small>
          </dd>
        </div>
      )}
    </dl>
  )
}
