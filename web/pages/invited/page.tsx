import '../ticket/ticket.css'
import './invited.css'
import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { CheckField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { FactList } from '../ticket/FactList.tsx'
import { TicketFrame } from '../ticket/TicketFrame.tsx'
import { Show } from './Show.tsx'

export const loader = load(async ({ api, params, query }) => ({
  guest: await api['GET /api/guests/:guestId']({ params: { guestId: params.guest ?? '' } }),
  asked: query.has('asked'),
}))

/** Asks for the code, shows it, or answers. */
export const action = act(async ({ api, form, params: path }) => {
  const params = { guestId: path.guest ?? '' }
  const page = `/invited/${params.guestId}`
  switch (text(form, 'intent')) {
    case 'ask':
      await api['POST /api/guests/:guestId/code']({ params })
      return redirect(`${page}?asked=1`)
    case 'show':
      await api['POST /api/guests/:guestId/holder']({ params, body: { code: text(form, 'code').replace(/\s/g, '') } })
      break
    case 'decline':
      await api['PUT /api/guests/:guestId/answer']({ params, body: { state: 'declined', never: form.has('never') } })
      break
    default:
      await api['PUT /api/guests/:guestId/answer']({ params, body: { state: 'accepted' } })
  }
  return redirect(page)
})

/** An invitation to an event. Until the reader has shown that it is theirs, it tells nothing of the event. */
export function Component() {
  const { guests } = useSurroundings().t
  const { guest } = useLoaded<typeof loader>()
  const [title, detail] = guests.page.over
  return (
    <>
      <meta name="robots" content="noindex" />
      {guest.theirs ? (
        <Invitation invitation={guest.theirs} />
      ) : guest.open ? (
        <Show />
      ) : (
        <Entrance title={guests.page.closedTitle} current="discover">
          <Notice title={title}>{detail}</Notice>
        </Entrance>
      )}
    </>
  )
}

type Theirs = NonNullable<Awaited<ReturnType<typeof loader>>['guest']['theirs']>

function Invitation({ invitation }: { invitation: Theirs }) {
  const { page } = useSurroundings().t.guests
  const { guest } = useLoaded<typeof loader>()
  const { event, places, message } = invitation
  return (
    <TicketFrame
      title={page.title(event.name)}
      current="discover"
      event={event}
      facts={<FactList event={event} before={[]} />}
      sheet={
        <div className="ticket-sheet ticket-gone">
          <p>
            <b>{page.from(event.organizer)}</b>
          </p>
          {message && <blockquote className="ticket-message">{message}</blockquote>}
          <p>{page.places(places)}</p>
        </div>
      }
    >
      <div className="ticket-below">
        <section className="ticket-pass">{guest.open ? <Answer invitation={invitation} /> : <Over />}</section>
      </div>
    </TicketFrame>
  )
}

function Over() {
  const [title, detail] = useSurroundings().t.guests.page.over
  return <Notice title={title}>{detail}</Notice>
}

function Answer({ invitation }: { invitation: Theirs }) {
  const { page } = useSurroundings().t.guests
  const { state, event } = invitation
  const failure = useFailure()
  const said = state === 'accepted' || state === 'declined' ? page[state] : null
  return (
    <div className="invited-answer">
      {said && (
        <div role="status">
          <Notice tone={state === 'accepted' ? 'ok' : 'info'} title={said[0]}>
            {said[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      {state === 'accepted' ? (
        <p>
          <ButtonLink big look="accent" to={`/e/${event.slug}`}>
            {page.toEvent}
          </ButtonLink>
        </p>
      ) : (
        <Form method="post" className="dialog-acts">
          <Submit big name="intent" value="accept">
            {page.accept}
          </Submit>
          <ButtonLink big look="line" to={`/e/${event.slug}`}>
            {page.seeEvent}
          </ButtonLink>
        </Form>
      )}
      {state !== 'declined' && <Decline organizer={event.organizer} />}
    </div>
  )
}

function Decline({ organizer }: { organizer: string }) {
  const { page } = useSurroundings().t.guests
  return (
    <Form method="post" className="form">
      <h2>{page.declineTitle}</h2>
      <CheckField label={page.never(organizer)} name="never" value="1" />
      <p>
        <Submit look="line" name="intent" value="decline">
          {page.decline}
        </Submit>
      </p>
    </Form>
  )
}
