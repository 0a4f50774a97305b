import type { RefundPolicy } from '../src/modules/events/refund-policy.ts'
import { type Language, locales } from './languages.ts'
import type { Catalogue } from './shape.ts'

const day = 86_400
const hour = 3600

/**
 * A refund policy in words: `Full refund until 7 days before the start, 50% back until 24 hours before the start.` Where there is a fee
 * that stays, it says so.
 */
export function refundWords(
  policy: RefundPolicy,
  { refunds }: Pick<Catalogue['web'], 'refunds'>,
  language: Language,
  { hasFee }: { hasFee: boolean },
): string {
  if (policy.kind !== 'steps') return refunds[policy.kind]
  const parts = policy.steps.map(({ secondsBefore, percent }) => {
    const until = secondsBefore === 0 ? refunds.start : refunds.before(spanWords(secondsBefore, language))
    return percent === 100 ? refunds.full(until) : refunds.part(percentWords(percent, language), until)
  })
  const words = refunds.sentence(parts.join(', '))
  return hasFee && !policy.fee ? `${words} ${refunds.feeKept}` : words
}

/** So much time in words, as `7 days`, `24 hours` or `90 minutes`. */
export function spanWords(seconds: number, language: Language): string {
  if (seconds % day === 0 && seconds > day) return amount(seconds / day, 'day', language)
  if (seconds % hour === 0) return amount(seconds / hour, 'hour', language)
  return amount(Math.ceil(seconds / 60), 'minute', language)
}

/** A percentage, as `50%`. */
export const percentWords = (percent: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'percent', numberingSystem: 'latn' }).format(percent / 100)

const amount = (value: number, unit: 'day' | 'hour' | 'minute', language: Language) =>
  new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    numberingSystem: 'latn',
  }).format(value)
