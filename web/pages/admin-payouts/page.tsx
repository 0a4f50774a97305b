import '../studio/studio.css'
import '../studio-orders/lists.css'
import '../studio-money/money.css'
import { Download } from 'lucide-react'
import { redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { adminSections } from '../admin/sections.ts'
import { parseAmount } from '../studio/amount.ts'
import { refuseForm } from '../studio/refusal.ts'
import { Owed } from './Owed.tsx'
import { PayoutList } from './PayoutList.tsx'
import { StuckRefunds } from './StuckRefunds.tsx'

export const loader = load(async ({ api, query }) => {
  const [cursor, owedAfter, stuckAfter] = [query.get('cursor'), query.get('owed'), query.get('stuck')]
  const [owed, payouts, stuck] = await Promise.all([
    api['GET /api/admin/balances']({ query: owedAfter === null ? {} : { cursor: owedAfter } }),
    api['GET /api/admin/payouts']({ query: cursor === null ? {} : { cursor } }),
    api['GET /api/admin/refunds']({ query: stuckAfter === null ? {} : { cursor: stuckAfter } }),
  ])
  return {
    owed,
    payouts,
    stuck,
    isLater: cursor !== null,
    isLaterOwed: owedAfter !== null,
    isLaterStuck: stuckAfter !== null,
    done: query.get('done'),
  }
})

export const action = act(async ({ api, form, t }) => {
  const params = { payoutId: text(form, 'payoutId') }
  switch (text(form, 'intent')) {
    case 'pay':
      await api['POST /api/admin/payouts/:payoutId/payment']({ params, body: { reference: text(form, 'reference') } })
      return redirect('/admin/payouts?done=paid')
    case 'take-back':
      await api['DELETE /api/admin/payouts/:payoutId']({ params })
      return redirect('/admin/payouts?done=takenBack')
    default: {
      const currency = text(form, 'currency')
      const amount = parseAmount(text(form, 'amount'), currency)
      if (!amount) return refuseForm(t, form, { amount: t.money.admin.amountWrong })
      await api['POST /api/admin/organizations/:organizationId/payouts']({
        params: { organizationId: text(form, 'organizationId') },
        body: { amount, currency },
        key: text(form, 'key'),
      })
      return redirect('/admin/payouts?done=recorded')
    }
  }
})

/** What is to be paid out, and what was. */
export function Component() {
  const { t } = useSurroundings()
  const { payouts, isLater, done } = useLoaded<typeof loader>()
  const words = t.money.admin
  const happened = done === 'recorded' || done === 'paid' || done === 'takenBack' ? words[done] : null
  return (
    <Workspace title={t.admin.title} sections={adminSections(t)}>
      {happened && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <StuckRefunds />
      <Owed />
      <section className="studio-section" aria-labelledby="payouts">
        <div className="list-head">
          <h2 id="payouts">{t.money.payouts.title}</h2>
          {payouts.items.length > 0 && (
            <a className="btn line" href="/api/admin/payouts.csv" download>
              <Icon of={Download} />
              {t.money.download}
            </a>
          )}
        </div>
        <PayoutList />
        <Pages next={payouts.next} isLater={isLater} />
      </section>
    </Workspace>
  )
}
