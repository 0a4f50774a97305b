import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'

const TONES = { sent: 'ok', requested: 'low', pending: 'low', by_hand: 'low', failed: 'out' } as const

/** What went back of the order and how far it is, with what is left to do about it. */
export function Refunds() {
  const { t, language } = useSurroundings()
  const { event, refunds, done } = useLoaded<typeof loader>()
  const { studioOrder, lists } = t
  const words = studioOrder.refunds
  if (refunds.length === 0) return null
  const now = new Date()
  return (
    <section className="studio-section" aria-labelledby="refunds">
      <h2 id="refunds">{words.title}</h2>
      {done === 'refund' && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={words.done[0]}>
            {words.done[1]}
          </Notice>
        </div>
      )}
      <Table
        className="studio-below"
        rows={refunds}
        keyOf={({ id }) => id}
        columns={[
          {
            label: studioOrder.when,
            look: 'num',
            cell: ({ requestedAt }) => dayAndTime(requestedAt, event.timeZone, language, now),
          },
          {
            label: lists.tickets,
            names: true,
            look: 'who',
            cell: ({ kind, tickets, reason, requestedBy }) => (
              <>
                {tickets.map(({ ticketType, position }) => words.ticket(ticketType, position)).join(', ')}
                <small>
                  {[words.kinds[kind], kind === 'organizer' && requestedBy, reason].filter(Boolean).join(', ')}
                </small>
              </>
            ),
          },
          {
            label: lists.state,
            cell: ({ id, state, sentByHand, amount, failure, bounces }) => (
              <>
                <Tag tone={TONES[state]}>
                  {amount === 0 ? words.noMoney : sentByHand ? words.sentByHand : words.states[state]}
                </Tag>
                {failure && (
                  <small className="order-failure">{words[bounces > 0 ? 'bounced' : 'failure'](failure)}</small>
                )}
                {(state === 'failed' || state === 'by_hand') && (
                  <Remaining refundId={id} isFailed={state === 'failed'} />
                )}
              </>
            ),
          },
          {
            label: studioOrder.amount,
            look: 'end far',
            cell: ({ amount, currency, creditNote }) => (
              <>
                <b>
                  <Money amount={amount} currency={currency} />
                </b>
                {creditNote && (
                  <small className="order-failure">
                    <a
                      className="reach order-note"
                      href={`/api/organizations/${event.organization.id}/invoices/${creditNote.id}/invoice.pdf`}
                    >
                      {words.note(creditNote.number)}
                    </a>
                  </small>
                )}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

/** What an organizer can do about a refund that the provider could not send, or that is theirs to pay. */
function Remaining({ refundId, isFailed }: { refundId: string; isFailed: boolean }) {
  const words = useSentences().studioOrder.refunds
  const { may } = useLoaded<typeof loader>()
  const failure = useFailure()
  if (!may.includes('orders.edit')) return null
  return (
    <Form method="post" className="order-acts">
      {failure?.values.refundId === refundId && <FormProblem failure={failure} />}
      <input type="hidden" name="refundId" value={refundId} />
      {isFailed && (
        <Submit look="line" name="intent" value="retry">
          {words.retry}
        </Submit>
      )}
      <Submit look="line" name="intent" value="paid-back">
        {words.paidBack}
      </Submit>
    </Form>
  )
}
