import type { Language } from '../../lang/languages.ts'
import { exponentOf } from '../../src/lib/money.ts'

/** Which regional habits each language writes dates and amounts with. */
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', hi: 'hi-IN' }

/** Making a formatter costs a hundred times what using it does, so each is made once. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const moneyFormats = new Map<string, Intl.NumberFormat>()

/** An amount in minor units of a currency, as `€121.80`; whole amounts as `€58` when `short`. */
export function money(amount: number, currency: string, language: Language, { short = false } = {}): string {
  return moneyFormat(currency, language, short).format(amount / 10 ** exponentOf(currency))
}

/** A whole number with its separators. */
export function count(value: number, language: Language): string {
  return value.toLocaleString(LOCALES[language])
}

/** So many bytes as `1.4 MB`: with one place below ten of the unit, in kilobytes at least. */
export function fileSize(bytes: number, language: Language): string {
  const isMega = bytes >= 1_000_000
  const value = Math.max(bytes / (isMega ? 1_000_000 : 1000), 0.1)
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: isMega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

/** The time of day of an instant in a zone, as `20:30`. */
export function time(instant: string, zone: string, language: Language): string {
  return dateFormat(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}

/** The day of an instant in a zone, as `Sat 28 Nov`; with its year when it is not the year of `now`. */
export function day(instant: string, zone: string, language: Language, now?: Date): string {
  const date = new Date(instant)
  const isOtherYear = now !== undefined && yearOf(date, zone) !== yearOf(now, zone)
  const year = isOtherYear ? ({ year: 'numeric' } as const) : {}
  const words = dateFormat(language, zone, { weekday: 'short', day: 'numeric', month: 'short', ...year }).format(date)
  // English puts a comma behind the weekday only where a year follows.
  return language === 'en' ? words.replace(',', '') : words
}

/** A date without time, `2026-11-28`, as `28 Nov`. */
export function dayOfMonth(date: string, language: Language): string {
  return dateFormat(language, 'UTC', { day: 'numeric', month: 'short' }).format(new Date(`${date}T00:00:00Z`))
}

/** Day and time, as `Sat 28 Nov, 14:00`. */
export function dayAndTime(instant: string, zone: string, language: Language, now?: Date): string {
  return `${day(instant, zone, language, now)}, ${time(instant, zone, language)}`
}

/** The time alone when it is today in the zone, as `20:30`; else with its day. */
export function timeOrDay(instant: string, zone: string, language: Language, now = new Date()): string {
  const isToday = dayKey(instant, zone) === dayKey(now.toISOString(), zone)
  return isToday ? time(instant, zone, language) : dayAndTime(instant, zone, language, now)
}

/** A span as `Sat 28 Nov, 14:00`, `–` and `23:00`; where it ends on another day, that day too, and a dash that stands apart. */
export function span(
  start: string,
  end: string,
  zone: string,
  language: Language,
  now?: Date,
): [from: string, dash: string, to: string] {
  const from = dayAndTime(start, zone, language, now)
  const isOneDay = dayKey(start, zone) === dayKey(end, zone)
  return isOneDay ? [from, '–', time(end, zone, language)] : [from, ' – ', dayAndTime(end, zone, language, now)]
}

/**
 * The parts of a span set large: `28` and `29`, `Nov`, `Sat, Sun` or `Fri–Sun`; the year too when it is not the year of `now`. A night that ends
 * before noon belongs to its first day.
 */
export function largeDate(start: string, end: string, zone: string, language: Language, now?: Date) {
  const last = endsInTheNight(start, end, zone) ? start : end
  const parts = [start, ...(dayKey(start, zone) === dayKey(last, zone) ? [] : [last])].map(
    (instant) => new Date(instant),
  )
  const each = (options: Intl.DateTimeFormatOptions) =>
    parts.map((part) => dateFormat(language, zone, options).formatToParts(part))
  const pick = (type: Intl.DateTimeFormatPartTypes, options: Intl.DateTimeFormatOptions) =>
    each(options).map((found) => found.find((part) => part.type === type)?.value ?? '')
  const year = yearOf(new Date(last), zone)
  return {
    days: pick('day', { day: 'numeric' }),
    months: [...new Set(pick('month', { month: 'short', day: 'numeric' }))],
    year: now === undefined || year === yearOf(now, zone) ? null : year,
    weekdays: pick('weekday', { weekday: 'short' }).join(isNextDay(start, last, zone) ? ', ' : '–'),
  }
}

/** The last part of a zone's name, as people say it: `Europe/Lisbon` is `Lisbon`. */
export function zoneCity(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Whether two zones show different clocks at an instant. */
export function clocksDiffer(instant: string, one: string, other: string): boolean {
  return dayKey(instant, one) + time(instant, one, 'en') !== dayKey(instant, other) + time(instant, other, 'en')
}

/** The local date of an instant in a zone, as `2026-11-28`. */
export function dayKey(instant: string, zone: string): string {
  const format = dateFormat('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const parts = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day}`
}

const DAY = 86_400_000
const NIGHT_HOURS = 18
const NOON = '12:00'

function endsInTheNight(start: string, end: string, zone: string): boolean {
  const hours = (Date.parse(end) - Date.parse(start)) / 3_600_000
  return hours < NIGHT_HOURS && time(end, zone, 'en') < NOON
}

function isNextDay(start: string, end: string, zone: string): boolean {
  return Date.parse(dayKey(end, zone)) - Date.parse(dayKey(start, zone)) === DAY
}

function yearOf(date: Date, zone: string): string {
  return dateFormat('en', zone, { year: 'numeric' }).format(date)
}

/** A formatter of instants in a zone, made once. */
export function dateFormat(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${Object.keys(options)} ${Object.values(options)}`
  const known = dateFormats.get(key)
  if (known) return known
  // Latin digits in every language: the large dates and the tabular figures of the look are drawn with them.
  const made = new Intl.DateTimeFormat(LOCALES[language], { timeZone, numberingSystem: 'latn', ...options })
  dateFormats.set(key, made)
  return made
}

function moneyFormat(currency: string, language: Language, short: boolean): Intl.NumberFormat {
  const key = `${currency} ${language} ${short}`
  const known = moneyFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    numberingSystem: 'latn',
    // Intl would leave out the decimals of some currencies that have them, such as HUF.
    minimumFractionDigits: exponentOf(currency),
    maximumFractionDigits: exponentOf(currency),
    trailingZeroDisplay: short ? 'stripIfInteger' : 'auto',
  })
  moneyFormats.set(key, made)
  return made
}

/** Parts per 100,000 as a percentage, as `7.5 %`. */
export function percent(parts: number, language: Language): string {
  const options = { style: 'percent', maximumFractionDigits: 3, numberingSystem: 'latn' } as const
  return (parts / 100_000).toLocaleString(LOCALES[language], options)
}
