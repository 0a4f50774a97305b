import type { Sentences } from '../../host/services.ts'
import type { Section } from '../../ui/Workspace.tsx'

/** The parts of the administrators' workspace. */
export const adminSections = ({ admin, money }: Sentences): Section[] => [
  { to: '/admin/events', label: admin.events },
  { to: '/admin/organizations', label: money.admin.organizations },
  { to: '/admin/revenue', label: money.admin.revenue },
  { to: '/admin/payouts', label: money.payouts.title },
  { to: '/admin/commission', label: money.admin.commissionTitle },
]
