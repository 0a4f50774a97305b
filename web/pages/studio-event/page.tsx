import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { EventFrame } from '../studio/EventFrame.tsx'
import { eventPath, type StudioEvent, studioEvent } from '../studio/load.ts'
import { Cancellation } from './Cancellation.tsx'
import { Chart } from './Chart.tsx'
import { Checklist, Happened } from './Checklist.tsx'
import { Figures } from './Figures.tsx'
import { LatestOrders } from './LatestOrders.tsx'
import { Share } from './Share.tsx'
import { TakeDown } from './TakeDown.tsx'
import { useLiveSales } from './useLiveSales.ts'

const SHOWN_ORDERS = 6

export const loader = load(async (loading) => {
  const { api, params, query } = loading
  const of = { params: { eventId: params.eventId ?? '' } }
  const [{ event, may }, figures, checklist, submissions] = await Promise.all([
    studioEvent(loading),
    api['GET /api/events/:eventId/figures'](of),
    api['GET /api/events/:eventId/checklist'](of),
    api['GET /api/events/:eventId/submissions'](of),
  ])
  const orders = may.includes('orders.read')
    ? (await api['GET /api/events/:eventId/orders']({ ...of, query: { limit: SHOWN_ORDERS } })).items
    : null
  const cancellation = await cancellationOf(api, event, may, query.get('cursor'))
  const returned = event.state === 'draft' ? returnedOf(submissions.items) : null
  return { event, may, figures, checklist, returned, orders, cancellation, done: query.get('done') }
})

/** Why a draft was sent back the last time it was handed in, if it was. */
const returnedOf = ([last]: readonly Submission[]) => (last?.outcome === 'returned' ? last : null)

type Submission = Awaited<ReturnType<WebClient['GET /api/events/:eventId/submissions']>>['items'][number]

/** How far the refunds of a cancelled event are, for those who may cancel. */
async function cancellationOf(
  api: WebClient,
  { id: eventId, state }: StudioEvent,
  may: readonly string[],
  cursor: string | null,
) {
  if (state !== 'cancelled' || !may.includes('event.cancel')) return null
  const of = { params: { eventId } }
  const [progress, open] = await Promise.all([
    api['GET /api/events/:eventId/cancellation'](of),
    api['GET /api/events/:eventId/cancellation/open-refunds']({ ...of, query: cursor === null ? {} : { cursor } }),
  ])
  return { ...progress, open, isLater: cursor !== null }
}

export const action = act(async ({ api, form, params }) => {
  const of = { params: { eventId: params.eventId ?? '' } }
  const organization = `/studio/${params.org}`
  const overview = `${organization}/events/${params.eventId}`
  switch (text(form, 'intent')) {
    case 'publish': {
      const answer = text(form, 'answer').replaceAll('\r\n', '\n')
      if (form.has('answer')) await api['PUT /api/events/:eventId/submissions/answer']({ ...of, body: { answer } })
      await api['POST /api/events/:eventId/publication'](of)
      return redirect(`${overview}?done=publish`)
    }
    case 'withdraw':
      await api['DELETE /api/events/:eventId/publication'](of)
      return redirect(overview)
    case 'cancel':
      await api['POST /api/events/:eventId/cancellation']({ ...of, body: { message: messageOf(form) } })
      return redirect(overview)
    case 'retry':
      await api['POST /api/events/:eventId/cancellation/retries'](of)
      return redirect(overview)
    case 'copy': {
      const { id } = await api['POST /api/events/:eventId/copies'](of)
      return redirect(`${organization}/events/${id}/page`)
    }
    default:
      await api['DELETE /api/events/:eventId'](of)
      return redirect(organization)
  }
})

const messageOf = (form: FormData) => text(form, 'message').replaceAll('\r\n', '\n')

/** How an event stands: its figures, what is left to do, and who bought last. One that never sold has just what is left to do. */
export function Component() {
  const { guests, studio } = useSentences()
  const { overview } = studio
  const { event, may, figures, checklist, returned, cancellation, done } = useLoaded<typeof loader>()
  const path = `/e/${event.slug}`
  const isLive = event.state === 'published'
  const isNew = (event.state === 'draft' || event.state === 'waiting') && figures.sold === 0
  const acts = (
    <>
      <ButtonLink look="line" to={path}>
        {isLive || event.state === 'cancelled' ? overview.seePage : overview.preview}
      </ButtonLink>
      {isLive && event.visibility !== 'invite-only' && <Share name={event.name} path={path} />}
      {isLive && event.visibility === 'invite-only' && may.includes('attendees.message') && (
        <ButtonLink to={`${eventPath(event)}/guests/invite`}>{guests.list.invite}</ButtonLink>
      )}
    </>
  )
  return (
    <EventFrame event={event} may={may} acts={acts}>
      {done === 'publish' && <Happened state={event.state} />}
      {event.testMode && <TestIsOn />}
      {returned && <Returned />}
      {cancellation && cancellation.orders > 0 && <Cancellation cancellation={cancellation} />}
      {isNew ? (
        <div className="studio-start">
          <Checklist
            event={event}
            checklist={checklist}
            mayPublish={may.includes('event.publish')}
            answer={returned?.answer ?? null}
          />
        </div>
      ) : (
        <Standing />
      )}
      <TakeDown event={event} may={may} sold={figures.sold} />
    </EventFrame>
  )
}

/** Why somebody of the platform sent it back. */
function Returned() {
  const { overview } = useSentences().studio
  const { returned } = useLoaded<typeof loader>()
  return (
    <div className="studio-happened">
      <Notice tone="hold" title={overview.returned}>
        <span className="studio-said">{returned?.reason}</span>
      </Notice>
    </div>
  )
}

/** Nobody should sell in test mode without knowing. */
function TestIsOn() {
  const { overview } = useSentences().studio
  const { event } = useLoaded<typeof loader>()
  return (
    <div className="studio-happened">
      <Notice tone="hold" title={overview.testIsOn[0]}>
        {overview.testIsOn[1]} <Link to={`${eventPath(event)}/settings#test`}>{overview.toTestMode}</Link>
      </Notice>
    </div>
  )
}

/** The figures of an event that sells, or sold. */
function Standing() {
  const { overview } = useSentences().studio
  const { event, may, figures, checklist, returned, orders } = useLoaded<typeof loader>()
  const live = useLiveSales(event.id)
  return (
    <>
      <Figures figures={{ ...figures, ...live }} />
      <div className="studio-two">
        <section aria-labelledby="per-day">
          <div className="studio-heading">
            <h2 id="per-day">{overview.perDay}</h2>
            <span className="mute">{overview.perDayRange}</span>
          </div>
          <Chart days={figures.perDay} />
        </section>
        <Checklist
          event={event}
          checklist={checklist}
          mayPublish={may.includes('event.publish')}
          answer={returned?.answer ?? null}
        />
      </div>
      {orders && <LatestOrders event={event} orders={orders} />}
    </>
  )
}
