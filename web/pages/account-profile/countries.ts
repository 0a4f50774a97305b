import { COUNTRIES } from '../../../src/lib/countries.ts'

export type Country = readonly [code: string, name: string]

/** Every country by its name in this language, in the order of that. For a loader: servers and browsers may know other names. */
export function countriesIn(language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort(([, a], [, b]) => compare(a, b))
}
