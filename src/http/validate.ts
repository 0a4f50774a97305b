import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { TSchema } from 'typebox'
import { type BrokenRule, Refusal } from '../errors.ts'

/**
 * Checks inputs against their schemas. `body` is taken as it is; `text` is for paths and queries, where everything
 * arrives as a string and is turned into what the schema says. Unknown fields are refused, so that a typing error
 * or a mass assignment is told, not ignored.
 */
export type Check = (value: unknown) => unknown

const options = { allErrors: true, strict: false, useDefaults: true } as const
const exact = (formats.default ?? formats)(new Ajv(options))
const coercing = (formats.default ?? formats)(new Ajv({ ...options, coerceTypes: 'array' }))

/**
 * A check that refuses `invalid` with the path of every wrong input. The schema is compiled when it is first asked: all of them at once would take
 * half of a start.
 */
export function checkOf(schema: TSchema, kind: 'body' | 'text'): Check {
  let validate: ValidateFunction | undefined
  return (value) => {
    validate ??= (kind === 'body' ? exact : coercing).compile(schema)
    if (validate(value)) return value
    throw new Refusal('invalid', undefined, undefined, brokenRules(validate.errors ?? []))
  }
}

function brokenRules(errors: readonly ErrorObject[]): BrokenRule[] {
  const rules = new Map<string, BrokenRule>()
  for (const error of errors) {
    const rule = ruleOf(error)
    if (rule && !rules.has(rule.path)) rules.set(rule.path, rule)
  }
  return [...rules.values()].slice(0, 20)
}

const keywords: Record<string, BrokenRule['rule']> = {
  type: 'type',
  minLength: 'shorter',
  maxLength: 'longer',
  minimum: 'less',
  exclusiveMinimum: 'less',
  maximum: 'more',
  exclusiveMaximum: 'more',
  format: 'format',
  pattern: 'format',
  enum: 'choice',
  const: 'choice',
  anyOf: 'choice',
  minItems: 'fewer',
  maxItems: 'many',
  uniqueItems: 'choice',
}

function ruleOf(error: ErrorObject): BrokenRule | undefined {
  const at = error.instancePath.slice(1).replaceAll('/', '.')
  const inside = (name: string) => (at ? `${at}.${name}` : name)
  if (error.keyword === 'required') return { path: inside(String(error.params.missingProperty)), rule: 'required' }
  if (error.keyword === 'additionalProperties')
    return { path: inside(String(error.params.additionalProperty).slice(0, 60)), rule: 'unknown' }
  const rule = keywords[error.keyword]
  if (!rule) return undefined
  const limit = error.params.limit
  return typeof limit === 'number' ? { path: at, rule, limit } : { path: at, rule }
}
