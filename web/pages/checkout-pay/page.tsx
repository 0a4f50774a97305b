import './checkout-pay.css'
import { useEffect, useState } from 'react'
import { redirect, redirectDocument, useSubmit } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, isProblem, load } from '../../host/page.ts'
import { useSite } from '../../root.tsx'
import { Button } from '../../ui/Button.tsx'
import { money } from '../../ui/format.ts'
import { Mark } from '../../ui/Mark.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { type Embed, loadCheckout, openCheckout } from './razorpay.ts'

/** A payment that a provider's script finishes on a page of ours. One that is finished leads back to the order. */
export const loader = load(async ({ api, params }) => {
  const { order: orderId = '', payment: paymentId = '' } = params
  const asking = api['GET /api/orders/:orderId/payments/:paymentId/step']({ params: { orderId, paymentId } })
  const step = await asking.catch((error: unknown) => {
    if (isProblem(error) && error.status === 404) throw redirect(`/checkout/${orderId}`)
    throw error
  })
  if (step.next.kind !== 'embed') throw redirect(`/checkout/${orderId}`)
  return { ...step, next: step.next }
})

/** Takes what the script answered. The page after it is a new document, so that it runs no script but ours. */
export const action = act(async ({ api, form, params }) => {
  const { order: orderId = '', payment: paymentId = '' } = params
  const answered = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const { state } = await api['POST /api/orders/:orderId/payments/:paymentId/confirmation']({
    params: { orderId, paymentId },
    body: { params: Object.fromEntries(answered) },
  })
  return redirectDocument(`/checkout/${orderId}${state === 'pending' ? '?waiting=1' : ''}`)
})

export function Component() {
  const { t, language } = useSurroundings()
  const { orderId, amount, currency, next } = useLoaded<typeof loader>()
  const words = t.checkout
  const heading = words.pay(money(amount, currency, language))
  const { state, open } = useCheckout(next)
  return (
    <div className="pay">
      <title>{`${heading} · ${useSite().name}`}</title>
      <header className="bar">
        <Mark />
      </header>
      <main id="main" tabIndex={-1}>
        <h1 className="loud">{heading}</h1>
        <FormProblem failure={useFailure()} />
        <noscript>
          <Notice tone="stop" title={words.payPage.needsScript} />
        </noscript>
        {state === 'unreachable' && (
          <div role="alert">
            <Notice tone="stop" title={words.payPage.unreachable[0]}>
              {words.payPage.unreachable[1]}
            </Notice>
          </div>
        )}
        {state === 'loading' && <p role="status">{words.payPage.opening}</p>}
        {state === 'ready' && (
          <Button look="accent" big onClick={open}>
            {words.payPage.open}
          </Button>
        )}
        <p>
          <a href={`/checkout/${orderId}`}>{words.payPage.back}</a>
        </p>
      </main>
    </div>
  )
}

/** Loads the provider's script, opens its window at once, and sends what it answers to this page's action. */
function useCheckout(next: Embed) {
  const [state, setState] = useState<'still' | 'loading' | 'ready' | 'unreachable'>('still')
  const submit = useSubmit()
  const open = () => openCheckout(next, (params) => submit(params, { method: 'post' }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window opens by itself once, when the page comes.
  useEffect(() => {
    let isGone = false
    setState('loading')
    loadCheckout(next).then(
      () => {
        if (isGone) return
        setState('ready')
        open()
      },
      () => setState('unreachable'),
    )
    return () => {
      isGone = true
    }
  }, [])
  return { state, open }
}
