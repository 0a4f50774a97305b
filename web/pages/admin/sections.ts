import type { Sentences } from '../../host/services.ts'
import type { Section } from '../../ui/Workspace.tsx'

/** The parts of the administrators' workspace. */
export const adminSections = ({ acts, admin, contact, money, notifications }: Sentences): Section[] => [
  { to: '/admin/events', label: admin.events },
  { to: '/admin/people', label: admin.people },
  { to: '/admin/organizations', label: money.admin.organizations },
  { to: '/admin/revenue', label: money.admin.revenue },
  { to: '/admin/payouts', label: money.payouts.title },
  { to: '/admin/commission', label: money.admin.commissionTitle },
  { to: '/admin/reports', label: contact.reports.title },
  { to: '/admin/settings', label: admin.settings },
  { to: '/admin/jobs', label: admin.jobs },
  { to: '/admin/deliveries', label: notifications.deliveries.title },
  { to: '/admin/acts', label: acts.title },
]
