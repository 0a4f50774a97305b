import type { RefundPolicy } from '../../../src/modules/events/refund-policy.ts'
import { type Acting, text } from '../../host/page.ts'
import { parseCount } from '../studio/amount.ts'
import { refuseForm } from '../studio/refusal.ts'

export const UNITS = { day: 86_400, hour: 3600 } as const

export type Unit = keyof typeof UNITS

/** A step as it is typed. */
export interface TypedStep {
  before: string
  unit: Unit
  percent: string
}

/** The names of one step's inputs. */
export const stepNames = (index: number) => ({
  before: `before.${index}`,
  unit: `unit.${index}`,
  percent: `percent.${index}`,
})

/** What a policy's steps say, as they are typed: in days where it is whole days. */
export const typedSteps = (policy: RefundPolicy): TypedStep[] =>
  (policy.kind === 'steps' ? policy.steps : [{ secondsBefore: UNITS.day, percent: 100 }]).map(
    ({ secondsBefore, percent }) => {
      const unit = secondsBefore % UNITS.day === 0 && secondsBefore > 0 ? 'day' : 'hour'
      return { before: String(secondsBefore / UNITS[unit]), unit, percent: String(percent) }
    },
  )

/** Saves the refund policy that a form says. */
export async function saveRefunds({ api, form, params, t }: Acting) {
  const { policy, wrong } = readPolicy(form)
  if (!policy) return refuseForm(t, form, { [wrong]: t.studio.tickets.numberWrong })
  const body = { refundPolicy: policy }
  await api['PATCH /api/events/:eventId']({ params: { eventId: params.eventId ?? '' }, body })
  return undefined
}

/** The policy that a form says, or the name of the first input that is no number. */
export function readPolicy(
  form: FormData,
): { policy: RefundPolicy; wrong?: never } | { policy?: never; wrong: string } {
  const kind = text(form, 'kind')
  if (kind !== 'steps') return { policy: { kind: kind === 'none' ? 'none' : 'contact' } }
  const steps = []
  for (let index = 0; form.has(stepNames(index).before); index += 1) {
    const names = stepNames(index)
    const [before, percent] = [parseCount(text(form, names.before)), parseCount(text(form, names.percent))]
    if (typeof before !== 'number') return { wrong: names.before }
    if (typeof percent !== 'number') return { wrong: names.percent }
    const unit = text(form, names.unit) === 'hour' ? 'hour' : 'day'
    steps.push({ secondsBefore: before * UNITS[unit], percent })
  }
  return { policy: { kind, steps, fee: form.has('fee') } }
}
