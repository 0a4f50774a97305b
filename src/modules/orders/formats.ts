import { type Language, locales } from '../../../lang/languages.ts'
import { exponentOf } from '../../lib/money.ts'
import { decimal } from './lists-csv.ts'

/** A formatter of dates in an event's zone: Latin digits and the 24-hour clock in every language, as on the pages. */
export const dateFormat = (language: Language, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locales[language], { timeZone, numberingSystem: 'latn', hourCycle: 'h23', ...options })

/** An instant in words, with its zone: `Saturday 28 November 2026 at 20:00 WET`. */
export const momentText = (at: Date, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at)

/** An amount in minor units with its symbol, exact: `€121.80`. */
export const moneyText = (amount: number, currency: string, language: Language): string =>
  new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    // Intl rounds some currencies to the coins in use, and so would lose what was paid.
    minimumFractionDigits: exponentOf(currency),
    maximumFractionDigits: exponentOf(currency),
    numberingSystem: 'latn',
  }).format(decimal(amount, currency) as `${number}`)
