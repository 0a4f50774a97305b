import { redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { type Acting, act, load, text } from '../../host/page.ts'
import { Notice } from '../../ui/Notice.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { studioEvent } from '../studio/load.ts'
import type { refuseForm } from '../studio/refusal.ts'
import { Refunds } from './Refunds.tsx'
import { saveRefunds } from './refunds.ts'
import { TestMode } from './TestMode.tsx'
import { Transfers } from './Transfers.tsx'
import { testActs } from './test-mode.ts'
import { saveTransfers } from './transfers.ts'
import { Ways } from './Ways.tsx'
import { saveWays } from './ways.ts'

export const loader = load(async (loading) => {
  const { event, may, isHost } = await studioEvent(loading)
  const mayEdit = may.includes('event.edit') && event.state !== 'cancelled'
  return { event, may, mayEdit, mayDecide: mayEdit && isHost, saved: loading.query.get('done') === 'saved' }
})

/** Saves what a section's form says, or returns why it cannot be sent on. */
type Save = (acting: Acting) => Promise<ReturnType<typeof refuseForm> | undefined>

/** By the intent of its form, what a section does. */
const saves: Record<string, Save> = {
  ...testActs,
  ways: saveWays,
  refunds: saveRefunds,
  transfers: saveTransfers,
}

export const action = act(async (acting) => {
  const { form, params } = acting
  const refused = await saves[text(form, 'intent')]?.(acting)
  return refused ?? redirect(`/studio/${params.org}/events/${params.eventId}/settings?done=saved`)
})

/** How an event is sold and what its tickets allow, a section each. */
export function Component() {
  const { settings } = useSentences()
  const { event, may, saved } = useLoaded<typeof loader>()
  return (
    <EventFrame event={event} may={may}>
      {saved && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={settings.saved[0]}>
            {settings.saved[1]}
          </Notice>
        </div>
      )}
      <Refunds key={`refunds ${event.updatedAt}`} />
      <Transfers key={`transfers ${event.updatedAt}`} />
      <Ways key={`ways ${event.updatedAt}`} />
      <TestMode />
    </EventFrame>
  )
}
