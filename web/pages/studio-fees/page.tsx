import '../studio/studio.css'
import '../studio-money/money.css'
import { redirect } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { parsePercent } from '../studio/percent.ts'
import { refuseForm } from '../studio/refusal.ts'
import { organizationSections } from '../studio/sections.ts'
import { Account } from './Account.tsx'
import { Payee } from './Payee.tsx'
import { Payer } from './Payer.tsx'
import { Signing } from './Signing.tsx'
import { TaxRates } from './TaxRates.tsx'

/** `edit` names the tax rate whose form is open, or is `new`. */
export const loader = load(async (loading) => {
  const organization = await studioOrganization(loading)
  const { api, query } = loading
  const params = { organizationId: organization.id }
  const [commission, payees, taxRates, issuer, { account }] = await Promise.all([
    api['GET /api/organizations/:organizationId/commission']({ params }),
    api['GET /api/organizations/:organizationId/payees']({ params }),
    api['GET /api/organizations/:organizationId/tax-rates']({ params }),
    api['GET /api/organizations/:organizationId/invoice-settings']({ params }),
    api['GET /api/organizations/:organizationId/bank-account']({ params }),
  ])
  const mayEdit = organization.permissions.includes('finance.edit')
  return {
    organization,
    commission,
    payees: payees.items,
    taxRates: taxRates.items,
    issuer,
    account,
    mayEdit,
    edit: query.get('edit'),
    done: query.get('done'),
  }
})

export const action = act(async (acting) => {
  const { api, form, params: path, t } = acting
  const { id: organizationId } = await studioOrganization(acting)
  const params = { organizationId }
  const one = { organizationId, taxRateId: text(form, 'taxRateId') }
  switch (text(form, 'intent')) {
    case 'payer': {
      const payer = text(form, 'paidBy')
      const paidBy = payer === 'buyer' || payer === 'organizer' ? payer : null
      await api['PUT /api/organizations/:organizationId/commission/payer']({ params, body: { paidBy } })
      break
    }
    case 'signing': {
      const [legalName = '', legalAddress = '', taxId = '', prefix = ''] = [
        'legalName',
        'legalAddress',
        'taxId',
        'prefix',
      ].map((name) => text(form, name).replaceAll('\r\n', '\n'))
      const body = { legalName, legalAddress, taxId, prefix }
      await api['PUT /api/organizations/:organizationId/invoice-settings']({ params, body })
      break
    }
    case 'account': {
      const [holder, number] = [text(form, 'holder'), text(form, 'number')]
      const bank = text(form, 'bank').replaceAll('\r\n', '\n')
      const account = holder || number || bank ? { holder, number, bank } : null
      await api['PUT /api/organizations/:organizationId/bank-account']({ params, body: { account } })
      break
    }
    case 'delete':
      await api['DELETE /api/organizations/:organizationId/tax-rates/:taxRateId']({ params: one })
      break
    default: {
      const rate = parsePercent(text(form, 'rate'))
      if (rate === undefined) return refuseForm(t, form, { rate: t.money.fees.rateWrong })
      const body = { name: text(form, 'name'), rate, inclusive: text(form, 'inclusive') === 'yes' }
      if (one.taxRateId)
        await api['PATCH /api/organizations/:organizationId/tax-rates/:taxRateId']({ params: one, body })
      else await api['POST /api/organizations/:organizationId/tax-rates']({ params, body })
    }
  }
  return redirect(`/studio/${path.org}/fees?done=saved`)
})

/** Taxes, the platform's fee and who pays it, where the money goes, and what invoices say of the organization. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, done } = useLoaded<typeof loader>()
  const [title, words] = t.money.fees.saved
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      {done && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={title}>
            {words}
          </Notice>
        </div>
      )}
      <TaxRates />
      <Payer />
      <Payee />
      <Account />
      <Signing />
    </Workspace>
  )
}
