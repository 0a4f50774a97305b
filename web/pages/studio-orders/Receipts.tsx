import type { ReactNode } from 'react'
import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { type Acting, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { refuseForm } from '../studio/refusal.ts'

/** Says of the payments ticked in the list that they are there; the address that the list goes on at tells how many were. */
export async function receiveChosen({ api, form, params, t }: Acting) {
  const payments = form.getAll('payment').filter((one): one is string => typeof one === 'string')
  if (payments.length === 0) return refuseForm(t, form, { payment: t.byHand.receipt.noneChosen })
  const { items } = await api['POST /api/events/:eventId/receipts']({
    params: { eventId: params.eventId ?? '' },
    body: { payments },
  })
  const refused = items.filter(({ refusal }) => refusal !== null).length
  return `?state=awaiting_payment&received=${items.length - refused}&refused=${refused}${text(form, 'q') && `&q=${encodeURIComponent(text(form, 'q'))}`}`
}

type ReceiptsProps = { q: string | undefined; children: ReactNode }

/** Orders with boxes to tick, and the button for all whose money is there. */
export function Receipts({ q, children }: ReceiptsProps) {
  const { receipt } = useSurroundings().t.byHand
  return (
    <Form method="post">
      <FormProblem failure={useFailure('receive')} />
      <input type="hidden" name="q" value={q ?? ''} />
      {children}
      <p className="studio-below">
        <Submit name="intent" value="receive">
          {receipt.actChosen}
        </Submit>
      </p>
    </Form>
  )
}

/** What became of those that were ticked. */
export function Received({ received, refused }: { received: number; refused: number }) {
  const { receipt } = useSurroundings().t.byHand
  return (
    <div role="status" className="studio-happened">
      <Notice tone={refused > 0 ? 'stop' : 'ok'} title={receipt.some(received, refused)}>
        {refused > 0 ? receipt.refusedText : receipt.someText}
      </Notice>
    </div>
  )
}
