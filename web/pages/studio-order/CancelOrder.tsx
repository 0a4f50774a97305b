import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** Ends an order that is not paid, so that its places are for sale again; asked once more, for it cannot be undone. */
export function CancelOrder() {
  const { cancel } = useSentences().studioOrder
  const { may, order } = useLoaded<typeof loader>()
  const failure = useFailure('cancel')
  const [isAsking, setAsking] = useState(false)
  const isUnpaid = order.state === 'held' || order.state === 'awaiting_payment'
  if (!may.includes('orders.edit') || !(isUnpaid || failure)) return null
  return (
    <div className="studio-below">
      <FormProblem failure={failure} />
      {isUnpaid && (
        <Button look="stop" onClick={() => setAsking(true)}>
          {cancel.act}
        </Button>
      )}
      <Dialog open={isAsking} title={cancel.ask(order.code)} onClose={() => setAsking(false)}>
        <p>{cancel.text}</p>
        <Form method="post" onSubmit={() => setAsking(false)}>
          <TextField
            label={cancel.message}
            hint={cancel.messageHint}
            optional
            name="message"
            rows={3}
            maxLength={500}
          />
          <div className="dialog-acts">
            <Submit look="stop" name="intent" value="cancel">
              {cancel.act}
            </Submit>
            <Button look="line" onClick={() => setAsking(false)}>
              {cancel.keep}
            </Button>
          </div>
        </Form>
      </Dialog>
    </div>
  )
}
