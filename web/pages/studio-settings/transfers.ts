import { type Acting, text } from '../../host/page.ts'
import { parseCount } from '../studio/amount.ts'
import { refuseForm } from '../studio/refusal.ts'

/** Saves what a form says holders may do with tickets. */
export async function saveTransfers({ api, form, params, t }: Acting) {
  const closeHours = parseCount(text(form, 'closeHours'))
  if (closeHours === undefined) return refuseForm(t, form, { closeHours: t.studio.tickets.numberWrong })
  const ticketChanges = { transfers: form.has('transfers'), renames: form.has('renames'), closeHours }
  await api['PATCH /api/events/:eventId']({ params: { eventId: params.eventId ?? '' }, body: { ticketChanges } })
  return undefined
}
