import type { Language } from '../../../lang/languages.ts'
import type { Sentences } from '../../host/services.ts'
import { count, dayAndTime, money } from '../../ui/format.ts'

/** What the columns of an act mean beside themselves. */
export interface Reader {
  words: Sentences['acts']
  language: Language
  zone: string
  /** Of the event; undefined where there is none. */
  currency: string | undefined
}

/** A column of an act as it was and as it is, in words; undefined for what was not said of it. */
export interface Change {
  column: string
  label: string
  before: string | undefined
  after: string | undefined
}

type Fields = Readonly<Record<string, unknown>>

const AMOUNTS = ['amount', 'price']
const LONGEST = 160

/** What an act changed, column by column in the order they were written down. */
export function changesOf(before: Fields | null, after: Fields | null, reader: Reader): Change[] {
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const said = (fields: Fields | null, column: string) =>
    fields && column in fields ? shown(column, fields[column], fields, reader) : undefined
  return columns.map((column) => ({
    column,
    label: labelOf(column, reader),
    before: said(before, column),
    after: said(after, column),
  }))
}

const labelOf = (column: string, { words }: Reader): string =>
  (words.fields as Readonly<Record<string, string>>)[column] ?? column

function shown(column: string, value: unknown, beside: Fields, reader: Reader): string {
  const { words, language, zone } = reader
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number' && AMOUNTS.includes(column)) {
    const currency = typeof beside.currency === 'string' ? beside.currency : reader.currency
    return currency === undefined ? String(value) : money(value, currency, language)
  }
  if (typeof value === 'string' && isInstant(value)) return dayAndTime(value, zone, language, new Date())
  if (Array.isArray(value))
    return value.length === 0 ? words.nothing : value.map((one) => shown('', one, beside, reader)).join(', ')
  if (typeof value === 'object') {
    if ('characters' in value && typeof value.characters === 'number')
      return words.characters(count(value.characters, language), value.characters)
    const parts = Object.entries(value).map(
      ([name, one]) => `${labelOf(name, reader)} ${shown(name, one, value as Fields, reader)}`,
    )
    return parts.length === 0 ? words.nothing : parts.join(', ')
  }
  return shortened(String(value))
}

const isInstant = (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text))

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
