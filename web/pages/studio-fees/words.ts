import type { Language } from '../../../lang/languages.ts'
import type { Sentences } from '../../host/services.ts'
import { money, percent } from '../../ui/format.ts'

/** A commission as one says it: `2.5% and €0.50`; empty for none. */
export function commissionInWords(
  terms: { percent: number; fixed: Readonly<Record<string, number>> },
  { money: { fees } }: Sentences,
  language: Language,
): string {
  const fixed = Object.entries(terms.fixed)
    .filter(([, amount]) => amount > 0)
    .map(([currency, amount]) => money(amount, currency, language))
    .join(', ')
  const share = terms.percent > 0 ? percent(terms.percent, language) : ''
  return share && fixed ? fees.percentAnd(share, fixed) : share || fixed
}
