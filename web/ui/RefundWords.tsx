import { refundWords } from '../../lang/refund-words.ts'
import type { RefundPolicy } from '../../src/modules/events/refund-policy.ts'
import { useSurroundings } from '../host/hooks.ts'

type RefundWordsProps = {
  policy: RefundPolicy
  /** Whether there is a booking fee to speak of. */
  hasFee: boolean
  className?: string
}

/** What goes back to somebody who cannot come, in words. */
export function RefundWords({ policy, hasFee, className }: RefundWordsProps) {
  const { t, language } = useSurroundings()
  return (
    <p className={className} suppressHydrationWarning>
      <b>{t.refunds.title}</b> {refundWords(policy, t, language, { hasFee })}
    </p>
  )
}
