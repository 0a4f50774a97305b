import { type Static, Type as T } from 'typebox'
import { Form } from '../../http/shapes.ts'

const mostSteps = 6

/** A year, in seconds. */
const longestBefore = 366 * 24 * 3600

/**
 * What of a price goes back when somebody cannot come: nothing, what the organizer decides, or by steps a percentage of it until so many
 * seconds before the start. `fee` says whether the buyer's fee goes back in the same share.
 */
export const RefundPolicy = T.Union([
  Form({ kind: T.Literal('none') }),
  Form({ kind: T.Literal('contact') }),
  Form({
    kind: T.Literal('steps'),
    steps: T.Array(
      Form({
        secondsBefore: T.Integer({ minimum: 0, maximum: longestBefore }),
        percent: T.Integer({ minimum: 1, maximum: 100 }),
      }),
      { minItems: 1, maxItems: mostSteps },
    ),
    fee: T.Boolean(),
  }),
])

export type RefundPolicy = Static<typeof RefundPolicy>
export type RefundStep = { secondsBefore: number; percent: number }

/** What goes back at one moment: percent of the price, 0 to 100, and whether the buyer's fee goes back in the same share. */
export interface RefundShare {
  percent: number
  fee: boolean
}

/** A time after a move in which orders paid before it may go back for at least `percent`. */
export interface RefundWindow extends RefundShare {
  opensAt: Date
  closesAt: Date
}

/** What of an order rules its refund: the policy frozen with it, when it was paid, and the windows of its event. */
export interface RefundTerms {
  policy: RefundPolicy
  paidAt: Date
  windows: readonly RefundWindow[]
}

/** The percentage, 0 to 100, that a policy gives back at a moment. Without a start every step is still open. */
export function shareAt(policy: RefundPolicy, startsAt: Date | null, at: Date): number {
  if (policy.kind !== 'steps') return 0
  const secondsLeft = startsAt ? (startsAt.getTime() - at.getTime()) / 1000 : Number.POSITIVE_INFINITY
  return policy.steps.find(({ secondsBefore }) => secondsLeft >= secondsBefore)?.percent ?? 0
}

/** What an order gets back at a moment: the better of its policy and of a window that is open for it. */
export function refundShare({ policy, paidAt, windows }: RefundTerms, startsAt: Date | null, at: Date): RefundShare {
  const byPolicy = { percent: shareAt(policy, startsAt, at), fee: policy.kind === 'steps' && policy.fee }
  return windows
    .filter(({ opensAt, closesAt }) => paidAt <= opensAt && opensAt <= at && at < closesAt)
    .reduce<RefundShare>((best, { percent, fee }) => better(best, { percent, fee }), byPolicy)
}

const better = (one: RefundShare, other: RefundShare): RefundShare =>
  other.percent > one.percent || (other.percent === one.percent && other.fee) ? other : one

/** The first step that does not come nearer to the start than the one before it, or does not give less; -1 when all are in order. */
export const firstDisorder = (steps: readonly RefundStep[]): number =>
  steps.findIndex(({ secondsBefore, percent }, index) => {
    const before = steps[index - 1]
    return before !== undefined && (secondsBefore >= before.secondsBefore || percent >= before.percent)
  })
