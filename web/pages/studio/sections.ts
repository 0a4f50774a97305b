import type { Sentences } from '../../host/services.ts'
import type { Section } from '../../ui/Workspace.tsx'

/** The parts of an organization's workspace, those that the reader may see. */
export function organizationSections(
  { slug, permissions }: { slug: string; permissions: readonly string[] },
  { apiKeys, mails, studio, money, team }: Sentences,
): Section[] {
  const base = `/studio/${slug}`
  const finances = [
    { to: `${base}/money`, label: money.sections.money },
    { to: `${base}/invoices`, label: money.sections.invoices },
    { to: `${base}/fees`, label: money.sections.fees },
  ]
  return [
    { to: base, label: studio.sections.events, end: true },
    ...(permissions.includes('finance.read') ? finances : []),
    { to: `${base}/team`, label: team.title },
    ...(permissions.includes('keys.edit') ? [{ to: `${base}/keys`, label: apiKeys.title }] : []),
    ...(permissions.includes('organization.edit') ? [{ to: `${base}/mails`, label: mails.title }] : []),
    { to: `${base}/settings`, label: studio.sections.settings },
  ]
}
