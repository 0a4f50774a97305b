import { useSurroundings } from '../host/hooks.ts'
import { money } from './format.ts'

type MoneyProps = {
  /** Minor units of the currency. */
  amount: number
  currency: string
  /** Whole amounts without decimals. */
  short?: boolean
  /** Zero is said as "free". */
  free?: boolean
}

/** An amount of money in the reader's language. */
export function Money({ amount, currency, short = false, free = false }: MoneyProps) {
  const { language, t } = useSurroundings()
  const words = free && amount === 0 ? t.ui.free : money(amount, currency, language, { short })
  return (
    <span className="num" suppressHydrationWarning>
      {words}
    </span>
  )
}
