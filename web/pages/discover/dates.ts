import type { Language } from '../../../lang/languages.ts'

/** A date without time or zone, as `2026-11-28`. */
export type PlainDate = string

/** Whether a text is a date there is. */
export function isPlainDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The date of an instant on the calendar of this machine: the reader’s own in a browser. */
export function todayOf(now: Date): PlainDate {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 10)
}

/** The date so many days after another. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)
}

/** All dates from one to another, both included. */
export function datesBetween(from: PlainDate, to: PlainDate): PlainDate[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(from, index))
}

/** Monday is 1, Sunday is 7 (ISO 8601). */
export function weekdayOf(date: PlainDate): number {
  return new Date(date).getUTCDay() || 7
}

/** The first day of a date's month. */
export function monthOf(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-01`
}

/** The first day of the month so many months after a date's. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** Parts of dates that pages set in type, each as the language writes it. */
export const dateWords = {
  /** `28` */
  dayNumber: (date: PlainDate) => String(Number(date.slice(8))),
  /** `Sat` */
  weekday: (date: PlainDate, language: Language) => written(date, language, { weekday: 'short' }),
  /** `Saturday` */
  weekdayLong: (date: PlainDate, language: Language) => written(date, language, { weekday: 'long' }),
  /** `S` */
  weekdayLetter: (date: PlainDate, language: Language) => written(date, language, { weekday: 'narrow' }),
  /** `Sat 28 Nov` */
  day: (date: PlainDate, language: Language) =>
    written(date, language, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', ''),
  /** `Saturday 28 November` */
  dayLong: (date: PlainDate, language: Language) =>
    written(date, language, { weekday: 'long', day: 'numeric', month: 'long' }),
  /** `Dec`; with its year when `now` is in another one. */
  monthShort: (date: PlainDate, language: Language, now: PlainDate) =>
    written(date, language, { month: 'short', ...yearUnless(date, now) }),
  /** `December`; with its year when `now` is in another one. */
  month: (date: PlainDate, language: Language, now: PlainDate) =>
    written(date, language, { month: 'long', ...yearUnless(date, now) }),
  /** `27–29 Nov`, or `27 Nov` where both are the same. */
  span: (from: PlainDate, to: PlainDate, language: Language) =>
    formatOf(language, { day: 'numeric', month: 'short' })
      .formatRange(new Date(from), new Date(to))
      .replaceAll(/\s*–\s*/g, '–'),
  /** `23–29 Nov`, the week from a Monday on; with its year when `now` is in another one. */
  week: (monday: PlainDate, language: Language, now: PlainDate) => {
    const [days, year] = [dateWords.span(monday, addDays(monday, 6), language), monday.slice(0, 4)]
    return year === now.slice(0, 4) ? days : `${days} ${year}`
  },
}

const DAY = 86_400_000
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', hi: 'hi-IN' }
const formats = new Map<string, Intl.DateTimeFormat>()

function yearUnless(date: PlainDate, now: PlainDate): { year?: 'numeric' } {
  return date.slice(0, 4) === now.slice(0, 4) ? {} : { year: 'numeric' }
}

function written(date: PlainDate, language: Language, options: Intl.DateTimeFormatOptions): string {
  return formatOf(language, options).format(new Date(date))
}

function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + Object.entries(options).join()
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', numberingSystem: 'latn', ...options })
  formats.set(key, made)
  return made
}
