import type { Facts } from '../../facts.ts'
import type { Jobs } from '../../jobs/worker.ts'
import { eraseGuest } from './erasure.ts'
import { type ExportParts, makeExport } from './exports.ts'

/** What follows from facts (src/subscriptions.ts). */
export const privacyJobs = (parts: ExportParts): Jobs => ({
  'privacy.make_export': (payload) => makeExport(parts, (payload as Facts['export.asked']).exportId),
  'privacy.erase_guest': (payload) => eraseGuest(parts, (payload as Facts['guest_erasure.confirmed']).email),
})
