import './checkout.css'
import { useEffect } from 'react'
import { Form, redirect, redirectDocument, useRevalidator } from 'react-router'
import type { PaletteName } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { useSite } from '../../root.tsx'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { money } from '../../ui/format.ts'
import { Mark } from '../../ui/Mark.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { TestNotice } from '../../ui/TestNotice.tsx'
import { siteOf } from '../account-methods/method.ts'
import { attendeesOf, endOf, isByHand, type Order, sentenceFor, stepOf } from './order.ts'
import { Promised } from './Promised.tsx'
import { Summary } from './Summary.tsx'
import { Ways } from './Ways.tsx'
import { Who } from './Who.tsx'
import { wayOf } from './way.ts'

/** The order, at the step it is at; a paid one leads on to its tickets. */
export const loader = load(async ({ api, params, query }) => {
  const orderId = params.order ?? ''
  const order = await api['GET /api/orders/:orderId']({ params: { orderId } })
  const [ticket] = order.tickets
  if (order.state === 'paid') throw redirect(ticket ? `/ticket/${ticket.id}?new=1` : '/tickets')
  const { items: providers, keeps } = await api['GET /api/orders/:orderId/payment-providers']({ params: { orderId } })
  const kept =
    keeps.length > 0 && order.total > 0 ? await api['GET /api/me/payment-methods']() : { items: [], unanswered: [] }
  const promised =
    order.state === 'awaiting_payment' && !query.has('other')
      ? (await api['GET /api/orders/:orderId/promised-payment']({ params: { orderId } })).payment
      : null
  const methods = kept.items.filter(({ provider }) => providers.includes(provider))
  return { order, providers, keeps, methods, unanswered: kept.unanswered, promised, isBack: query.has('waiting') }
})

/** Takes the details and goes on to pay, gives the order more time, or drops it to choose again. */
export const action = act(async ({ api, form, params }) => {
  const orderId = params.order ?? ''
  if (text(form, 'intent') === 'drop') {
    await api['DELETE /api/orders/:orderId']({ params: { orderId } })
    return redirect(`/e/${text(form, 'slug')}`)
  }
  if (text(form, 'intent') === 'extend') {
    // An order is given more time once.
    await api['POST /api/orders/:orderId/extension']({ params: { orderId }, key: `extend-${orderId}` })
    return redirect(`/checkout/${orderId}`)
  }
  const attendees = attendeesOf(form)
  await api['PATCH /api/orders/:orderId/details']({
    params: { orderId },
    body: { name: text(form, 'name'), email: text(form, 'email'), ...(attendees ? { attendees } : {}) },
  })
  const { provider, ...wish } = wayOf(form)
  const { next, payment } = await api['POST /api/orders/:orderId/payments']({
    params: { orderId },
    body: provider ? { provider, ...wish } : {},
    // Another way to pay is another try, also from a page that the browser kept.
    key: [text(form, 'key'), provider, wish.method ?? (wish.remember ? 'kept' : '')].join('-'),
  })
  if (next.kind === 'done') return redirect(`/checkout/${orderId}`)
  // A document of its own: it alone may run the provider's script.
  if (next.kind === 'embed') return redirectDocument(`/checkout/${orderId}/pay/${payment?.id}`)
  // The sandbox is a page of ours, under whatever name this one was reached by.
  return redirect(payment?.provider === 'sandbox' ? new URL(next.url).pathname : next.url)
})

/** Buying, after the tickets are chosen: the server says which step it is, so that a reload lands where one was. */
export function Component() {
  const { t } = useSurroundings()
  const { order, promised } = useLoaded<typeof loader>()
  const isLive = order.state === 'held' || order.state === 'awaiting_payment'
  const { revalidate } = useRevalidator()
  const { event } = order
  return (
    <div className={`checkout p-${event.palette as PaletteName}`}>
      <title>{`${t.checkout.title(event.name)} · ${useSite().name}`}</title>
      <a className="skip" href="#main">
        {t.ui.skip}
      </a>
      <div className="checkout-side">
        <header className="bar">
          <Mark />
        </header>
        <main id="main" tabIndex={-1}>
          {order.test && <TestNotice />}
          {!isLive && <Ended order={order} />}
          {isLive && (promised ? <Promised order={order} payment={promised} /> : <PayStep />)}
        </main>
      </div>
      <Summary order={order} onEnd={revalidate} />
    </div>
  )
}

function PayStep() {
  const { t, language } = useSurroundings()
  const { order, providers, keeps, methods, unanswered, isBack } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = t.checkout
  const isFree = order.total === 0
  const amount = money(order.total, order.currency, language)
  // Whoever chooses to pay by hand pays nothing yet; the label fits every way, so that it is right without JavaScript, too.
  const pay = providers.some(isByHand) ? words.order(amount) : words.pay(amount)
  return (
    <>
      <h1 className="loud">{isFree ? words.headingFree : words.heading}</h1>
      <FormProblem failure={failure} />
      {!failure && <Progress order={order} isBack={isBack} />}
      <Form method="post" className="checkout-form">
        {/* Named after the last try: sent twice it is one payment, and after a refusal a new one. */}
        <input type="hidden" name="key" value={`pay-${order.id}-${order.payment?.id ?? 'first'}`} />
        <Who order={order} failure={failure} />
        {isFree || providers.length > 0 ? (
          <fieldset>
            <legend>{isFree ? words.payFree : providers.length + methods.length > 1 ? words.ways : pay}</legend>
            {isFree ? (
              <p className="mute">{words.freeNote}</p>
            ) : (
              <>
                <Ways
                  providers={providers}
                  keeps={keeps}
                  methods={methods}
                  chosen={failure?.values.provider ?? order.payment?.provider}
                />
                {unanswered.map((provider) => (
                  <p key={provider} className="mute small">
                    {t.methods.unanswered[1](siteOf(t, provider))}
                  </p>
                ))}
              </>
            )}
            <Submit big full name="intent" value="pay">
              {isFree ? words.payFree : pay}
            </Submit>
          </fieldset>
        ) : (
          <Notice tone="stop" title={words.noWays[0]}>
            {words.noWays[1]}
          </Notice>
        )}
      </Form>
    </>
  )
}

/** What became of the last try to pay. */
function Progress({ order, isBack }: { order: Order; isBack: boolean }) {
  const { checkout } = useSurroundings().t
  const step = stepOf(order, isBack)
  useLookingAgain(step === 'waiting')
  if (step === 'first') return null
  const [title, detail] = checkout[step]
  const reason = step === 'declined' && sentenceFor(checkout.failures, order.payment?.failure)
  return (
    <div role="status">
      <Notice tone={step === 'declined' ? 'stop' : 'hold'} title={title}>
        {reason ? `${reason} ${detail}` : detail}
      </Notice>
    </div>
  )
}

const lookAgainEvery = 4000

/** Asks for the order again and again, until what is waited for has come. */
function useLookingAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(revalidate, lookAgainEvery)
    return () => clearInterval(timer)
  }, [isWaiting, revalidate])
}

/** An order that cannot be paid any more: what happened, whether anything was charged, what to do. */
function Ended({ order }: { order: Order }) {
  const { checkout } = useSurroundings().t
  const [title, detail] = checkout[endOf(order)]
  return (
    <div className="checkout-ended" role="status">
      <h1 className="loud">{title}</h1>
      <p>{detail}</p>
      <ButtonLink look="accent" big to={`/e/${order.event.slug}`}>
        {checkout.chooseAgain}
      </ButtonLink>
    </div>
  )
}
