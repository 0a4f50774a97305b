import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../admin/admin.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { usePerson } from '../../root.tsx'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const deliveries = await api['GET /api/admin/deliveries']({ query: cursor === null ? {} : { cursor } })
  return { deliveries, isLater: cursor !== null, done: query.get('done') }
})

export const action = act(async ({ api, form }) => {
  await api['POST /api/admin/deliveries/:deliveryId/retry']({ params: { deliveryId: text(form, 'delivery') } })
  return redirect('/admin/deliveries?done=retried')
})

type Delivery = Awaited<ReturnType<WebClient['GET /api/admin/deliveries']>>['items'][number]

/** Messages that were given up, to be tried again. */
export function Component() {
  const t = useSentences()
  const { deliveries, isLater, done } = useLoaded<typeof loader>()
  const failure = useFailure()
  const { deliveries: words } = t.notifications
  return (
    <Workspace title={t.admin.title} note={words.text} sections={adminSections(t)}>
      {done === 'retried' && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.retried[0]}>
            {words.retried[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <section className="studio-section" aria-labelledby="deliveries">
        <h2 id="deliveries">{words.title}</h2>
        {deliveries.items.length === 0 ? (
          <EmptyState title={words.none[0]}>{words.none[1]}</EmptyState>
        ) : (
          <ul className="rows hard studio-below">
            {deliveries.items.map((delivery) => (
              <li key={delivery.id} className="studio-step">
                <FailedDelivery delivery={delivery} />
              </li>
            ))}
          </ul>
        )}
        <Pages next={deliveries.next} isLater={isLater} />
      </section>
    </Workspace>
  )
}

function FailedDelivery({ delivery }: { delivery: Delivery }) {
  const { t, language } = useSurroundings()
  const { deliveries: words, ways } = t.notifications
  const zone = usePerson()?.timeZone ?? 'UTC'
  const { id, channel, title, address, attempts, error, createdAt, lastTryAt } = delivery
  return (
    <>
      <div>
        <h3>{title}</h3>
        <p className="admin-text">{error}</p>
        <p className="studio-facts num">
          <span>{words.facts(ways[channel], address, count(attempts, language))}</span>
          <span className="mute">{dayAndTime(lastTryAt ?? createdAt, zone, language, new Date())}</span>
        </p>
      </div>
      <Form method="post" className="studio-acts">
        <input type="hidden" name="delivery" value={id} />
        <Submit look="line" aria-label={words.retryOf(title, address)}>
          {words.retry}
        </Submit>
      </Form>
    </>
  )
}
