import { useEffect } from 'react'
import { Form, Link, useRevalidator } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { count, money } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { eventPath } from '../studio/load.ts'
import type { loader } from './page.tsx'

const lookAgainEvery = 3000

type CancellationProps = { cancellation: NonNullable<Awaited<ReturnType<typeof loader>>['cancellation']> }

/** How far the refunds of a cancelled event are, looked at again until they are done, and what somebody has to see to. */
export function Cancellation({ cancellation }: CancellationProps) {
  const { t, language } = useSurroundings()
  const { cancellation: words } = t.studio
  const failure = useFailure('retry')
  const { orders, refunded, failed, byHand, amount, refundedAmount, currency, open, isLater } = cancellation
  const waiting = orders - refunded - failed - byHand
  useLookingAgain(waiting > 0)
  return (
    <section className="studio-section" aria-labelledby="refunds">
      <h2 id="refunds">{words.title}</h2>
      <div className="studio-progress" role="status">
        <progress value={refunded} max={orders} aria-label={words.title} />
        <p className="num">
          {words.done(count(refunded, language), count(orders, language))}{' '}
          {words.doneAmount(money(refundedAmount, currency, language), money(amount, currency, language))}
          {waiting > 0 && ` ${words.waiting(count(waiting, language))}`}
        </p>
      </div>
      <FormProblem failure={failure} />
      {open.items.length > 0 && <OpenRefunds items={open.items} />}
      <Pages next={open.next} isLater={isLater} />
      {failed > 0 && (
        <Form method="post" className="studio-below">
          <Submit look="line" name="intent" value="retry">
            {words.retry}
          </Submit>
        </Form>
      )}
    </section>
  )
}

/** Refunds that did not get through, and those the organizer has to give back; each leads to its order. */
function OpenRefunds({ items }: { items: CancellationProps['cancellation']['open']['items'] }) {
  const { t } = useSurroundings()
  const { cancellation: words } = t.studio
  const { event } = useLoaded<typeof loader>()
  return (
    <>
      <p className="studio-below">{words.open}</p>
      <Table
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            label: t.lists.order,
            look: 'num',
            cell: ({ orderId, orderCode }) => (
              <Link className="reach" to={`${eventPath(event)}/orders/${orderId}`}>
                {orderCode}
              </Link>
            ),
          },
          { label: t.lists.buyer, names: true, look: 'who', cell: ({ name }) => name ?? t.lists.nameless },
          {
            label: t.lists.state,
            cell: ({ state }) => <Tag tone={state === 'failed' ? 'out' : 'low'}>{words.states[state]}</Tag>,
          },
          {
            label: t.lists.total,
            look: 'end far',
            cell: ({ amount, currency }) => (
              <b>
                <Money amount={amount} currency={currency} />
              </b>
            ),
          },
        ]}
      />
    </>
  )
}

function useLookingAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(revalidate, lookAgainEvery)
    return () => clearInterval(timer)
  }, [isWaiting, revalidate])
}
