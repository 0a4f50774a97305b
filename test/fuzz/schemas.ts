import fc from 'fast-check'
import { hostileNumbers, hostileTexts } from './values.ts'

/** As much of JSON Schema as the API's document uses. */
export interface Schema {
  type?: string
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  enum?: readonly unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: readonly string[]
  patternProperties?: Record<string, Schema>
  anyOf?: readonly Schema[]
}

/** Texts that a rule may ask for, among which those that fit are taken. */
const plausibleTexts: readonly string[] = [
  'a',
  'Ferry',
  'Night Ferry',
  'night-ferry',
  'Lisbon',
  'PT',
  'en',
  'de',
  'EUR',
  'JPY',
  'KWD',
  'XXX',
  'UTC',
  'Europe/Lisbon',
  'America/St_Johns',
  'Pacific/Apia',
  '2099-11-28',
  '2026-02-29',
  '2099-11-28T20:00',
  '2099-11-28T23:59:59',
  '2027-03-28T02:30',
  '0001-01-01T00:00',
  '9999-12-31T23:59',
  '2026-11-20T19:00:00Z',
  '2099-11-28T20:00:00+05:30',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59-12:00',
  'ada@example.org',
  'ADA.LOVELACE+x@Example.ORG',
  'https://example.org/live?a=b',
  'sandbox',
  'correct horse battery',
  'AAAAAAAAAAAAAAAAAAAAAA',
  'By **night** <b>and</b> [day](https://example.org).',
  'ß'.repeat(80),
  'Ä'.repeat(120),
]

/**
 * Values that a schema takes. Ids are mostly those of `ids`, so that they lead somewhere; texts are plausible or hostile, as long as they
 * fit.
 */
export function fitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, ids)))
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer' || schema.type === 'number') return fittingNumber(schema)
  if (schema.type === 'string') return fittingText(schema, ids)
  if (schema.type === 'array')
    return fc.array(fitting(schema.items ?? {}, ids), {
      minLength: schema.minItems ?? 0,
      maxLength: Math.min(schema.maxItems ?? 5, 25),
    })
  if (schema.properties) return fittingObject(schema, ids)
  const [values] = Object.values(schema.patternProperties ?? {})
  if (values) return fc.dictionary(fc.string({ maxLength: 60 }), fitting(values, ids), { maxKeys: 4 })
  return fc.jsonValue({ maxDepth: 2 })
}

function fittingObject({ properties = {}, required = [] }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema, ids)]))
  return fc.record(fields, { requiredKeys: [...required] })
}

function fittingNumber({ type, minimum = -1e9, maximum = 1e9 }: Schema): fc.Arbitrary<number> {
  const isWhole = type === 'integer'
  const fits = (value: number) => value >= minimum && value <= maximum && (!isWhole || Number.isSafeInteger(value))
  const edges = [minimum, maximum, ...hostileNumbers].filter(fits)
  const small = fc.integer({ min: Math.max(minimum, 0), max: Math.min(maximum, Math.max(minimum, 0) + 12) })
  return fc.oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: fc.constantFrom(...edges) })
}

function fittingText(
  { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema,
  ids: readonly string[],
) {
  if (format === 'uuid')
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() })
  const rule = new RegExp(pattern ?? '', 'u')
  const fits = (text: string) =>
    [...text].length >= minLength &&
    [...text].length <= maxLength &&
    rule.test(text) &&
    (format === undefined || formats[format]?.test(text) === true)
  const all = [...plausibleTexts, ...plausibleTexts, ...hostileTexts].filter(fits)
  return all.length > 0 ? fc.constantFrom(...all) : fc.constant('a'.repeat(minLength))
}

const formats: Record<string, RegExp> = {
  email: /^[^\s@"]+@[^\s@]+\.[a-z]+$/i,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/,
}
