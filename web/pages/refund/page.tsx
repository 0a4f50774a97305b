import './refund.css'
import { redirect } from 'react-router'
import { refundWords } from '../../../lang/refund-words.ts'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { repeatOf } from '../../host/repeat-key.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { money } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Choose } from './Choose.tsx'
import { Confirm } from './Confirm.tsx'
import { History } from './History.tsx'

export const loader = load(async ({ api, params, query, repeatKey }) => {
  const of = { params: { orderId: params.order ?? '' } }
  const order = await api['GET /api/orders/:orderId'](of)
  if (order.paidAt === null) throw redirect(`/checkout/${order.id}`)
  const chosen = query.getAll('ticket')
  const [quote, refunds] = await Promise.all([
    api['GET /api/orders/:orderId/refund-quote'](of),
    api['GET /api/orders/:orderId/refunds'](of),
  ])
  const open = quote.tickets.filter(({ obstacle }) => obstacle === null)
  // Of one ticket there is nothing to choose.
  const tickets = open.length === 1 ? open : open.filter(({ id }) => chosen.includes(id))
  return { order, quote, open, tickets, refunds: refunds.items, isDone: query.has('done'), key: repeatKey() }
})

/** Gives the tickets up for what was shown to go back. */
export const action = act(async ({ api, form, params }) => {
  const orderId = params.order ?? ''
  await api['POST /api/orders/:orderId/refunds']({
    params: { orderId },
    body: { tickets: form.getAll('ticket').map(String), amount: Number(text(form, 'amount')) },
    ...repeatOf(form),
  })
  return redirect(`/tickets/${orderId}/refund?done=1`)
})

/** Gives tickets up: which, for how much, and what went back. Each step is an address, so that it needs no script. */
export function Component() {
  const { refundPage, tickets: words } = useSurroundings().t
  const { order, open, tickets, refunds, isDone } = useLoaded<typeof loader>()
  const { event } = order
  const [first] = order.tickets
  return (
    <Frame title={refundPage.titleOf(event.name)} current="tickets" palette={event.palette as PaletteName}>
      <div className="refund">
        <header className="refund-head">
          <h1 className="loud">{refundPage.title}</h1>
          <p className="mute">{event.name}</p>
        </header>
        {isDone && <Done />}
        {!isDone && open.length === 0 && <Closed />}
        {!isDone && open.length > 0 && (tickets.length > 0 ? <Confirm /> : <Choose />)}
        <p className="refund-acts">
          {first && (
            <ButtonLink look="line" to={`/ticket/${first.id}`}>
              {isDone ? refundPage.back : refundPage.keep}
            </ButtonLink>
          )}
          <ButtonLink look="line" to="/tickets">
            {words.title}
          </ButtonLink>
        </p>
        {refunds.length > 0 && <History />}
      </div>
    </Frame>
  )
}

/** What was just done. */
function Done() {
  const { t, language } = useSurroundings()
  const { order, refunds } = useLoaded<typeof loader>()
  const [latest] = refunds
  if (!latest) return null
  const amount = money(latest.amount, order.currency, language)
  const words = t.refundPage.done
  const [title, detail] = latest.amount === 0 ? words.nothing : latest.state === 'by_hand' ? words.byHand : words.money
  return (
    <div role="status">
      <Notice tone="ok" title={title(amount)}>
        {detail}
      </Notice>
    </div>
  )
}

/** Why nothing can be given up. */
function Closed() {
  const { t, language } = useSurroundings()
  const { order } = useLoaded<typeof loader>()
  const words = t.refundPage
  const isAsked = order.refundPolicy.kind === 'contact' && order.tickets.some(({ state }) => state === 'valid')
  return (
    <>
      <Notice title={isAsked ? words.ask[0] : words.closed[0]}>
        {isAsked
          ? words.ask[1]
          : `${words.closed[1]} ${refundWords(order.refundPolicy, t, language, { hasFee: order.fee > 0 })}`}
      </Notice>
      {isAsked && (
        <p>
          <ButtonLink look="accent" to={`/e/${order.event.slug}`}>
            {words.toOrganizer}
          </ButtonLink>
        </p>
      )}
    </>
  )
}
