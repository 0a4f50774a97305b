import type { ByHand, Terms } from '../../../src/modules/events/by-hand.ts'
import { type Acting, text } from '../../host/page.ts'
import { parseCount } from '../studio/amount.ts'
import { refuseForm } from '../studio/refusal.ts'

/** Saves which ways by hand a form says, and until when each keeps unpaid places. */
export async function saveWays({ api, form, params, t }: Acting) {
  const wrong: Record<string, string> = {}
  const number = (name: string) => {
    const count = parseCount(text(form, name))
    if (count === undefined) wrong[name] = t.studio.tickets.numberWrong
    return count ?? null
  }
  const termsOf = (way: 'transfer' | 'door'): Terms => ({
    days: number(`${way}.days`),
    hoursBefore: number(`${way}.hoursBefore`),
  })
  const byHand: ByHand = {
    ...(form.has('transfer') ? { transfer: termsOf('transfer') } : {}),
    ...(form.has('door') ? { door: termsOf('door') } : {}),
  }
  if (Object.keys(wrong).length > 0) return refuseForm(t, form, wrong)
  await api['PATCH /api/events/:eventId']({ params: { eventId: params.eventId ?? '' }, body: { byHand } })
  return undefined
}
