import '../account/account.css'
import '../studio-orders/lists.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Table } from '../../ui/Table.tsx'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fpayments')
  const payments = await api['GET /api/me/transactions']({ query: cursor === null ? {} : { cursor } })
  return { timeZone: me.timeZone, payments, isLater: cursor !== null }
})

/** What somebody paid, and what came back. */
export function Component() {
  const { t } = useSurroundings()
  const { payments, isLater } = useLoaded<typeof loader>()
  const words = t.money.mine
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p>
            <Link className="text-btn" to="/account">
              {t.accounts.account.title}
            </Link>
          </p>
        </header>
        {payments.items.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : <Payments />}
        <Pages next={payments.next} isLater={isLater} />
      </div>
    </Frame>
  )
}

function Payments() {
  const { t, language } = useSurroundings()
  const { payments, timeZone } = useLoaded<typeof loader>()
  const words = t.money.mine
  const now = new Date()
  return (
    <Table
      rows={payments.items}
      keyOf={({ id }) => id}
      columns={[
        { label: words.date, look: 'num', cell: ({ at }) => dayAndTime(at, timeZone, language, now) },
        {
          label: words.what,
          names: true,
          look: 'who',
          cell: ({ eventName, kind, orderCode }) => (
            <>
              {eventName}
              <small>{`${words.kinds[kind]}, ${words.order(orderCode)}`}</small>
            </>
          ),
        },
        {
          label: words.invoice,
          look: 'num',
          cell: ({ orderId, invoice }) =>
            invoice && (
              <a
                className="text-btn"
                href={`/api/orders/${orderId}/invoices/${invoice.id}/invoice.pdf`}
                aria-label={t.money.invoices.open(invoice.number)}
              >
                {invoice.number}
              </a>
            ),
        },
        {
          label: words.amount,
          look: 'end far',
          cell: ({ kind, amount, currency }) => (
            <b>
              <Money amount={kind === 'refund' ? -amount : amount} currency={currency} />
            </b>
          ),
        },
      ]}
    />
  )
}
