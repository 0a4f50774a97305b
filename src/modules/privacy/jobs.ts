import type { Facts } from '../../facts.ts'
import type { Jobs } from '../../jobs/worker.ts'
import { type ExportParts, makeExport } from './exports.ts'

/** What follows from facts (src/subscriptions.ts). */
export const privacyJobs = (parts: ExportParts): Jobs => ({
  'privacy.make_export': (payload) => makeExport(parts, (payload as Facts['export.asked']).exportId),
})
